import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { labelsOf, pressLabel, readyLabel } from './labels.ts';
import { explicitShots } from './pictures.ts';
import { openScene, refused, shootLabel } from './reveal-scene.ts';

/* Revealing as it should go, by pointer and keyboard, and what a page hears of it. */

const PRESS_SHOWS_WITHIN_MS = 5_000;

test('our host, moved and restyled by the page, stays where it was', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  const before = await readyLabel(page);
  await shootLabel(page, 'ready');
  await page.evaluate(async () => {
    const host = document.documentElement.lastElementChild as HTMLElement;
    host.style.cssText = 'opacity:0!important;transform:translate(9px)!important';
    host.animate([{ opacity: 0, translate: '90px' }], { duration: 1e6, fill: 'both' });
    const wrap = document.createElement('div');
    wrap.style.opacity = '0';
    document.body.append(wrap);
    wrap.append(host);
    await new Promise(requestAnimationFrame);
  });
  expect(await readyLabel(page)).toEqual(before);
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
});

test('Enter in the moment the focus comes does nothing, later it reveals', async ({
  page,
  site,
}) => {
  const { shots } = await openScene(page, site);
  await readyLabel(page);
  await page.focus('#play');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await refused(page, 'again');
  await shootLabel(page, 'again');
  expect((await looks(page, shots)).bad).toBe('masked');
  await readyLabel(page);
  await shootLabel(page, 'focused');
  await page.keyboard.press('Enter');
  await expectLooks(page, shots, { bad: 'revealed' });
  await shootLabel(page, 'revealed');
});

test('a key held down since before is no press', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  await readyLabel(page);
  await page.focus('#play');
  await page.keyboard.down('Enter');
  await page.keyboard.press('Tab');
  await readyLabel(page);
  for (let i = 0; i < 5; i++) await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  expect((await looks(page, shots)).bad).toBe('masked');
  // On a busy machine the browser may look away for a moment; then a person presses once more.
  await expect(async () => {
    await readyLabel(page);
    await page.keyboard.press('Enter');
    await expect
      .poll(async () => (await looks(page, shots)).bad, { timeout: PRESS_SHOWS_WITHIN_MS })
      .toBe('revealed');
  }).toPass({ timeout: 40_000 });
});

test('the page hears nothing of a press, and loses no focus by it', async ({ page, site }) => {
  const { shots } = await openScene(page, site);
  await page.focus('#play');
  await page.evaluate(() => {
    const heard: string[] = [];
    for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'blur']) {
      for (const target of [window, document, document.documentElement]) {
        target.addEventListener(type, (event) => heard.push(event.type), true);
      }
    }
    Object.assign(globalThis, { heard });
  });
  await pressLabel(page);
  await expectLooks(page, shots, { bad: 'revealed' });
  const told = () => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);
  expect(await told()).toEqual([]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('play');
  // The listeners do hear what is the page's.
  await page.mouse.click(700, 430);
  expect(await told()).toContain('click');
});

for (const [kind, host] of [
  ['its own', undefined],
  ['another', 'elsewhere.test'],
] as const) {
  test(`in a frame of ${kind} site a label ${host ? 'only tells of the menu' : 'reveals'}`, async ({
    page,
    site,
  }) => {
    const [bad] = await explicitShots(1);
    if (!bad) throw new Error('no picture');
    const inner = site.page(pageOf(`<img src="${site.url(site.picture(bad.bytes), host)}">`), host);
    const css = '<style>iframe { position: absolute; left: 40px; top: 60px; border: 0 }</style>';
    await page.goto(site.page(pageOf(`<iframe src="${inner}" width="400" height="400">`, css)));
    const frame = page.frames()[1];
    if (!frame) throw new Error('no frame');
    await frame.waitForFunction(() => document.images[0]?.hasAttribute('data-figleaf'));
    // Where the label stands: 6 px in, and a few more to be on it (src/content/overlay.css.ts).
    const shown = () => frame.evaluate(() => document.images[0]?.firstChild !== null);
    const press = async () => {
      await page.mouse.move(40 + 80, 60 + 200);
      await page.mouse.move(40 + 30, 60 + 17, { steps: 4 });
      await page.mouse.click(40 + 30, 60 + 17);
    };
    if (host) {
      await expect.poll(async () => (await labelsOf(frame))[0]?.at).not.toBe(null);
      await press();
      await expect
        .poll(async () => (await labelsOf(frame))[0]?.text)
        .toMatch(/Right-click to show/);
      expect(await shown()).toBe(false);
    } else {
      await expect.poll(async () => (await labelsOf(page))[0]?.ready).toBe(true);
      await press();
      await expect.poll(shown).toBe(true);
    }
  });
}
