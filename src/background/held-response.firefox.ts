import browser, { type WebRequest } from 'webextension-polyfill';
import type { Arriving } from '../inference/arriving.ts';
import { blankPng } from '../inference/blank-png.ts';
import { burntIn } from '../inference/burnt-in.ts';
import { MOST_PIXELS, sizeOf } from '../inference/decode.ts';
import { anotherIn, headBefore } from '../inference/holds-another.ts';
import { BEGINNING, mayBePicture } from '../inference/may-be-picture.ts';
import { svgImage } from '../inference/picture-source.ts';
import type { Viewer } from '../inference/viewer.ts';
import { isSvg } from '../shared/is-svg.ts';
import { COLOURS } from '../shared/mask-colours.ts';
import { MOST_BYTES } from '../shared/wire.ts';
import { Held } from './held.ts';

export interface Coming {
  readonly url: string;
  readonly viewer: Viewer;
  /**
   * - `picture`: shown as one, or not at all
   * - `unsaid`: only its bytes tell whether it is a picture
   * - `unsaid or page`: likewise, and what begins like HTML is none
   */
  readonly as: 'picture' | 'unsaid' | 'unsaid or page';
}

/** Where nothing is known of a picture's size: as good as none. */
const NO_SIZE = { width: 1, height: 1 };
const NOTHING = new Uint8Array();

/** One response on its way to a page: held, then passed on as it came or as a blank. */
export class HeldResponse {
  readonly #filter: WebRequest.StreamFilter;
  readonly #coming: Coming;
  readonly #engine: Promise<{ arriving: Arriving }>;
  readonly #held = new Held(MOST_BYTES);
  readonly #dropped = new AbortController();
  /** What has come of it does not tell yet whether it may be a picture. */
  #isOpen: boolean;
  /** Nothing on its page is looked at: what comes is given at once, and its end is not waited for. */
  #passes = false;

  constructor(requestId: string, coming: Coming, engine: Promise<{ arriving: Arriving }>) {
    this.#coming = coming;
    this.#engine = engine;
    this.#isOpen = coming.as.startsWith('unsaid');
    void engine.then(
      ({ arriving }) => {
        arriving.begins(coming.url, coming.viewer);
        this.#passes = !arriving.isWatched(coming.viewer);
        // Before it comes there is nothing to let go of, and after that it is decided about.
        if (this.#passes && this.#filter.status === 'transferringdata') this.#letGo();
      },
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
    if (!this.#held.add(data)) void this.#refuse();
    else if (this.#passes) this.#letGo();
    else if (this.#isOpen) this.#lookInto(this.#held.whole());
  }

  #lookInto(bytes: Uint8Array<ArrayBuffer>): void {
    this.#isOpen = bytes.length < BEGINNING;
    if (!mayBePicture(bytes, this.#coming.as === 'unsaid or page')) this.#letGo();
  }

  async #decide(): Promise<void> {
    try {
      this.#end(await this.#outOf(this.#held.whole()));
    } finally {
      // What waits for its verdict takes up room as well.
      this.#held.drop();
    }
  }

  /** @returns what the page gets */
  async #outOf(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
    const { url, viewer, as } = this.#coming;
    let colour = COLOURS.grey;
    try {
      const { arriving } = await this.#engine;
      if (!arriving.isWatched(viewer)) return bytes;
      colour = arriving.colour;
      const said = await arriving.judge(url, bytes, viewer, this.#dropped.signal);
      // A browser may see one all the same, among parts, say, or in writing that we do not read.
      if (said === 'no picture') return as === 'picture' ? NOTHING : bytes;
      if (!said.cover) return bytes;
      const { boxes, mosaic = null } = said;
      if (boxes) return await burntIn(bytes, boxes, mosaic, arriving.style);
    } catch (error) {
      // A failure is no verdict.
      console.warn('figleaf: held response', error);
    }
    return blankFor(bytes, colour);
  }

  /** More than may be held: a blank ends it now. */
  async #refuse(): Promise<void> {
    this.#filter.ondata = () => undefined;
    this.#filter.onstop = () => undefined;
    this.#end(await blankPng(NO_SIZE.width, NO_SIZE.height, COLOURS.grey));
  }

  /** The page gets this, and nothing more. */
  #end(bytes: Uint8Array<ArrayBuffer>): void {
    this.#give(bytes, () => this.#filter.close());
  }

  /** The page gets this, and whatever follows as it comes. */
  #letGo(): void {
    this.#isOpen = false;
    this.#give(this.#held.whole(), () => this.#filter.disconnect());
    this.#held.drop();
  }

  #give(bytes: Uint8Array<ArrayBuffer>, part: () => void): void {
    if (this.#dropped.signal.aborted) return;
    try {
      if (bytes.length > 0) this.#filter.write(bytes);
      part();
    } catch (error) {
      // The request ended meanwhile: nobody is left to give it to.
      console.debug(`figleaf: ${this.#filter.status}: ${error}`);
    }
  }
}

/**
 * Of the same size, and in the same parts where it may come in parts: a browser that waits for a part
 * which never comes never ends loading the page.
 */
async function blankFor(
  bytes: Uint8Array<ArrayBuffer>,
  colour: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const another = anotherIn(bytes);
  const { width, height } = await shownSizeOf(another < 0 ? bytes : bytes.subarray(another));
  const blank = await blankPng(width, height, colour);
  if (another < 0) return blank;
  const head = headBefore(bytes, another);
  // A part ends where another begins, and a short one is not shown before.
  const part = [head, blank, '\r\n', head];
  const parts = head.length < another ? [blank, '\r\n', ...part] : part;
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** As an <img> has it, EXIF orientation included. */
async function shownSizeOf(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ width: number; height: number }> {
  const stated = sizeOf(bytes);
  const tooLarge = stated !== null && stated.width * stated.height > MOST_PIXELS;
  if (stated?.type === 'svg' || tooLarge) return stated ?? NO_SIZE;
  try {
    if (isSvg(bytes)) {
      const { naturalWidth, naturalHeight } = await svgImage(bytes, '');
      return naturalWidth > 0 ? { width: naturalWidth, height: naturalHeight } : NO_SIZE;
    }
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    bitmap.close();
    return { width, height };
  } catch {
    // Damaged further in: the page lays out what the header states.
    return stated ?? NO_SIZE;
  }
}
