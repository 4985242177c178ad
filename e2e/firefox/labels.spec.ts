import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { looks } from '../eyes.ts';
import { explicitShots, type Shot } from '../pictures.ts';
import { expect, test } from './harness.ts';

/*
 * A press on a label reveals where the label is on the screen as it was drawn, whole and for a while,
 * and nowhere else. What lies over it in these takes no hit, so that the press does reach the label.
 */

test.describe.configure({ timeout: 120_000 });

/** In the corner of the picture at the corner of the page: within the label. */
const LABEL = { x: 40, y: 17 };
const AWAY = { x: 700, y: 500 };

const OVER = 'position: fixed; left: 0; top: 0; z-index: 2147483647; pointer-events: none;';
/** Scripts that lay something over the label, `undo` taking it away. */
const TRICKS: Readonly<Record<string, string>> = {
  'an element over it': `const over = document.createElement('div');
    over.style.cssText = '${OVER} width: 320px; height: 60px; background: white';
    document.documentElement.append(over); globalThis.undo = () => over.remove();`,
  'the shadow of one beside it': `const over = document.createElement('div');
    over.style.cssText = '${OVER} left: 400px; width: 9px; height: 9px; box-shadow: -390px 10px 0 60px white';
    document.documentElement.append(over); globalThis.undo = () => over.remove();`,
  'a popover': `const over = document.createElement('div'); over.popover = 'manual';
    over.style.cssText = '${OVER} width: 320px; height: 60px; margin: 0; background: white';
    document.body.append(over); over.showPopover(); globalThis.undo = () => over.remove();`,
  'what leaves its background and takes its letters': `const over = document.createElement('div');
    over.style.cssText = '${OVER} width: 320px; height: 60px; background: rgb(36 44 38); mix-blend-mode: darken';
    document.documentElement.append(over); globalThis.undo = () => over.remove();`,
  'a video over it': `globalThis.undo = () => undefined; (async () => {
    const from = Object.assign(document.createElement('canvas'), { width: 320, height: 60 });
    const to = from.getContext('2d'); to.fillStyle = 'white';
    const over = Object.assign(document.createElement('video'), { muted: true, srcObject: from.captureStream() });
    over.style.cssText = '${OVER} width: 320px; height: 60px';
    document.documentElement.append(over);
    const draw = () => { to.fillRect(0, 0, 320, 60); if (over.isConnected) requestAnimationFrame(draw); };
    draw();
    await over.play(); globalThis.undo = () => over.remove();
  })()`,
  'a dimmed page': `document.documentElement.style.opacity = '.3';
    globalThis.undo = () => { document.documentElement.style.opacity = ''; };`,
};

const isSeen = async (page: FirefoxPage, bad: Shot): Promise<boolean> =>
  ['shown', 'revealed'].includes((await looks(page, { bad })).bad ?? '');

/** What a screenshot shows in its place. */
const labelOn = async (page: FirefoxPage): Promise<string> =>
  (await page.shoot({ x: 6, y: 6, width: 60, height: 20 })).toString('base64');

/** As a person who looks first: the pointer rests, and moves a little, before each press. */
async function press(page: FirefoxPage, restMs: number): Promise<void> {
  await page.hover(LABEL.x - 1, LABEL.y);
  await page.evaluate(
    (ms) =>
      new Promise<void>((done) => {
        const from = performance.now();
        const again = () => (performance.now() - from < ms ? requestAnimationFrame(again) : done());
        again();
      }),
    restMs,
  );
  await page.click(LABEL.x, LABEL.y);
}

/** Long enough for a press to count, also on a busy machine. */
const LONG_MS = 1500;

test('a label reveals, but not in a hurry, and not with anything over it', async ({
  figleaf,
  site,
}) => {
  const [bad] = await explicitShots(1);
  if (!bad) throw new Error('no picture');
  const page = await figleaf.newPage({ width: 900, height: 700 });
  const src = site.url(site.picture(bad.bytes));
  await page.goto(
    site.page(
      `<!doctype html><link rel="icon" href="data:,"><style>body { margin: 0; height: 3000px } img { position: absolute; left: 0; top: 500px }</style><img id="bad" src="${src}">`,
    ),
  );
  // The screen is looked at wherever the page is scrolled to.
  await page.evaluate(() => scrollTo(0, 500));
  await expect.poll(async () => (await looks(page, { bad })).bad).toBe('masked');

  await page.click(LABEL.x, LABEL.y);
  expect(await isSeen(page, bad), 'at once').toBe(false);
  for (const [name, trick] of Object.entries(TRICKS)) {
    await page.hover(AWAY.x, AWAY.y);
    const label = await labelOn(page);
    await page.run(`{ ${trick} }`);
    await expect.poll(() => labelOn(page), { message: name }).not.toEqual(label);
    await press(page, LONG_MS);
    await page.run('undo()');
    expect(await isSeen(page, bad), name).toBe(false);
  }
  await page.hover(AWAY.x, AWAY.y);
  await expect(async () => {
    await press(page, LONG_MS);
    await expect.poll(() => isSeen(page, bad), { timeout: 2000 }).toBe(true);
  }).toPass({ timeout: 30_000 });
});
