import type { CDPSession, Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { blocks, vividIn } from './blocks.ts';
import { expectMasked, pageWith, SCREEN, thirty } from './box-scene.ts';
import { expect, test } from './harness.ts';
import { pressLabel } from './labels.ts';
import { random } from './pictures.ts';
import { maskBlocks } from './test-detectors.ts';

const { margin } = DEFAULT_SETTINGS;

const SCALES = [1, 2] as const;

/** The screen at each number of device pixels to a CSS pixel; the page lives through the changes. */
async function shots(page: Page, session: CDPSession): Promise<Picture[]> {
  const taken: Picture[] = [];
  for (const deviceScaleFactor of SCALES) {
    const metrics = { ...SCREEN, deviceScaleFactor, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
    // What is drawn over pictures has its place by the second frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    // Playwright's own screenshots are in CSS pixels here.
    const { data } = await session.send('Page.captureScreenshot', { format: 'png' });
    taken.push(await decode(Buffer.from(data, 'base64')));
  }
  return taken;
}

const allLook = (page: Page, look: 'boxes' | 'shown') =>
  expect
    .poll(() =>
      page.evaluate(
        (wanted) =>
          [...document.images].filter((img) => {
            const mark = img.dataset.figleaf ?? 'shown';
            const seen = getComputedStyle(img).visibility === 'visible';
            return !img.complete || !seen || !mark.startsWith(wanted);
          }).length,
        look,
      ),
    )
    .toBe(0);

test('thirty pictures, with one and two device pixels to a CSS pixel', async ({
  figleaf,
  page,
  site,
}) => {
  const placed = await thirty();
  const session = await page.context().newCDPSession(page);
  await figleaf.set({ enabled: false });
  await page.goto(pageWith(site, placed, ({ map }) => site.picture(map, 'image/png')));
  await allLook(page, 'shown');
  const maps = await shots(page, session);
  await page.goto(pageWith(site, placed, ({ bytes, type }) => site.picture(bytes, type)));
  await allLook(page, 'shown');
  const plain = await shots(page, session);

  await maskBlocks(figleaf);
  await figleaf.set({ enabled: true, label: false, maskStyle: 'pixelate' });
  await page.reload();
  await allLook(page, 'boxes');
  const masked = await shots(page, session);
  SCALES.forEach((scale, i) => {
    const [map, before, after] = [maps[i], plain[i], masked[i]];
    if (!map || !before || !after) throw new Error('no screenshots');
    expectMasked({ map, plain: before, masked: after }, placed, scale);
  });
});

test('another detector, which answers otherwise, moves the masks', async ({
  figleaf,
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  const picture = await blocks(random, 4, margin, false);
  const src = site.picture(picture.bytes, picture.type);
  await maskBlocks(figleaf);
  await figleaf.set({ maskStyle: 'hide', label: false });
  await page.goto(site.page(`<link rel="icon" href="data:,"><img src="${src}">`));
  await allLook(page, 'boxes');
  const vivid = async () => vividIn(await decode(await page.screenshot()));
  expect(await vivid()).toBe(0);
  await maskBlocks(figleaf, 'elsewhere', { shift: [14, 9] });
  const { width, height } = picture;
  const moved = (14 / 320) * Math.max(width, height);
  // On the left each block now stands out by what the masks moved, less their margin.
  await expect.poll(vivid).toBeGreaterThan(4 * moved);
  await allLook(page, 'boxes');
});

test('a picture opened by itself is masked as on its page, and an open press shows it all', async ({
  figleaf,
  page,
  site,
}) => {
  await page.setViewportSize({ width: 1000, height: 600 });
  const picture = await blocks(random, 2, margin, false);
  const src = site.url(site.picture(picture.bytes, picture.type));
  await maskBlocks(figleaf);
  await page.goto(src);
  await allLook(page, 'boxes');
  const vivid = async () => vividIn(await decode(await page.screenshot()));
  expect(await vivid()).toBe(0);
  expect(await page.evaluate(() => document.images[0]?.getAttribute('aria-label'))).toBe(
    'Picture, covered in part',
  );
  await pressLabel(page);
  await allLook(page, 'shown');
  expect(await vivid()).toBeGreaterThan(1000);
  await pressLabel(page);
  await allLook(page, 'boxes');
  await expect.poll(vivid).toBe(0);
});

test('on paper the boxes are left out, and what lies elsewhere there is left out whole', async ({
  figleaf,
  page,
  site,
}) => {
  const picture = await blocks(random, 2, margin, false);
  const src = site.picture(picture.bytes, picture.type);
  await maskBlocks(figleaf);
  const url = site.page(
    `<link rel="icon" href="data:,"><img src="${src}"><img src="${src}" style="width: 90px; height: 120px; object-fit: cover">`,
  );
  await page.goto(url);
  await allLook(page, 'boxes');
  await page.emulateMedia({ media: 'print' });
  const vivid = async () => vividIn(await decode(await page.screenshot()));
  expect(await vivid()).toBe(0);
  const print = (index: number, name: string) =>
    page.evaluate(
      ([at, property]) =>
        getComputedStyle(document.images[at] as Element).getPropertyValue(property),
      [index, name] as const,
    );
  // Without it printers leave masks out, and print what lies under them.
  expect(await print(0, 'print-color-adjust')).toBe('exact');
  expect(await print(0, 'visibility')).toBe('visible');
  expect(await print(1, 'visibility')).toBe('hidden');
});
