import type { CDPSession, Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { pixelsOf } from './eyes.ts';
import { expect } from './harness.ts';
import type { Shot } from './pictures.ts';

/** What a person sees in the place of something that moves; what is filmed is not what was drawn to the bit. */
export type Sight = 'bad' | 'plain' | 'covered' | 'other';

/** Mean difference, of 255, between a picture and the film of it at the most. */
const FILMED = 14;
/** Of a flat colour, below which nothing is to be seen. The label lies in the upper part. */
const FLAT = 3;
const UNDER_LABEL = 40;

export interface Pair {
  readonly bad: Shot;
  readonly plain: Shot;
}

export function sightOf(seen: Picture, { bad, plain }: Pair): Sight {
  const flat = { ...seen, rgb: new Uint8Array(seen.rgb.length) };
  const at = (seen.width * (seen.height >> 1) + (seen.width >> 1)) * 3;
  for (let i = 0; i < flat.rgb.length; i++) flat.rgb[i] = seen.rgb[at + (i % 3)] ?? 0;
  if (difference(seen, flat) < FLAT) return 'covered';
  if (difference(seen, bad.picture) < FILMED) return 'bad';
  return difference(seen, plain.picture) < FILMED ? 'plain' : 'other';
}

function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return Number.POSITIVE_INFINITY;
  let sum = 0;
  const from = a.width * UNDER_LABEL * 3;
  for (let i = from; i < a.rgb.length; i++) sum += Math.abs((a.rgb[i] ?? 0) - (b.rgb[i] ?? 0));
  return sum / (a.rgb.length - from);
}

export const see = async (page: Page, selector: string, pair: Pair): Promise<Sight> =>
  sightOf(await pixelsOf(page, selector), pair);

export const expectSight = (page: Page, selector: string, pair: Pair, sight: Sight) =>
  expect.poll(() => see(page, selector, pair), { intervals: [50, 100, 200] }).toBe(sight);

/** A frame of the screen, and when it was painted, in seconds. */
export interface Frame {
  readonly at: number;
  readonly sights: Readonly<Record<string, Sight>>;
}

/** Films the screen from now on. @returns what there was to be seen by selector, frame by frame */
export async function filmScreen(
  page: Page,
  pairs: Readonly<Record<string, Pair>>,
): Promise<() => Promise<Frame[]>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  const frames: { at: number; data: string }[] = [];
  session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
    frames.push({ at: metadata.timestamp ?? 0, data });
    void session.send('Page.screencastFrameAck', { sessionId });
  });
  await session.send('Page.startScreencast', { format: 'jpeg', quality: 90 });
  return async () => {
    await session.send('Page.stopScreencast');
    const boxes = await page.evaluate(
      (selectors) =>
        selectors.map((selector) => {
          const { x, y, width, height } =
            document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          return { x, y, width, height };
        }),
      Object.keys(pairs),
    );
    await session.detach();
    return Promise.all(
      frames.map(async ({ at, data }) => {
        const screen = await decode(Buffer.from(data, 'base64'));
        const sights = Object.entries(pairs).map(([selector, pair], i) => {
          const box = boxes[i];
          return [selector, box ? sightOf(cut(screen, box), pair) : 'other'] as const;
        });
        return { at, sights: Object.fromEntries(sights) };
      }),
    );
  };
}

function cut(
  { width: across, rgb }: Picture,
  box: { x: number; y: number; width: number; height: number },
): Picture {
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map(Math.round) as [
    number,
    number,
    number,
    number,
  ];
  const part = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * across + x) * 3;
    part.set(rgb.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, rgb: part };
}
