import type { CDPSession, Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { type Blocks, blocks, kindOf, vividIn } from './blocks.ts';
import { expect, test } from './harness.ts';
import { pressLabel } from './labels.ts';
import { random } from './pictures.ts';
import type { Site } from './site.ts';
import { maskBlocks } from './test-detectors.ts';

/*
 * Thirty pictures with known boxes, fitted into their elements in every way, as pixels on the
 * screen: once without Figleaf, once with maps of what is where, and once with boxes masked.
 */

const COUNT = 30;
const COLUMNS = 6;
const CELL = 300;
const SCREEN = { width: COLUMNS * CELL, height: (COUNT / COLUMNS) * CELL };
const { margin } = DEFAULT_SETTINGS;

interface Placed {
  picture: Blocks;
  style: string;
}

const WAYS = [
  'object-fit: fill',
  'object-fit: cover',
  'object-fit: contain',
  'object-fit: none',
  'object-fit: scale-down; padding: 7px 13px 3px 5px; border: 4px solid #bcb',
  'object-fit: cover; object-position: 20% calc(100% - 6px)',
  'object-fit: contain; object-position: right 4px top 0',
] as const;

async function thirty(): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (let i = 0; i < COUNT; i++) {
    const picture = await blocks(random, (i % 5) + 1, margin, i % 6 === 5);
    const turn = i % 4 === 3 ? `; transform: rotate(${random.int(-170, 170)}deg)` : '';
    const [width, height] = [0, 1].map(() => random.int(150, turn ? 180 : 230));
    // Every eighth at its own shape, as most pictures are.
    const size = i % 8 === 0 ? `width: ${width}px` : `width: ${width}px; height: ${height}px`;
    placed.push({ picture, style: `${size}; ${WAYS[i % WAYS.length]}${turn}` });
  }
  return placed;
}

function pageWith(site: Site, placed: readonly Placed[], source: (of: Blocks) => string): string {
  const images = placed.map(({ picture, style }, i) => {
    const [left, top] = [(i % COLUMNS) * CELL + 40, Math.floor(i / COLUMNS) * CELL + 40];
    return `<img id="p${i}" src="${source(picture)}" style="position: absolute; left: ${left}px; top: ${top}px; ${style}">`;
  });
  return site.page(`<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>body { margin: 0; background: #c8dcc8 }</style>${images.join('\n')}`);
}

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

interface Tally {
  box: number;
  masked: number;
  outside: number;
  untouched: number;
}

/** Of each picture's cell; a pixel is masked when it changed at all clearly. */
function tally(map: Picture, plain: Picture, masked: Picture, scale: number): Tally[] {
  const wide = SCREEN.width * scale;
  expect([map.width, plain.width, masked.width]).toEqual([wide, wide, wide]);
  const tallies = Array.from({ length: COUNT }, () => {
    return { box: 0, masked: 0, outside: 0, untouched: 0 };
  });
  for (let i = 0; i < map.rgb.length; i += 3) {
    const kind = kindOf(map.rgb[i] ?? 0, map.rgb[i + 1] ?? 0, map.rgb[i + 2] ?? 0);
    if (kind === 'neither') continue;
    const x = (i / 3) % map.width;
    const y = Math.floor(i / 3 / map.width);
    const cell =
      Math.floor(y / (CELL * scale)) * COLUMNS +
      Math.min(COLUMNS - 1, Math.floor(x / (CELL * scale)));
    const of = tallies[cell];
    if (!of) continue;
    const change = Math.max(
      ...[0, 1, 2].map((c) => Math.abs((plain.rgb[i + c] ?? 0) - (masked.rgb[i + c] ?? 0))),
    );
    of[kind]++;
    if (kind === 'box' && change > 40) of.masked++;
    if (kind === 'outside' && change <= 6) of.untouched++;
  }
  return tallies;
}

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
    const tallies = tally(map, before, after, scale);
    // Some are cut down to next to nothing.
    const seen = tallies.filter(({ box }) => box > 50 * scale);
    expect(seen.length).toBeGreaterThan(COUNT * 0.8);
    tallies.forEach((of, n) => {
      const which = `picture ${n} at ${scale}: ${placed[n]?.style}`;
      expect(of.masked, which).toBeGreaterThanOrEqual(of.box * 0.99);
      expect(of.outside, which).toBeGreaterThan(500);
      expect(of.untouched, which).toBeGreaterThanOrEqual(of.outside * 0.95);
    });
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
