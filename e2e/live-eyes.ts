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

function sightOf(seen: Picture, { bad, plain }: Pair): Sight {
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

/** What there is to be seen now, by selector. */
export async function see(
  page: Page,
  selectors: readonly string[],
  pair: Pair,
): Promise<Record<string, Sight>> {
  const pixels = await pixelsOf(page, selectors);
  return Object.fromEntries(
    pixels.map((seen, i) => [selectors[i] ?? '', sightOf(seen, pair)] as const),
  );
}

export const expectSights = (page: Page, pair: Pair, sights: Readonly<Record<string, Sight>>) =>
  expect
    .poll(() => see(page, Object.keys(sights), pair), { intervals: [50, 100, 200] })
    .toEqual(sights);

/** A frame of the screen, and when it was painted, in seconds. */
export interface Frame {
  readonly at: number;
  readonly sights: Readonly<Record<string, Sight>>;
}

/** Polls, some four seconds of them. */
const NUDGE_AFTER = 20;

/** Has the page painted once more, with all that is in it as it was. */
function nudge(polls: number): void {
  document.documentElement.style.backgroundColor = `rgb(255 255 ${255 - (polls % 2)})`;
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * What the screen shows, frame by frame. While it runs nothing may take a screenshot: for the length of
 * one the browser shows only what lies in it, at another place, and films that.
 */
export class Screencast {
  readonly #session: CDPSession;
  readonly #page: Page;
  readonly #pairs: Readonly<Record<string, Pair>>;
  readonly #frames: { at: number; data: string }[] = [];

  private constructor(page: Page, session: CDPSession, pairs: Readonly<Record<string, Pair>>) {
    this.#page = page;
    this.#session = session;
    this.#pairs = pairs;
  }

  /** Of what the selectors find, from now on. */
  static async start(page: Page, pairs: Readonly<Record<string, Pair>>): Promise<Screencast> {
    const session = await page.context().newCDPSession(page);
    const film = new Screencast(page, session, pairs);
    session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      film.#frames.push({ at: metadata.timestamp ?? 0, data });
      // Where a test fails its page closes while frames are still coming.
      session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await session.send('Page.startScreencast', { format: 'jpeg', quality: 90 });
    return film;
  }

  /** Waits until the newest frame shows these. */
  async expects(sights: Readonly<Record<string, Sight>>): Promise<void> {
    const wanted = Object.keys(sights);
    let polls = 0;
    const now = async () => {
      // The last of all is not always sent where nothing follows it.
      if (++polls % NUDGE_AFTER === 0) await this.#page.evaluate(nudge, polls / NUDGE_AFTER);
      // Nor do they come in the order in which they were painted.
      const [newest] = this.#frames.toSorted((a, b) => b.at - a.at);
      const seen = newest ? ((await this.#read([newest]))[0]?.sights ?? {}) : {};
      return Object.fromEntries(wanted.map((selector) => [selector, seen[selector]]));
    };
    await expect.poll(now, { intervals: [50, 100, 200] }).toEqual(sights);
  }

  async stop(): Promise<Frame[]> {
    await this.#session.send('Page.stopScreencast');
    // They do not always come in the order in which they were painted.
    const frames = await this.#read(this.#frames.toSorted((a, b) => a.at - b.at));
    await this.#session.detach();
    return frames;
  }

  async #read(frames: readonly { at: number; data: string }[]): Promise<Frame[]> {
    const boxes = await this.#page.evaluate(
      (selectors) =>
        selectors.map((selector) => {
          const { x, y, width, height } =
            document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          return { x, y, width, height };
        }),
      Object.keys(this.#pairs),
    );
    return Promise.all(
      frames.map(async ({ at, data }) => {
        const screen = await decode(Buffer.from(data, 'base64'));
        const sights = Object.entries(this.#pairs).map(([selector, pair], i) => {
          const box = boxes[i];
          return [selector, box ? sightOf(cut(screen, box), pair) : 'other'] as const;
        });
        return { at, sights: Object.fromEntries(sights) };
      }),
    );
  }
}

function cut({ width: across, rgb }: Picture, box: Box): Picture {
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
