import { decode } from '../../demo/draw/encode.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { type Blocks, blocks, vividIn } from '../blocks.ts';
import { allPainted, expectMasked, pageWith, SCREEN, thirty } from '../box-scene.ts';
import { random } from '../pictures.ts';
import { maskBlocks } from '../test-detectors.ts';
import { expect, test } from './harness.ts';

/*
 * Parts of pictures, by both ways there are: painted over in what comes from the network, and left
 * out of the element by the page's side for what does not come from there.
 */

test.describe.configure({ timeout: 180_000 });

const { margin } = DEFAULT_SETTINGS;
const SCALES = [1, 2] as const;

const dataOf = (bytes: Buffer, type: string) => `data:${type};base64,${bytes.toString('base64')}`;

/** The screen at each number of device pixels to a CSS pixel; the page lives through the changes. */
async function atEachScale(
  page: FirefoxPage,
  look: (scale: number, shoot: () => Promise<Picture>) => Promise<void>,
): Promise<void> {
  for (const scale of SCALES) {
    await page.setViewportSize(SCREEN, scale);
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await look(scale, async () => decode(await page.shoot()));
  }
  await page.setViewportSize(SCREEN, 1);
}

/** Decoded as well: what is loaded may be painted a little later. */
const allLoaded = (page: FirefoxPage): Promise<void> =>
  page.evaluate(async () => {
    await Promise.all([...document.images].map((img) => img.decode()));
  });

/** Every picture is in sight but for its parts, and says so to who cannot see it. */
const allInPart = (page: FirefoxPage, selector = 'img') =>
  expect
    .poll(() =>
      page.evaluate(
        (of) =>
          [...document.querySelectorAll(of)].filter(
            (img) =>
              img.getAttribute('aria-label') !== 'Picture, covered in part' ||
              getComputedStyle(img).visibility !== 'visible',
          ).length,
        selector,
      ),
    )
    .toBe(0);

for (const way of ['burnt in', 'in the page'] as const) {
  test(`thirty pictures, ${way}, with one and two device pixels to a CSS pixel`, async ({
    figleaf,
    site,
  }) => {
    const placed = await thirty();
    const source = (bytes: Buffer, type: string) =>
      way === 'burnt in' ? site.picture(bytes, type) : dataOf(bytes, type);
    const page = await figleaf.newPage(SCREEN);
    /** Each picture of it there to be seen, by what there is to be seen of the maps where they are there. */
    const shotsOf = async (of: (picture: Blocks) => string, maps?: Map<number, Picture>) => {
      await page.goto(pageWith(site, placed, of));
      const taken = new Map<number, Picture>();
      await atEachScale(page, async (scale, shoot) => {
        await allLoaded(page);
        await expect
          .poll(async () => {
            const shot = await shoot();
            taken.set(scale, shot);
            return allPainted(maps?.get(scale) ?? shot, shot, scale);
          })
          .toBe(true);
      });
      return taken;
    };
    await figleaf.set({ enabled: false });
    const maps = await shotsOf(({ map }) => source(map, 'image/png'));
    const plain = await shotsOf(({ bytes, type }) => source(bytes, type), maps);

    await maskBlocks(figleaf);
    await figleaf.set({ enabled: true, label: false, maskStyle: 'pixelate' });
    await page.goto(pageWith(site, placed, ({ bytes, type }) => source(bytes, type)));
    await allInPart(page);
    expect(
      await page.evaluate(() => document.querySelectorAll('[data-figleaf^="boxes"]').length),
    ).toBe(way === 'burnt in' ? 0 : placed.length);
    await atEachScale(page, async (scale, shoot) => {
      const [map, before] = [maps.get(scale), plain.get(scale)];
      if (!map || !before) throw new Error('no screenshots');
      await allInPart(page);
      // What is fitted anew is covered as a whole until its rule has come, and painted after that.
      await expect(async () => {
        expectMasked({ map, plain: before, masked: await shoot() }, placed, scale);
      }).toPass({ timeout: 40_000 });
    });
  });
}

test('in each look, and by every way that shows a picture', async ({ figleaf, site }) => {
  const { bytes, type, width, height } = await blocks(random, 4, margin, false);
  const url = site.url(site.picture(bytes, type), 'elsewhere.test');
  const size = `width: ${width}px; height: ${height}px`;
  const html = `<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>body { margin: 0; font-size: 0 } body > * { ${size}; float: left; padding: 0 }</style>
<img src="${url}"><input type="image" src="${url}"><object data="${url}"></object>
<div style="background: url(${url})"></div>`;
  const address = site.page(html);
  const page = await figleaf.newPage({ width: 2 * width, height: 2 * height });
  await figleaf.set({ enabled: false });
  await page.goto(address);
  const plain = await decode(await page.shoot());
  expect(vividIn(plain)).toBeGreaterThan(4000);
  await maskBlocks(figleaf);
  for (const maskStyle of ['solid', 'hide', 'blur', 'pixelate'] as const) {
    await figleaf.set({ enabled: true, maskStyle, label: false });
    await page.goto(address);
    const screen = async () => decode(await page.shoot());
    await expect.poll(async () => leastUntouched(plain, await screen())).toBeGreaterThan(0.5);
    expect(vividIn(await screen()), maskStyle).toBe(0);
    await allInPart(page, 'img, input');
  }
});

/** Of the four quarters of the screen, the part of the pixels that are as they were, where it is least. */
function leastUntouched(plain: Picture, now: Picture): number {
  const same = [0, 0, 0, 0];
  for (let i = 0; i < plain.rgb.length; i += 3) {
    const [x, y] = [(i / 3) % plain.width, Math.floor(i / 3 / plain.width)];
    const quarter = (x < plain.width / 2 ? 0 : 1) + (y < plain.height / 2 ? 0 : 2);
    const change = [0, 1, 2].map((c) => Math.abs((plain.rgb[i + c] ?? 0) - (now.rgb[i + c] ?? 0)));
    if (Math.max(...change) <= 6) same[quarter] = (same[quarter] ?? 0) + 1;
  }
  return (4 * Math.min(...same)) / (plain.width * plain.height);
}
