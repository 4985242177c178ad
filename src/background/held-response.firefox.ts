import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import { blankPng } from '../inference/blank-png.ts';
import { MOST_PIXELS, sizeOf } from '../inference/decode.ts';
import type { Viewer } from '../inference/viewer.ts';
import { COLOURS } from '../shared/mask-colours.ts';
import { MOST_BYTES } from '../shared/wire.ts';
import { Held } from './held.ts';

/** Where nothing is known of a picture's size: as good as none. */
const NO_SIZE = { width: 1, height: 1 };

/** One response on its way to a page: held, then passed on as it came or as a blank. */
export class HeldResponse {
  readonly #filter: WebRequest.StreamFilter;
  readonly #held = new Held(MOST_BYTES);
  readonly #url: string;
  readonly #viewer: Viewer;
  readonly #engine: Promise<{ arriving: Arriving }>;
  readonly #dropped = new AbortController();
  readonly #done: () => void;

  constructor(
    requestId: string,
    url: string,
    viewer: Viewer,
    engine: Promise<{ arriving: Arriving }>,
    done: () => void,
  ) {
    this.#url = url;
    this.#viewer = viewer;
    this.#engine = engine;
    this.#done = done;
    this.#filter = browser.webRequest.filterResponseData(requestId);
    this.#filter.ondata = ({ data }) => {
      if (!this.#held.add(data)) void this.#refuse();
    };
    this.#filter.onstop = () => void this.#decide();
    this.#filter.onerror = () => this.leave();
  }

  /** The request is no more, or goes on under another filter. */
  leave(): void {
    this.#dropped.abort();
    this.#held.drop();
    this.#done();
  }

  async #decide(): Promise<void> {
    const bytes = this.#held.whole();
    this.#held.drop();
    try {
      const { arriving } = await this.#engine;
      if (!arriving.isWatched(this.#viewer)) {
        this.#pass(bytes);
        return;
      }
      const said = await arriving.judge(this.#url, bytes, this.#viewer, this.#dropped.signal);
      if (said === 'no picture' || !said.cover) this.#pass(bytes);
      else this.#pass(await blankFor(bytes));
    } catch (error) {
      console.warn('figleaf: held response', error);
      this.#pass(await blankFor(bytes));
    }
  }

  /** More than may be held: its size is in its beginning, the rest is let go by. */
  async #refuse(): Promise<void> {
    this.#filter.ondata = () => undefined;
    this.#filter.onstop = () => undefined;
    this.#pass(await blankPng(NO_SIZE.width, NO_SIZE.height, COLOURS.grey));
  }

  #pass(bytes: Uint8Array<ArrayBuffer>): void {
    this.#done();
    if (this.#dropped.signal.aborted) return;
    if (bytes.length > 0) this.#filter.write(bytes);
    this.#filter.close();
  }
}

/** A blank of a picture's size. Browsers show a PNG under any picture's type. */
async function blankFor(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height } = await shownSizeOf(bytes);
  return blankPng(width, height, COLOURS.grey);
}

/** As an <img> has it, EXIF orientation included. */
async function shownSizeOf(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ width: number; height: number }> {
  const stated = sizeOf(bytes);
  const tooLarge = stated !== null && stated.width * stated.height > MOST_PIXELS;
  if (stated?.type === 'svg' || tooLarge) return stated ?? NO_SIZE;
  try {
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    // Damaged further in: the page lays out what the header states.
    return stated ?? NO_SIZE;
  }
}
