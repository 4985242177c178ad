import type { Page } from 'playwright';
import { CANVAS_KINDS } from './canvas-kinds.ts';
import { expect, pageOf, test } from './harness.ts';
import { labelsOf } from './labels.ts';
import { expectSights, type Pair, Screencast, type Sight } from './live-eyes.ts';
import { openOptions } from './our-pages.ts';
import { onePair } from './pictures.ts';
import type { Site } from './site.ts';
import { film, type Scene } from './videos.ts';

/* What moves: videos and canvases, looked at on the screen, frame by frame. */

async function pairOf(): Promise<Pair> {
  const { usual, pattern } = await onePair();
  return { bad: pattern, plain: usual };
}

type Film = 'bad' | 'plain' | 'clears' | 'turns';
let made: Promise<Record<Film, Buffer>> | undefined;

/** @returns the films' paths; all are made at once, for all tests */
async function films(page: Page, site: Site): Promise<Record<Film, string>> {
  const { bad, plain } = await pairOf();
  const scenes: Record<Film, Scene[]> = {
    bad: [{ shot: bad, ms: 600 }],
    plain: [{ shot: plain, ms: 600 }],
    clears: [
      { shot: bad, ms: 800 },
      { shot: plain, ms: 2400 },
    ],
    turns: [
      { shot: plain, ms: 1500 },
      { shot: bad, ms: 1700 },
    ],
  };
  if (!made) {
    await page.goto(site.page(pageOf('')));
    const all = Object.entries(scenes).map(
      async ([name, each]) => [name, await film(page, each)] as const,
    );
    made = Promise.all(all).then((bytes) => Object.fromEntries(bytes) as Record<Film, Buffer>);
  }
  return Object.fromEntries(
    Object.entries(await made).map(([name, bytes]) => [name, site.film(bytes)]),
  ) as Record<Film, string>;
}

const SIZE = 'width="320" height="320"';
const VIDEO = `muted autoplay playsinline ${SIZE}`;
test('a video is covered while it is explicit, and its poster stands for itself', async ({
  page,
  site,
}) => {
  const pair = await pairOf();
  const { clears, turns } = await films(page, site);
  const [bad, plain] = [site.picture(pair.bad.bytes), site.picture(pair.plain.bytes)];
  const html = `<video id="clears" ${VIDEO} src="${clears}"></video>
    <video id="turns" muted preload="auto" ${SIZE} src="${turns}"></video>
    <video id="bad" preload="none" ${SIZE} poster="${bad}" src="${turns}"></video>
    <video id="plain" preload="none" ${SIZE} poster="${plain}" src="${turns}"></video>`;
  const ids = ['#clears', '#turns', '#bad', '#plain'];
  const screen = await Screencast.start(page, Object.fromEntries(ids.map((id) => [id, pair])));
  await page.goto(site.page(pageOf(html)));
  await screen.expects({ '#turns': 'plain', '#plain': 'plain' });
  await page.evaluate(() => (document.getElementById('turns') as HTMLVideoElement).play());
  await page.waitForFunction(() =>
    ['clears', 'turns'].every((id) => (document.getElementById(id) as HTMLVideoElement).ended),
  );
  await screen.expects({
    '#clears': 'plain',
    '#turns': 'covered',
    '#bad': 'covered',
    '#plain': 'plain',
  });
  await page.evaluate(() => {
    (document.getElementById('turns') as HTMLVideoElement).currentTime = 0;
  });
  await screen.expects({ '#turns': 'plain' });
  const frames = await screen.stop();
  const times = (id: string) =>
    frames.flatMap(({ at, sights }) => (sights[id] === 'bad' ? [at] : []));
  expect(times('#clears')).toEqual([]);
  expect(times('#bad')).toEqual([]);
  // A second player was there before; and what the browser painted last does not come up again.
  expect(times('#turns')).toEqual([]);
});

test('a film of which the server gives no parts is asked for once, and covered when it is seen', async ({
  page,
  site,
}) => {
  const pair = await pairOf();
  await films(page, site);
  const all = await made;
  if (!all) throw new Error('not filmed');
  const src = site.picture(all.turns, 'video/webm', { 'cache-control': 'no-store' });
  const screen = await Screencast.start(page, { '#turns': pair });
  await page.goto(site.page(pageOf(`<video id="turns" ${VIDEO} src="${src}"></video>`)));
  await page.waitForFunction(() => document.querySelector('video')?.ended);
  await screen.expects({ '#turns': 'covered' });
  const sights = (await screen.stop()).map((frame) => frame.sights['#turns']);
  expect(sights).toContain('plain');
  // Until the next look, and then no more.
  const since = sights.slice(Math.max(0, sights.indexOf('bad')));
  expect(since).toContain('covered');
  expect(since.slice(since.indexOf('covered'))).not.toContain('bad');
  expect(site.hits(src)).toBe(1);
});

test('a player says that none of its sources can be played', async ({ figleaf: _, page, site }) => {
  const nonsense = site.picture(Buffer.from('no film'), 'video/webm');
  const sources = `<source src="${nonsense}"><source src="/nothing.webm">`;
  await page.goto(site.page(pageOf(`<video controls ${SIZE}>${sources}</video>`)));
  const isSeen = () =>
    page.locator('video').evaluate((video) => getComputedStyle(video).visibility === 'visible');
  await expect.poll(isSeen).toBe(true);
});

test('every way onto a canvas, at once and late', async ({ page, site }) => {
  const pair = await pairOf();
  const urls = { bad: site.picture(pair.bad.bytes), plain: site.picture(pair.plain.bytes) };
  const names = Object.keys(CANVAS_KINDS).flatMap((kind) => [`${kind}-bad`, `${kind}-plain`]);
  const html = names.map((id) => `<canvas id="${id}" width="320" height="320"></canvas>`).join('');
  await page.goto(site.page(pageOf(html)));
  // Blank ones are nothing to look at, and cleared.
  await expect.poll(() => page.locator('canvas[data-figleaf=cleared]').count()).toBe(names.length);
  const screen = await Screencast.start(
    page,
    Object.fromEntries(names.map((id) => [`#${id}`, pair])),
  );
  await page.evaluate(
    async ([kinds, addresses]) => {
      for (const [which, url] of Object.entries(addresses)) {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob());
        for (const [kind, source] of Object.entries(kinds)) {
          const canvas = document.getElementById(`${kind}-${which}`);
          new Function('...args', `return (${source})(...args)`)(canvas, bitmap);
        }
      }
    },
    [
      Object.fromEntries(Object.entries(CANVAS_KINDS).map(([kind, draw]) => [kind, String(draw)])),
      urls,
    ] as const,
  );
  const sights = names.map((id): [string, Sight] => [
    `#${id}`,
    id.endsWith('plain') ? 'plain' : 'covered',
  ]);
  await screen.expects(Object.fromEntries(sights));
  await expect.poll(() => labelsOf(page)).toHaveLength(names.length / 2);
  const frames = await screen.stop();
  const flashed = names.filter((id) => frames.some(({ sights }) => sights[`#${id}`] === 'bad'));
  expect(flashed).toEqual([]);
});

test('a canvas that is drawn on while it is out of the page', async ({ page, site }) => {
  const pair = await pairOf();
  const urls = { bad: site.picture(pair.bad.bytes), plain: site.picture(pair.plain.bytes) };
  await page.goto(site.page(pageOf('<canvas id="c" width="320" height="320"></canvas>')));
  const draw = (url: string, away: boolean) =>
    page.evaluate(
      async ([src, out]) => {
        const canvas = document.querySelector('canvas') as HTMLCanvasElement;
        const bitmap = await createImageBitmap(await (await fetch(src)).blob());
        const frames = async () => {
          for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        };
        if (out) canvas.remove();
        await frames();
        canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
        await frames();
        document.body.prepend(canvas);
      },
      [url, away] as const,
    );
  await draw(urls.plain, false);
  const screen = await Screencast.start(page, { '#c': pair });
  await screen.expects({ '#c': 'plain' });
  await draw(urls.bad, true);
  await screen.expects({ '#c': 'covered' });
  await expect.poll(() => labelsOf(page)).toHaveLength(1);
  const frames = await screen.stop();
  expect(frames.filter(({ sights }) => sights['#c'] === 'bad')).toEqual([]);
});

test('unreadable', async ({ figleaf, page, site }) => {
  const pair = await pairOf();
  const elsewhere = 'elsewhere.test';
  const { plain } = await films(page, site);
  const video = site.url(plain, elsewhere);
  const picture = site.url(site.picture(pair.plain.bytes), elsewhere);
  const html = `<video ${VIDEO} src="${video}"></video><canvas width="320" height="320"></canvas>
  <script>const img = new Image(); img.src = '${picture}';
  img.onload = () => document.querySelector('canvas').getContext('2d').drawImage(img, 0, 0);</script>`;
  await page.goto(site.page(pageOf(html)));
  await page.waitForFunction(() => document.querySelector('video')?.ended);
  await expect.poll(() => labelsOf(page)).toHaveLength(2);
  const both = (sight: Sight) => expectSights(page, pair, { video: sight, canvas: sight });
  await both('covered');
  const options = await openOptions(figleaf);
  const choose = (name: string) =>
    options
      .getByRole('group', { name: 'Videos and drawings from elsewhere' })
      .getByRole('radio', { name, exact: true })
      .check();
  await choose('Show them unchecked');
  await both('plain');
  await choose('Stay covered');
  await both('covered');
});

test('a covered video gets no window of its own', async ({ page, site }) => {
  const pair = await pairOf();
  const { bad, plain } = await films(page, site);
  const video = (id: string, src: string) =>
    `<video id="${id}" loop ${VIDEO} src="${src}"></video>`;
  await page.goto(site.page(pageOf(`${video('bad', bad)}${video('plain', plain)}`)));
  await expectSights(page, pair, { '#bad': 'covered', '#plain': 'plain' });
  /** With the page's own method, or the one of a frame that is a moment old. */
  const ask = async (id: string, fresh: boolean) => {
    await page.mouse.click(700, 700);
    return page.evaluate(
      async ([which, another]) => {
        const frame = document.createElement('iframe');
        document.body.append(frame);
        const { HTMLVideoElement: Own } =
          another && frame.contentWindow
            ? (frame.contentWindow as unknown as typeof globalThis)
            : globalThis;
        const wanted = document.getElementById(which) as HTMLVideoElement;
        try {
          await Own.prototype.requestPictureInPicture.call(wanted);
          return 'a window';
        } catch (error) {
          return error instanceof DOMException ? error.name : String(error);
        }
      },
      [id, fresh] as const,
    );
  };
  const inWindow = () => page.evaluate(() => document.pictureInPictureElement?.id ?? null);
  expect(await ask('plain', false)).toBe('a window');
  expect(await inWindow()).toBe('plain');
  await page.evaluate(() => document.exitPictureInPicture());
  expect(await ask('bad', false)).toBe('NotAllowedError');
  expect(await inWindow()).toBeNull();
  await ask('bad', true);
  await expect.poll(inWindow).toBeNull();
});
