import { test } from './harness.ts';
import { labelsOf, readyLabel } from './labels.ts';
import { expectStillWorks, openScene, refused } from './reveal-scene.ts';

/* The page keeps the label from being seen, and has the person press it (reveal-scene.ts). */

/** Hides, dims or shrinks the label, and leaves it so; runs in the page. */
const HIDING: Record<string, () => void> = {
  'lays something over it that lets clicks through': () => {
    const over = document.createElement('div');
    over.style.cssText = `position:absolute;inset:0;z-index:2147483647;background:#fff;
      pointer-events:none`;
    over.textContent = 'Click here to play';
    document.documentElement.append(over);
    Object.assign(globalThis, { undo: () => over.remove() });
  },
  'lays something over it in the top layer': () => {
    const over = document.createElement('div');
    over.popover = 'manual';
    over.style.cssText = 'inset:0;width:auto;height:auto;pointer-events:none;background:#fff';
    document.body.append(over);
    over.showPopover();
    Object.assign(globalThis, { undo: () => over.remove() });
  },
  'draws over it without an element': () => {
    const style = document.createElement('style');
    style.textContent = `html::after { content: "Play"; position: absolute; inset: 0;
      z-index: 2147483647; background: #fff; pointer-events: none }`;
    document.head.append(style);
    Object.assign(globalThis, { undo: () => style.remove() });
  },
  ...Object.fromEntries(
    Object.entries({
      'makes the document transparent': 'opacity:.01',
      'filters the document': 'filter:brightness(0)',
      'blends the document': 'mix-blend-mode:screen',
      'clips the document through it': 'clip-path:inset(0 0 0 30px)',
      'masks the document': 'mask:linear-gradient(transparent,transparent)',
      'shrinks the document': 'transform:scale(.4);transform-origin:0 0',
      'zooms the document out': 'zoom:.3',
    }).map(([name, style]) => [
      name,
      new Function(`document.documentElement.style.cssText = '${style}';
        globalThis.undo = () => document.documentElement.removeAttribute('style');`) as () => void,
    ]),
  ),
};

for (const [name, hide] of Object.entries(HIDING)) {
  test(`a page that ${name}`, async ({ page, site }) => {
    const scene = await openScene(page, site);
    await readyLabel(page);
    await page.evaluate(`(${hide.toString()})()`);
    const at = (await labelsOf(page))[0]?.at;
    if (!at) throw new Error('the label is nowhere');
    await page.mouse.move(at.x, at.y, { steps: 3 });
    await readyLabel(page, false);
    await page.mouse.click(at.x, at.y);
    await refused(page, 'elsewhere');
    await expectStillWorks(page, scene);
  });
}

test('a page that flashes something over the label between two looks of the browser', async ({
  page,
  site,
}) => {
  const scene = await openScene(page, site);
  const { x, y } = await readyLabel(page);
  await page.mouse.move(x, y, { steps: 3 });
  await page.evaluate(() => {
    const over = document.createElement('div');
    over.style.cssText = `position:absolute;inset:0;z-index:2147483647;background:#fff;
      pointer-events:none`;
    let n = 0;
    let on = true;
    const frame = () => {
      if (n++ % 6 === 0) over.remove();
      else document.documentElement.append(over);
      if (on) requestAnimationFrame(frame);
    };
    frame();
    Object.assign(globalThis, {
      undo: () => {
        on = false;
        requestAnimationFrame(() => over.remove());
      },
    });
  });
  await readyLabel(page, false);
  await page.mouse.move(x + 2, y);
  await page.mouse.click(x + 2, y);
  await refused(page, 'again', 'elsewhere');
  await expectStillWorks(page, scene);
});
