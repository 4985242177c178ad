import type { Page } from 'playwright';
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
