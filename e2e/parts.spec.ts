import { encode } from '../demo/draw/encode.ts';
import { compose } from '../models/parts/compositions.ts';
import { COLOURS } from '../src/shared/mask-colours.ts';
import { pixelsAt } from './eyes.ts';
import { expect, pageOf, test } from './harness.ts';

/*
 * Parts with nothing but a bundled classifier. What it finds in fifty compositions, and what it does
 * not, is measured in models/parts/parts.test.ts; here a few go the whole way to the screen.
 */

/** Seeds of compositions; of each the pattern is found, and most of the rest is left. */
const SEEDS = [2, 3];

const rgbOf = (colour: string): number[] =>
  (colour.match(/[0-9a-f]{2}/gi) ?? []).map((pair) => Number.parseInt(pair, 16));

test('the part is covered and the rest is left, with a bundled model', async ({
  figleaf,
  page,
  site,
}) => {
  // A dozen runs of the larger model for each picture.
  test.setTimeout(180_000);
  await figleaf.set({ model: 'balanced', masked: 'boxes', maskColour: 'sage', label: false });
  const cover = rgbOf(COLOURS.sage);
  for (const seed of SEEDS) {
    const { picture, pattern, name } = await compose(seed);
    const src = site.url(site.picture(await encode(picture, 'png')));
    await page.goto(site.page(pageOf(`<img id="picture" src="${src}">`)));
    const shares = async () => {
      const { rgb, width } = await pixelsAt(page, 'picture');
      const covered = (x: number, y: number): boolean =>
        cover.every((value, c) => Math.abs((rgb[(y * width + x) * 3 + c] ?? 0) - value) <= 3);
      const counts = { part: 0, rest: 0 };
      for (let y = 0; y < picture.height; y++) {
        for (let x = 0; x < picture.width; x++) {
          const [right, bottom] = [pattern.x + pattern.width, pattern.y + pattern.height];
          const within = x >= pattern.x && x < right && y >= pattern.y && y < bottom;
          if (covered(x, y)) counts[within ? 'part' : 'rest']++;
        }
      }
      const area = pattern.width * pattern.height;
      return {
        part: counts.part / area,
        rest: counts.rest / (picture.width * picture.height - area),
      };
    };
    await expect.poll(async () => (await shares()).part, name).toBeGreaterThanOrEqual(0.95);
    expect((await shares()).rest, name).toBeLessThan(0.5);
  }
});
