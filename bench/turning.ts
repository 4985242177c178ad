import type { Page } from 'playwright';
import { film } from '../e2e/videos.ts';
import {
  type Env,
  median,
  openPage,
  quantile,
  type Row,
  spread,
  startWithExtension,
} from './env.ts';
import { drawPictures } from './pictures.ts';

/** Plays of the film a round: looks come by chance, and so do these times. */
const PLAYS = 10;
/** Long enough for a verdict to have shown it. */
const ORDINARY_MS = 1500;
/** Longer than what is measured, or nobody would have covered it. */
const EXPLICIT_MS = 3000;
/** Within which a play ends, on a slow machine, too. */
const PLAYED_WITHIN_MS = 30_000;

/** For how long a film that turns explicit at a cut, as it plays, is seen to be. */
export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'auto');
  try {
    const page = await openPage(session, env);
    // What runs these files keeps the names of functions by a helper that no page has.
    await page.evaluate('globalThis.__name = (named) => named');
    const address = env.server.put(await turning(page), 'video/webm');
    const times: number[] = [];
    for (let play = 0; play < env.rounds * PLAYS; play++) times.push(await seenFor(page, address));
    env.log(times.map((ms) => ms.toFixed(0)).join(' '));
    return [
      {
        what: 'an explicit scene after a cut, from its first frame until it is covered',
        value: median(times),
        unit: 'ms',
        note: spread(times),
      },
      { what: '  the same, 95th percentile', value: quantile(times, 0.95), unit: 'ms' },
    ];
  } finally {
    await session.close();
  }
}

async function turning(page: Page): Promise<Buffer> {
  const pictures = await drawPictures();
  const explicit = pictures.find(({ kind }) => kind === 'pattern');
  const ordinary = pictures.find(({ kind }) => kind !== 'pattern');
  if (!explicit || !ordinary) throw new Error('one of the two kinds was not drawn');
  return film(page, [
    { shot: ordinary, ms: ORDINARY_MS },
    { shot: explicit, ms: EXPLICIT_MS },
  ]);
}

/** @returns milliseconds from the first frame that is like none before to the cover */
function seenFor(page: Page, address: string): Promise<number> {
  return page.evaluate(
    async ({ url, limit }) => {
      const video = document.createElement('video');
      Object.assign(video, { src: url, muted: true, width: 320, height: 320 });
      document.body.replaceChildren(video);
      const small = new OffscreenCanvas(4, 4).getContext('2d', { willReadFrequently: true });
      const look = () => {
        small?.drawImage(video, 0, 0, 4, 4);
        return [...(small?.getImageData(0, 0, 4, 4).data ?? [])];
      };
      const isCleared = () => video.dataset.figleaf === 'cleared';
      const seen = new Promise<number>((resolve, reject) => {
        setTimeout(() => reject(new Error('the film was not covered')), limit);
        let first: number[] | null = null;
        let cutAt: number | null = null;
        const frame = () => {
          const now = look();
          first ??= now;
          const apart = now.reduce((sum, each, i) => sum + Math.abs(each - (first?.[i] ?? 0)), 0);
          if (apart / now.length > 20) {
            if (!isCleared()) reject(new Error('it was covered before the cut'));
            cutAt = performance.now();
          } else video.requestVideoFrameCallback(frame);
        };
        video.requestVideoFrameCallback(frame);
        new MutationObserver(() => {
          if (cutAt !== null && !isCleared()) resolve(performance.now() - cutAt);
        }).observe(video, { attributes: true });
      });
      await video.play();
      return seen;
    },
    { url: address, limit: PLAYED_WITHIN_MS },
  );
}
