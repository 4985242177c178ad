import type { Firefox } from '../../tools/firefox/launch.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { type Look, looksAt } from '../eyes.ts';
import { onePair, type Shot, SIDE } from '../pictures.ts';
import type { Site } from '../site.ts';
import { WORKER_HOST, workerScript } from '../under-worker.ts';
import { expect, type FirefoxFigleaf, test } from './harness.ts';
import { isBetweenPages } from './sampling.ts';

/*
 * Answers that are something else to us than to Firefox: several pictures in one, pictures that a
 * reader of headers does not know, documents that do not say what they are. Each is seen in a Firefox
 * without the extension.
 */

test.describe.configure({ timeout: 120_000 });

const COLUMNS = 4;
const place = (index: number) => ({
  x: (index % COLUMNS) * SIDE,
  y: Math.floor(index / COLUMNS) * SIDE,
  width: SIDE,
  height: SIDE,
});
const roomFor = (count: number) => ({
  width: COLUMNS * SIDE,
  height: Math.ceil(count / COLUMNS) * SIDE,
});

const WAYS = {
  img: (url: string) => `<img src="${url}">`,
  background: (url: string) => `<div style="background: url(${url})"></div>`,
  svg: (url: string) =>
    `<svg viewBox="0 0 ${SIDE} ${SIDE}"><image href="${url}" width="${SIDE}" height="${SIDE}"/></svg>`,
  frame: (url: string) => `<iframe src="${url}"></iframe>`,
  object: (url: string) => `<object data="${url}"></object>`,
};
type Way = keyof typeof WAYS;

/** What shows something in its place, by name: its HTML, made anew for each browser. */
type Cases = Record<string, () => string>;

const LAST = 'an ordinary one that comes last';
const pageOf = (html: readonly string[], last: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,">
<style>body { margin: 0; font-size: 0 }
  body > div { position: absolute; width: ${SIDE}px; height: ${SIDE}px; overflow: hidden }
  body > div > * { display: block; width: 100%; height: 100%; border: 0 }</style>
${html.map((each, i) => `<div style="left: ${place(i).x}px; top: ${place(i).y}px">${each}</div>`).join('')}
<div id="last" style="left: ${place(html.length).x}px; top: ${place(html.length).y}px"></div>
<script>onload = () => { last.innerHTML = '<img src="${last}">' }</script>`;

const isSeen = (look: Look | undefined): boolean => look === 'shown' || look === 'revealed';

async function seenIn(
  page: FirefoxPage,
  names: readonly string[],
  { picture }: Shot,
): Promise<string[]> {
  const boxes = names.map((_, i) => place(i));
  try {
    const seen = await looksAt(page, boxes, picture);
    return names.filter((_, i) => isSeen(seen[i]));
  } catch (error) {
    if (isBetweenPages(error)) return [];
    throw error;
  }
}

interface Browsers {
  readonly figleaf: FirefoxFigleaf;
  readonly control: Firefox;
  readonly site: Site;
}

interface Expected {
  /** At least so many of them have a label; what shows nothing at all has none. */
  readonly covered: number;
  readonly host?: string;
  /** Has a page's worker answer. */
  before?(page: FirefoxPage): Promise<void>;
}

/** All are seen without the extension, some time; with it none ever is, and the page loads to its end. */
async function expectCovered(
  { figleaf, control, site }: Browsers,
  cases: Cases,
  { covered, host, before }: Expected,
): Promise<void> {
  const { usual, pattern } = await onePair();
  const names = Object.keys(cases);
  const all = [...names, LAST];
  const address = () => {
    const html = Object.values(cases).map((make) => make());
    return site.page(pageOf(html, site.url(site.picture(usual.bytes))), host);
  };
  const open = async (page: FirefoxPage) => {
    await page.setViewportSize(roomFor(all.length));
    await before?.(page);
    await page.goto(address(), 'none');
  };

  const plain = await control.newPage();
  await open(plain);
  const attacked = new Set<string>();
  await expect
    .poll(async () => {
      for (const name of await seenIn(plain, all, pattern)) attacked.add(name);
      return names.filter((name) => !attacked.has(name));
    })
    .toEqual([]);
  await plain.close();

  const page = await figleaf.newPage();
  await open(page);
  const ever = new Set<string>();
  await expect
    .poll(
      async () => {
        for (const name of await seenIn(page, all, pattern)) ever.add(name);
        return (await seenIn(page, all, usual)).includes(LAST);
      },
      { timeout: 30_000 },
    )
    .toBe(true);
  for (const name of await seenIn(page, all, pattern)) ever.add(name);
  expect([...ever]).toEqual([]);
  await expect
    .poll(async () => (await figleaf.counts(page)).covered)
    .toBeGreaterThanOrEqual(covered);
  await page.close();
}

const MANY = 'multipart/x-mixed-replace; boundary=part';
const HEAD = '--part\r\ncontent-type: image/jpeg\r\n\r\n';
const joined = (...parts: (string | Buffer)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
const alone = (bad: Buffer) => joined(HEAD, bad, '\r\n--part--\r\n');
const after = (good: Buffer, bad: Buffer) => joined(good, '\r\n', alone(bad));
/** It begins with what no reader of headers goes through. */
const longSvg = (bad: Buffer) =>
  Buffer.from(
    `<!--${'x'.repeat(1500)}--><svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}"><image href="data:image/jpeg;base64,${bad.toString('base64')}" width="${SIDE}" height="${SIDE}"/></svg>`,
  );
/** A marker may have any number of FFs before it. */
const filledJpeg = (bad: Buffer) =>
  joined(bad.subarray(0, 2), Buffer.from('fffffffe00040101', 'hex'), bad.subarray(2));

/** The first to ask gets the one, whoever asks then a picture that is nothing but ordinary. */
const cloaked = (
  site: Site,
  good: Buffer,
  headers: Record<string, string | string[]>,
  parts: readonly Buffer[],
): string => {
  let asked = 0;
  return site.url(
    site.add((_, response) => {
      const isFirst = ++asked === 1;
      const type = { 'content-type': 'image/jpeg' };
      response.writeHead(200, { ...(isFirst ? headers : type), 'cache-control': 'no-store' });
      if (!isFirst) response.end(good);
      else response.end(Buffer.concat(parts));
    }),
  );
};

test('several pictures in one answer, after a whole one and alone', async ({
  figleaf,
  control,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const bodies = {
    'after another': after(usual.bytes, pattern.bytes),
    alone: alone(pattern.bytes),
  };
  const cases: Cases = {};
  for (const [how, body] of Object.entries(bodies)) {
    for (const way of Object.keys(WAYS) as Way[]) {
      cases[`${how}: ${way}`] = () =>
        WAYS[way](cloaked(site, usual.bytes, { 'content-type': MANY }, [body]));
    }
  }
  // Documents are not loaded at all; and where an image of ours asks after the element has its answer,
  // it gets the ordinary one, and what shows is a blank without a label.
  await expectCovered({ figleaf, control, site }, cases, { covered: 2 });
});

test('what headers do not tell: documents, an SVG, a JPEG', async ({ figleaf, control, site }) => {
  const { usual, pattern } = await onePair();
  const svg = { 'content-type': 'image/svg+xml' };
  const answers: Record<string, [Way, Record<string, string | string[]>, Buffer]> = {
    'SVG in img': ['img', svg, longSvg(pattern.bytes)],
    'SVG in background': ['background', svg, longSvg(pattern.bytes)],
    'list of types': ['frame', { 'content-type': 'text/html, image/jpeg' }, pattern.bytes],
    'two types': ['frame', { 'content-type': ['text/html', 'image/jpeg'] }, pattern.bytes],
    'no type': ['frame', { 'content-type': 'foo' }, pattern.bytes],
    'odd JPEG of no type': ['frame', {}, filledJpeg(pattern.bytes)],
    'odd JPEG in object': ['object', {}, filledJpeg(pattern.bytes)],
    'attachment in object': [
      'object',
      { 'content-type': 'image/jpeg', 'content-disposition': 'attachment' },
      pattern.bytes,
    ],
  };
  const cases: Cases = {};
  for (const [name, [way, headers, body]] of Object.entries(answers)) {
    cases[name] = () => WAYS[way](cloaked(site, usual.bytes, headers, [body]));
  }
  // Of the background an image of ours may ask once more.
  await expectCovered({ figleaf, control, site }, cases, {
    covered: Object.keys(cases).length - 1,
  });
});

/** As in Chromium's tests, for this driver. */
async function underWorker(page: FirefoxPage, site: Site, answer: string): Promise<void> {
  await page.goto(site.page('<p>', WORKER_HOST));
  await page.evaluate(
    async (url) => {
      const { serviceWorker } = navigator;
      const isOurs = () => serviceWorker.controller?.scriptURL.endsWith(url);
      const controls = new Promise<void>((resolve) => {
        serviceWorker.addEventListener('controllerchange', () => {
          if (isOurs()) resolve();
        });
      });
      await serviceWorker.register(url, { scope: '/' });
      if (!isOurs()) await controls;
    },
    workerScript(site, answer),
  );
}

test('answers of a service worker under another site’s addresses', async ({
  figleaf,
  control,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const bodies: Record<string, [type: string, body: Buffer]> = {
    'after another': [MANY, after(usual.bytes, pattern.bytes)],
    alone: [MANY, alone(pattern.bytes)],
    svg: ['image/svg+xml', longSvg(pattern.bytes)],
  };
  const real = site.url(site.picture(usual.bytes), 'elsewhere.test');
  const cases: Cases = {};
  const given: Record<string, [type: string, path: string]> = {};
  for (const [how, [type, body]] of Object.entries(bodies)) {
    const path = site.picture(body, 'application/octet-stream');
    for (const way of ['img', 'background', 'svg'] as const) {
      const name = `${how.replace(' ', '-')}-${way}`;
      cases[name] = () => WAYS[way](`${real}?${name}`);
      given[name] = [type, path];
    }
  }
  const answer = `(request) => {
    const [type, path] = ${JSON.stringify(given)}[new URL(request.url).search.slice(1)] ?? [];
    if (!type) return;
    return fetch(path).then((real) => real.arrayBuffer()).then((body) =>
      new Response(body, { headers: { 'content-type': type, 'cache-control': 'no-store' } }));
  }`;
  await expectCovered({ figleaf, control, site }, cases, {
    covered: Object.keys(cases).length,
    host: WORKER_HOST,
    before: (page) => underWorker(page, site, answer),
  });
});

test('an explicit picture of a service worker has a label, is counted, and can be revealed', async ({
  figleaf,
  control,
  site,
}) => {
  const { pattern } = await onePair();
  const real = site.picture(pattern.bytes, 'application/octet-stream');
  const answer = `(request) => new URL(request.url).pathname === '/drawn' && fetch('${real}').then((real) =>
    real.arrayBuffer()).then((body) => new Response(body, { headers: { 'content-type': 'image/jpeg' } }))`;
  const address = site.page(pageOf([WAYS.img('/drawn')], 'data:,'), WORKER_HOST);
  const look = async (page: FirefoxPage) => (await looksAt(page, [place(0)], pattern.picture))[0];

  const plain = await control.newPage();
  await plain.setViewportSize(roomFor(1));
  await underWorker(plain, site, answer);
  await plain.goto(address);
  await expect.poll(() => look(plain)).toBe('shown');
  await plain.close();

  const page = await figleaf.newPage(roomFor(1));
  await underWorker(page, site, answer);
  await page.goto(address);
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBe(1);
  await expect.poll(() => look(page)).toBe('masked');
  const src = await page.evaluate(() => document.images[0]?.src ?? '');
  await figleaf.byHand(page, 'reveal', src);
  await expect.poll(() => look(page)).toBe('revealed');
  await figleaf.byHand(page, 'cover', src);
  await expect.poll(() => look(page)).toBe('masked');
});

test('a stream without an end is shown on a site that is off, as it comes', async ({
  figleaf,
  control,
  site,
}) => {
  const { usual } = await onePair();
  const stream = () =>
    site.url(
      site.add((_, response) => {
        response.writeHead(200, { 'content-type': MANY, 'cache-control': 'no-store' });
        const timer = setInterval(() => response.write(joined(HEAD, usual.bytes, '\r\n')), 200);
        response.on('close', () => clearInterval(timer));
      }),
    );
  const names: Way[] = ['img', 'background', 'frame', 'object'];
  const open = async (page: FirefoxPage) => {
    await page.setViewportSize(roomFor(names.length));
    await page.goto(
      site.page(
        pageOf(
          names.map((way) => WAYS[way](stream())),
          'data:,',
        ),
      ),
      'none',
    );
  };
  const plain = await control.newPage();
  await open(plain);
  await expect.poll(() => seenIn(plain, names, usual)).toEqual(names);
  await plain.close();

  await figleaf.set({ sites: { 'pictures.test': 'off' } });
  const page = await figleaf.newPage();
  await open(page);
  await expect.poll(() => seenIn(page, names, usual)).toEqual(names);
});
