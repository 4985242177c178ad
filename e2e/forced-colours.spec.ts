import { pixelsOf } from './eyes.ts';
import { expect, test } from './harness.ts';
import { openOptions } from './our-pages.ts';

/* Where the person has colours of their own, which take the place of ours. */

test('what is told by a colour can still be seen', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await options.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });

  const swatch = (n: number) => `.choice-compact .option:nth-child(${n}) .swatch`;
  await options.locator(swatch(1)).scrollIntoViewIfNeeded();
  const colours = await pixelsOf(options, [1, 2, 3, 4, 5, 6].map(swatch));
  const middles = colours.map(({ width, height, rgb }) => {
    const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
    return rgb.subarray(at, at + 3).join();
  });
  expect(new Set(middles).size).toBe(6);

  const ground = (name: string) =>
    options
      .getByRole('link', { name, exact: true })
      .evaluate((link) => getComputedStyle(link).backgroundColor);
  await options.getByRole('link', { name: 'Checking' }).click();
  await expect.poll(() => ground('Checking')).not.toBe(await ground('Engine'));

  // Its colour says so already.
  const disabled = options.getByRole('button', { name: 'Forget all corrections' });
  await expect(disabled).toBeDisabled();
  await expect(disabled).toHaveCSS('opacity', '1');
});
