import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import { blankPng } from '../inference/blank-png.ts';
import { burntIn } from '../inference/burnt-in.ts';
import { MOST_PIXELS, sizeOf } from '../inference/decode.ts';
import type { Viewer } from '../inference/viewer.ts';
import { COLOURS } from '../shared/mask-colours.ts';
import { MOST_BYTES } from '../shared/wire.ts';
import { Held } from './held.ts';

export interface Coming {
  readonly url: string;
  readonly viewer: Viewer;
  /** Only its first bytes tell whether it is a picture at all. */
  readonly mustLook: boolean;
}

/** Where nothing is known of a picture's size: as good as none. */
const NO_SIZE = { width: 1, height: 1 };

/** One response on its way to a page: held, then passed on as it came or as a blank. */
export class HeldResponse {
  readonly #filter: WebRequest.StreamFilter;
  readonly #coming: Coming;
  readonly #engine: Promise<{ arriving: Arriving }>;
  readonly #held = new Held(MOST_BYTES);
  readonly #dropped = new AbortController();
  #isLookedInto: boolean;

  constructor(requestId: string, coming: Coming, engine: Promise<{ arriving: Arriving }>) {
    this.#coming = coming;
    this.#engine = engine;
    this.#isLookedInto = !coming.mustLook;
    void engine.then(
      ({ arriving }) => arriving.begins(coming.url, coming.viewer),
      // Said where it is judged.
      () => undefined,
    );
    this.#filter = browser.webRequest.filterResponseData(requestId);
    this.#filter.ondata = ({ data }) => this.#heard(data);
    this.#filter.onstop = () => void this.#decide();
    // Cancelled, redirected, or passed on by a service worker.
    this.#filter.onerror = () => {
      this.#dropped.abort();
      this.#held.drop();
    };
  }

  #heard(data: ArrayBuffer): void {
    if (!this.#isLookedInto) {
      this.#isLookedInto = true;
      if (!sizeOf(new Uint8Array(data))) {
        this.#filter.write(data);
        this.#filter.disconnect();
        return;
      }
    }
    if (!this.#held.add(data)) void this.#refuse();
  }

  async #decide(): Promise<void> {
    try {
      this.#give(await this.#outOf(this.#held.whole()));
    } finally {
      // What waits for its verdict takes up room as well.
      this.#held.drop();
    }
  }

  /** @returns what the page gets */
  async #outOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const { url, viewer } = this.#coming;
    let colour = COLOURS.grey;
    try {
      const { arriving } = await this.#engine;
      if (!arriving.isWatched(viewer)) return bytes;
      colour = arriving.colour;
      const said = await arriving.judge(url, bytes, viewer, this.#dropped.signal);
      if (said === 'no picture' || !said.cover) return bytes;
      const { boxes, mosaic = null } = said;
      if (boxes) return await burntIn(bytes, boxes, mosaic, arriving.style);
    } catch (error) {
      // A failure is no verdict.
      console.warn('figleaf: held response', error);
    }
    const { width, height } = await shownSizeOf(bytes);
    return blankPng(width, height, colour);
  }

  /** More than may be held: a blank ends it now. */
  async #refuse(): Promise<void> {
    this.#filter.ondata = () => undefined;
    this.#filter.onstop = () => undefined;
    this.#give(await blankPng(NO_SIZE.width, NO_SIZE.height, COLOURS.grey));
  }

  #give(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#dropped.signal.aborted) return;
    try {
      if (bytes.length > 0) this.#filter.write(bytes);
      this.#filter.close();
    } catch (error) {
      // The request ended meanwhile: nobody is left to give it to.
      console.debug(`figleaf: ${this.#filter.status}: ${error}`);
    }
  }
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
