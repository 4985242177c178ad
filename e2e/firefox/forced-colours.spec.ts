import { decode } from '../../demo/draw/encode.ts';
import { openExtensionPage } from '../../tools/firefox/own-pages.ts';
import { expect, FirefoxFigleaf, test } from './harness.ts';

/* Where the person has colours of their own, which take the place of ours. */

test.describe.configure({ timeout: 120_000 });

test('a slider shows how far it can be moved', async ({ built }) => {
  const figleaf = await FirefoxFigleaf.launch(built, {
    prefs: { 'browser.display.document_color_use': 2, 'browser.display.use_system_colors': true },
  });
  try {
    const options = await figleaf.newPage({ width: 1100, height: 820 });
    await openExtensionPage(options, 'options/options.html');
    const boxOfSlider = () =>
      options.evaluate(() => {
        if (!matchMedia('(forced-colors: active)').matches) return null;
        const slider = document.querySelector('#sensitivity input');
        if (!slider) return null;
        const { x, y, width, height } = slider.getBoundingClientRect();
        return { x, y, width, height };
      });
    await expect.poll(boxOfSlider).not.toBeNull();
    const box = await boxOfSlider();
    if (!box) throw new Error('no slider');
    const { width, height, rgb } = await decode(await options.shoot(box));
    const at = (part: number, row: number) => {
      const pixel = (row * width + Math.floor(width * part)) * 3;
      return rgb.subarray(pixel, pixel + 3).join();
    };
    const middle = Math.floor(height / 2);
    const ground = at(0.25, 0);
    const [filled, empty] = [at(0.25, middle), at(0.75, middle)];
    expect([filled, empty]).not.toContain(ground);
    expect(filled).not.toBe(empty);
  } finally {
    await figleaf.close();
  }
});
