import type { Page } from 'playwright';
import { CANVAS_KINDS } from './canvas-kinds.ts';
import { expect, pageOf, test } from './harness.ts';
import { expectSight, filmScreen, type Pair, see } from './live-eyes.ts';
import { onePair } from './pictures.ts';
import type { Site } from './site.ts';
import { film, type Scene } from './videos.ts';

/* What moves: videos and canvases, looked at on the screen, frame by frame. */

async function pairOf(): Promise<Pair> {
  const { usual, pattern } = await onePair();
  return { bad: pattern, plain: usual };
}

/** @returns the path of a film of these scenes */
async function filmed(page: Page, site: Site, scenes: readonly Scene[]): Promise<string> {
  await page.goto(site.page(pageOf('')));
  return site.picture(await film(page, scenes), 'video/webm');
}

const VIDEO = 'muted autoplay playsinline width="320" height="320"';

test('a video that begins explicit is seen from where it is ordinary', async ({ page, site }) => {
  const pair = await pairOf();
  const scenes = [
    { shot: pair.bad, ms: 1500 },
    { shot: pair.plain, ms: 3500 },
  ];
  const url = site.url(await filmed(page, site, scenes));
  const stop = await filmScreen(page, { video: pair });
  await page.goto(site.page(pageOf(`<video ${VIDEO} src="${url}"></video>`)));
  await expectSight(page, 'video', pair, 'plain');
  const sights = (await stop()).map(({ sights: { video } }) => video);
  expect(sights).not.toContain('bad');
});

test('every way onto a canvas, at once and late', async ({ page, site }) => {
  const pair = await pairOf();
  const urls = { bad: site.picture(pair.bad.bytes), plain: site.picture(pair.plain.bytes) };
  const names = Object.keys(CANVAS_KINDS).flatMap((kind) => [`${kind}-bad`, `${kind}-plain`]);
  const html = names.map((id) => `<canvas id="${id}" width="320" height="320"></canvas>`).join('');
  await page.goto(site.page(pageOf(html)));
  // Blank ones are nothing to look at, and cleared.
  await expect.poll(() => page.locator('canvas[data-figleaf=cleared]').count()).toBe(names.length);
  const stop = await filmScreen(page, Object.fromEntries(names.map((id) => [`#${id}`, pair])));
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
  const settled = async () =>
    Object.fromEntries(
      await Promise.all(names.map(async (id) => [id, await see(page, `#${id}`, pair)] as const)),
    );
  const expected = Object.fromEntries(
    names.map((id) => [id, id.endsWith('plain') ? 'plain' : 'covered']),
  );
  await expect.poll(settled).toEqual(expected);
  const frames = await stop();
  const flashed = names.filter((id) => frames.some(({ sights }) => sights[`#${id}`] === 'bad'));
  expect(flashed).toEqual([]);
});
