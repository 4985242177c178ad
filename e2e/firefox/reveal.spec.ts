import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { looksAt } from '../eyes.ts';
import { explicitShots, type Shot, SIDE } from '../pictures.ts';
import { expect, type FirefoxFigleaf, test } from './harness.ts';

/*
 * What was replaced on its way from the network, shown after all: by the person's hand, or because a
 * setting changed. The page stays as it is; the picture is asked for again.
 */

test.describe.configure({ timeout: 120_000 });

const WAYS = ['img', 'input', 'object', 'embed', 'background', 'svg', 'poster'];
const NONE: string[] = [];

/** Places of one picture's size, side by side, three in a row. */
const place = (index: number) => ({
  x: (index % 3) * SIDE,
  y: Math.floor(index / 3) * SIDE,
  width: SIDE,
  height: SIDE,
});
const ROOM = { width: 3 * SIDE, height: 3 * SIDE };

const pageOf = (
  url: string,
): string => `<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>body { margin: 0; font-size: 0 } body > * { float: left; width: ${SIDE}px; height: ${SIDE}px; padding: 0 }</style>
<img src="${url}"><input type="image" src="${url}"><object data="${url}"></object><embed src="${url}">
<div style="background: url(${url})"></div>
<svg viewBox="0 0 ${SIDE} ${SIDE}"><image href="${url}" width="${SIDE}" height="${SIDE}"/></svg>
<video poster="${url}"></video>`;

/** Labels lie within so many pixels of the edge: only what lies farther in is looked at. */
const EDGE = 60;

/** @returns those of the ways, in the order of their places, in which the picture is to be seen */
async function seenIn(page: FirefoxPage, { picture }: Shot, names: readonly string[] = WAYS) {
  const inner = SIDE - 2 * EDGE;
  const boxes = names.map((_, i) => {
    const { x, y } = place(i);
    return { x: x + EDGE, y: y + EDGE, width: inner, height: inner };
  });
  const rgb = new Uint8Array(inner * inner * 3);
  for (let row = 0; row < inner; row++) {
    const from = ((row + EDGE) * SIDE + EDGE) * 3;
    rgb.set(picture.rgb.subarray(from, from + inner * 3), row * inner * 3);
  }
  const seen = await looksAt(page, boxes, { width: inner, height: inner, rgb });
  return names.filter((_, i) => seen[i] === 'shown' || seen[i] === 'revealed');
}

/** As the keyboard's command does, for the poster, which no context menu has the address of. */
async function toggledAt(
  figleaf: FirefoxFigleaf,
  page: FirefoxPage,
  { x, y }: { x: number; y: number },
): Promise<void> {
  await page.hover(x + SIDE / 2, y + SIDE / 2);
  const tabId = await figleaf.tabIdOf(page);
  await figleaf.ui.evaluate((tab) => chrome.tabs.sendMessage(tab, { command: 'toggle' }), tabId);
}

async function explicit(): Promise<Shot> {
  const [shot] = await explicitShots(1);
  if (!shot) throw new Error('no picture');
  return shot;
}

test('a person reveals it, whatever shows it, and covers it again', async ({ figleaf, site }) => {
  const shot = await explicit();
  // Of another site, and never kept: what could be read or had without asking again is neither.
  const url = site.url(
    site.picture(shot.bytes, 'image/jpeg', { 'cache-control': 'no-store' }),
    'elsewhere.test',
  );
  const page = await figleaf.newPage(ROOM);
  await page.goto(site.page(pageOf(url)));
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(WAYS.length);
  expect(await seenIn(page, shot)).toEqual(NONE);

  const poster = place(WAYS.indexOf('poster'));
  await figleaf.byHand(page, 'reveal', url);
  await toggledAt(figleaf, page, poster);
  await expect.poll(() => seenIn(page, shot)).toEqual(WAYS);
  // By name and in the page's own script it is what it was.
  expect(await page.evaluate(() => document.images[0]?.src)).toBe(url);

  await figleaf.byHand(page, 'cover', url);
  await toggledAt(figleaf, page, poster);
  await expect.poll(() => seenIn(page, shot)).toEqual(NONE);
  await page.reload();
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(WAYS.length);
  expect(await seenIn(page, shot)).toEqual(NONE);
});

test('the page that knows how it is asked for again gets nothing by that', async ({
  figleaf,
  site,
}) => {
  const [shown, other] = await explicitShots(2);
  if (!shown || !other) throw new Error('no pictures');
  let answer = shown.bytes;
  const url = site.url(
    site.add((_, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
      response.end(answer);
    }),
  );
  const page = await figleaf.newPage(ROOM);
  await page.goto(
    site.page(
      `<!doctype html><style>body { margin: 0 } img { float: left }</style><img src="${url}">`,
    ),
  );
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(1);
  await figleaf.byHand(page, 'reveal', url);
  await expect.poll(() => seenIn(page, shown, ['img'])).toEqual(['img']);
  const asked = await page.evaluate(() => {
    const [img] = document.images;
    return img ? getComputedStyle(img).content.slice(5, -2) : '';
  });
  expect(asked).toContain('#figleaf-');
  // Another picture under the very same address, in the page's own elements and by its own mark.
  answer = other.bytes;
  await page.evaluate((at) => {
    const [img] = document.images;
    const copy = img?.cloneNode(true) as HTMLImageElement;
    copy.src = `${at}?2#${at.split('#')[1]}`;
    const plain = Object.assign(new Image(), { src: `${at.split('#')[0]}#figleaf-guess` });
    document.body.append(copy, plain);
  }, asked);
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(3);
  expect(await seenIn(page, other, ['img', 'copy', 'plain'])).toEqual(NONE);
});

test('a changed setting shows and covers what is on open pages', async ({ figleaf, site }) => {
  const shot = await explicit();
  const url = site.url(site.picture(shot.bytes));
  const page = await figleaf.newPage(ROOM);
  await page.goto(site.page(pageOf(url)));
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(WAYS.length);
  expect(await seenIn(page, shot)).toEqual(NONE);
  const off = { explicit: 0, nudity: 0, suggestive: 0, drawn: 0, otherSkin: 0, people: 0 } as const;
  await figleaf.set({ sensitivity: off });
  await expect.poll(() => seenIn(page, shot)).toEqual(WAYS);
  await figleaf.set({ sensitivity: DEFAULT_SETTINGS.sensitivity });
  await expect.poll(() => seenIn(page, shot)).toEqual(NONE);
  await figleaf.set({ enabled: false });
  await expect.poll(() => seenIn(page, shot)).toEqual(WAYS);
});

test('what Firefox remembers of a picture by other settings is let go of', async ({
  figleaf,
  site,
}) => {
  const shot = await explicit();
  const url = site.url(site.picture(shot.bytes, 'image/jpeg', { 'cache-control': 'max-age=3600' }));
  const html = `<!doctype html><link rel="icon" href="data:,"><img src="${url}">`;
  /** How many colours a page finds in what it got: a blank has one. */
  const coloursIn = async (): Promise<number> => {
    const page = await figleaf.newPage(ROOM);
    await page.goto(site.page(html));
    return page.evaluate(async () => {
      const [img] = document.images;
      if (!img) throw new Error('no image');
      await img.decode();
      const [width, height] = [img.naturalWidth, img.naturalHeight];
      const context = Object.assign(document.createElement('canvas'), { width, height }).getContext(
        '2d',
      );
      if (!context) throw new Error('no 2D canvas');
      context.drawImage(img, 0, 0);
      return new Set(new Uint32Array(context.getImageData(0, 0, width, height).data.buffer)).size;
    });
  };
  // How often memory was emptied lately is counted anew.
  await figleaf.stopBackground();
  await figleaf.set({ enabled: false });
  await expect.poll(coloursIn).toBeGreaterThan(1);
  // Firefox is not asked twice within two seconds; the last word comes by an alarm.
  await figleaf.set({ enabled: true });
  await expect.poll(coloursIn, { timeout: 20_000 }).toBe(1);
  await figleaf.set({ enabled: false });
  await expect.poll(coloursIn, { timeout: 20_000 }).toBeGreaterThan(1);
});

test('what a page makes of bytes that it fetched is covered in the page', async ({
  figleaf,
  site,
}) => {
  const shot = await explicit();
  const url = site.url(site.picture(shot.bytes));
  const page = await figleaf.newPage(ROOM);
  await page.goto(
    site.page('<!doctype html><style>body { margin: 0 } img { float: left }</style>'),
  );
  await page.evaluate(async (at) => {
    const fetched = await (await fetch(at)).blob();
    const asked = await new Promise<Blob>((resolve) => {
      const request = new XMLHttpRequest();
      request.open('GET', at);
      request.responseType = 'blob';
      request.onload = () => resolve(request.response);
      request.send();
    });
    for (const blob of [fetched, asked]) {
      document.body.append(Object.assign(new Image(), { src: URL.createObjectURL(blob) }));
    }
  }, url);
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(2);
  expect(await seenIn(page, shot, ['fetched', 'asked'])).toEqual(NONE);
  // And nothing is wrong with the bytes.
  await figleaf.set({ enabled: false });
  await expect.poll(() => seenIn(page, shot, ['fetched', 'asked'])).toEqual(['fetched', 'asked']);
});
