import type { Page } from 'playwright';
import { CANVAS_KINDS } from './canvas-kinds.ts';
import { expect, pageOf, test } from './harness.ts';
import { labelsOf } from './labels.ts';
import { expectSight, filmScreen, type Pair, see } from './live-eyes.ts';
import { openOptions } from './our-pages.ts';
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

const SIZE = 'width="320" height="320"';
const VIDEO = `muted autoplay playsinline ${SIZE}`;
/** Between two looks at a playing video 0.7 s at the most, and the machine is busy. */
const MOST_SECONDS = 2;

test.describe('videos and canvases', () => {
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
    const html = names
      .map((id) => `<canvas id="${id}" width="320" height="320"></canvas>`)
      .join('');
    await page.goto(site.page(pageOf(html)));
    // Blank ones are nothing to look at, and cleared.
    await expect
      .poll(() => page.locator('canvas[data-figleaf=cleared]').count())
      .toBe(names.length);
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
        Object.fromEntries(
          Object.entries(CANVAS_KINDS).map(([kind, draw]) => [kind, String(draw)]),
        ),
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

  test('unreadable', async ({ figleaf, page, site }) => {
    const pair = await pairOf();
    const elsewhere = 'elsewhere.test';
    const video = site.url(await filmed(page, site, [{ shot: pair.plain, ms: 700 }]), elsewhere);
    const picture = site.url(site.picture(pair.plain.bytes), elsewhere);
    const html = `<video ${VIDEO} src="${video}"></video><canvas width="320" height="320"></canvas>
    <script>const img = new Image(); img.src = '${picture}';
    img.onload = () => document.querySelector('canvas').getContext('2d').drawImage(img, 0, 0);</script>`;
    await page.goto(site.page(pageOf(html)));
    await page.waitForFunction(() => document.querySelector('video')?.ended);
    const both = async () => [await see(page, 'video', pair), await see(page, 'canvas', pair)];
    await expect.poll(() => labelsOf(page)).toHaveLength(2);
    expect(await both()).toEqual(['covered', 'covered']);
    const options = await openOptions(figleaf);
    const choose = (name: string) =>
      options
        .getByRole('group', { name: 'Videos and drawings from elsewhere' })
        .getByRole('radio', { name, exact: true })
        .check();
    await choose('Show them unchecked');
    await expect.poll(both).toEqual(['plain', 'plain']);
    await choose('Stay covered');
    await expect.poll(both).toEqual(['covered', 'covered']);
  });

  test('a video that becomes explicit is covered, and its poster stands for itself', async ({
    page,
    site,
  }) => {
    const pair = await pairOf();
    const scenes = [
      { shot: pair.plain, ms: 1500 },
      { shot: pair.bad, ms: 2500 },
    ];
    const url = site.url(await filmed(page, site, scenes));
    const posters = {
      bad: site.url(site.picture(pair.bad.bytes)),
      plain: site.url(site.picture(pair.plain.bytes)),
    };
    const html = `<video id="plays" ${VIDEO} src="${url}"></video>
    <video id="bad" preload="none" ${SIZE} poster="${posters.bad}" src="${url}"></video>
    <video id="plain" preload="none" ${SIZE} poster="${posters.plain}" src="${url}"></video>`;
    const stop = await filmScreen(page, { '#plays': pair, '#bad': pair, '#plain': pair });
    await page.goto(site.page(pageOf(html)));
    await expectSight(page, '#plays', pair, 'plain');
    await expectSight(page, '#plain', pair, 'plain');
    await page.waitForFunction(() => document.querySelector('video')?.ended);
    await expectSight(page, '#plays', pair, 'covered');
    // Back to where it was seen to be clear, and to where it was not.
    await page.evaluate(() => {
      const video = document.querySelector('video');
      if (video) video.currentTime = 0;
    });
    await expectSight(page, '#plays', pair, 'plain');
    const frames = await stop();
    expect(frames.some(({ sights }) => sights['#bad'] === 'bad')).toBe(false);
    const bad = frames.filter(({ sights }) => sights['#plays'] === 'bad');
    const seconds = (bad.at(-1)?.at ?? 0) - (bad[0]?.at ?? 0);
    expect(seconds).toBeLessThan(MOST_SECONDS);
  });
});
