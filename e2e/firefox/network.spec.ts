import { gzipSync } from 'node:zlib';
import { decode } from '../../demo/draw/encode.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { onePair, type Shot, SIDE } from '../pictures.ts';
import type { Site } from '../site.ts';
import { expect, test } from './harness.ts';
import { framesOf, isBetweenPages } from './sampling.ts';

/*
 * What comes over the network and is shown otherwise than by an <img>: held by the background until
 * its verdict, and replaced by a blank of the same size where that covers it.
 */

test.describe.configure({ timeout: 120_000 });

const ROOM = { width: 1304, height: 1000 };

/** Places of one picture's size, side by side, four in a row. */
const place = (index: number) => ({
  x: (index % 4) * SIDE,
  y: Math.floor(index / 4) * SIDE,
  width: SIDE,
  height: SIDE,
});

/** The ways by name, each an element of one picture's size. */
const ways = (url: string, pages: Record<'svg' | 'sub', string>): Record<string, string> => ({
  background: `<div style="background: url(${url})"></div>`,
  before: `<style>.b::before { content: url(${url}) }</style><div class="b"></div>`,
  input: `<input type="image" src="${url}">`,
  object: `<object data="${url}"></object>`,
  embed: `<embed src="${url}">`,
  svg: `<svg viewBox="0 0 ${SIDE} ${SIDE}"><image href="${url}" width="${SIDE}" height="${SIDE}"/></svg>`,
  frame: `<iframe src="${url}"></iframe>`,
  poster: `<video poster="${url}"></video>`,
  'svg as background': `<div style="background: url(${pages.svg})"></div>`,
  'in a frame': `<iframe src="${pages.sub}"></iframe>`,
});

const STYLE = `<style>body { margin: 0; font-size: 0 }
  body > * { position: absolute; display: block; width: ${SIDE}px; height: ${SIDE}px; border: 0; padding: 0 }
  body > style { display: none }</style>`;

function pageOf(site: Site, url: string): { html: string; names: string[] } {
  const sub = site.page(`<!doctype html>${STYLE}<div style="background: url(${url})"></div>`);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><rect width="9" height="9"/></svg>`;
  const made = ways(url, { svg: site.url(site.picture(Buffer.from(svg), 'image/svg+xml')), sub });
  const names = Object.keys(made);
  const body = names.map((name, i) => {
    const { x, y } = place(i);
    return `<div style="left: ${x}px; top: ${y}px">${made[name]}</div>`;
  });
  const inner =
    '<style>style { display: none !important } body > div > * { width: 100%; height: 100%; display: block; border: 0 }</style>';
  return { html: `<!doctype html>${STYLE}${inner}${body.join('')}`, names };
}

/** What each way shows once nothing changes any more. */
async function shownBy(tab: FirefoxPage, names: readonly string[], shot: Shot): Promise<string[]> {
  const boxes = Object.fromEntries(names.map((name, i) => [name, place(i)]));
  const frames = await framesOf(tab, boxes, shot);
  return names.filter((name) => frames[name]);
}

for (const explicit of [false, true]) {
  test(`${explicit ? 'an explicit' : 'an ordinary'} picture by every way the network has`, async ({
    figleaf,
    site,
    control,
  }) => {
    const { usual, pattern } = await onePair();
    const shot = explicit ? pattern : usual;
    const url = site.url(site.picture(shot.bytes));
    const { html, names } = pageOf(site, url);
    const address = site.page(html);
    const others = ['svg as background'];
    const shows = names.filter((name) => !others.includes(name));

    const plain = await control.newPage();
    await plain.setViewportSize(ROOM);
    await plain.goto(address);
    await expect.poll(() => shownBy(plain, names, shot)).toEqual(shows);
    await plain.close();

    const tab = await figleaf.newPage(ROOM);
    const ever = new Set<string>();
    const going = tab.goto(address);
    let isDone = false;
    const done = going.finally(() => {
      isDone = true;
    });
    while (!isDone) {
      try {
        for (const name of await shownBy(tab, names, shot)) ever.add(name);
      } catch (error) {
        if (!isBetweenPages(error)) throw error;
      }
    }
    await done;
    if (explicit) {
      for (const name of await shownBy(tab, names, shot)) ever.add(name);
      expect([...ever]).toEqual([]);
    } else {
      await expect.poll(() => shownBy(tab, names, shot)).toEqual(shows);
    }
  });
}

/** Answers of every kind with a picture in them. */
function answers(site: Site, bytes: Buffer): Record<string, string> {
  const typed = (type: string) => site.url(site.picture(bytes, type));
  const plain = typed('image/jpeg');
  return {
    'not found': site.url(
      site.add((_, response) =>
        response.writeHead(404, { 'content-type': 'image/jpeg' }).end(bytes),
      ),
    ),
    'called a page': typed('text/html'),
    'called bytes': typed('application/octet-stream'),
    'called another format': typed('image/png'),
    'called nothing': site.url(
      site.add((_, response) => {
        response.writeHead(200).end(bytes);
      }),
    ),
    redirected: site.url(
      site.add((_, response) => response.writeHead(302, { location: plain }).end()),
    ),
    'packed with gzip': site.url(
      site.add((_, response) =>
        response
          .writeHead(200, { 'content-type': 'image/jpeg', 'content-encoding': 'gzip' })
          .end(gzipSync(bytes)),
      ),
    ),
    'from another site': site.url(site.picture(bytes), 'elsewhere.test'),
  };
}

test('a picture in every kind of answer, and bytes for scripts as they are', async ({
  figleaf,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const all = { usual: answers(site, usual.bytes), pattern: answers(site, pattern.bytes) };
  const names = Object.keys(all.usual);
  const divs = [...Object.values(all.usual), ...Object.values(all.pattern)].map((url, i) => {
    const { x, y } = place(i);
    return `<div style="left: ${x}px; top: ${y}px; background: url(${url})"></div>`;
  });
  const tab = await figleaf.newPage({ width: 1304, height: 1300 });
  await tab.goto(site.page(`<!doctype html>${STYLE}${divs.join('')}`));
  await expect.poll(() => shownBy(tab, names, usual)).toEqual(names);
  const boxes = Object.fromEntries(names.map((name, i) => [name, place(names.length + i)]));
  const seen = await framesOf(tab, boxes, pattern);
  expect(names.filter((name) => seen[name])).toEqual([]);

  // Same-origin, as an editor or a hash check would ask.
  const same = site.url(site.picture(pattern.bytes));
  const length = await tab.evaluate(
    async (url) => (await (await fetch(url)).arrayBuffer()).byteLength,
    same,
  );
  expect(length).toBe(pattern.bytes.length);
});

test('a picture opened as a document', async ({ figleaf, site }) => {
  const { usual, pattern } = await onePair();
  const tab = await figleaf.newPage({ width: SIDE, height: SIDE });
  const shownIn = async (shot: Shot) => {
    await tab.goto(site.url(site.picture(shot.bytes)));
    return async () => (await shownBy(tab, ['all'], shot)).length;
  };
  await expect.poll(await shownIn(usual)).toBe(1);
  const shown = await shownIn(pattern);
  // On its way from the network, and once more where the document shows what came in its place.
  await expect.poll(async () => (await figleaf.counts(tab)).covered).toBeGreaterThan(0);
  expect(await shown()).toBe(0);
});

test('what Firefox shows behind a picture that is opened by itself', async ({
  figleaf,
  control,
  site,
}) => {
  const { usual } = await onePair();
  const address = site.url(site.picture(usual.bytes));
  const room = { width: 3 * SIDE, height: 3 * SIDE };
  const behind = { x: 0, y: 0, width: SIDE, height: SIDE };
  const shown = async (page: FirefoxPage) => (await decode(await page.shoot(behind))).rgb;

  const plain = await control.newPage();
  await plain.setViewportSize(room);
  await plain.goto(address);
  const dark = await shown(plain);
  await plain.close();
  // A page of its own would be white.
  expect(dark[0]).toBeLessThan(100);

  const tab = await figleaf.newPage(room);
  await tab.goto(address);
  await expect.poll(async () => Buffer.compare(await shown(tab), dark)).toBe(0);
  expect(await figleaf.counts(tab)).toMatchObject({ covered: 0 });
});
