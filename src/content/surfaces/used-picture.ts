import { type PageVerdict, PRIORITY, type Wish } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import { pack, unpack } from '../../shared/wire.ts';
import { type Question, questionOf, type Subject } from '../asking.ts';
import type { Stand } from '../looks.ts';
import { pixelsOfTwin } from '../pixels.ts';
import { type Twin, twinOf } from '../twins.ts';
import type { Held } from './file-pictures.ts';
import type { Told } from './hand.ts';
import type { Page } from './surface.ts';

/** A file of which all that it holds is judged, as it was read. */
export interface Whole extends Held {
  readonly text: string;
}

/**
 * A picture in another file that <use> shows, or all pictures in it together. A twin of ours, in no tree,
 * loads the same address out of the document's memory: the copies that the browser makes tell nobody of
 * their loads.
 */
export class UsedPicture implements Subject, Told {
  readonly written: string;
  readonly url: string;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: Stand['hand'] = null;
  wish: Wish | null = null;
  readonly #text: string | null;
  readonly #page: Page;
  readonly #sent: () => void;
  readonly #changed: () => void;
  #twin: Twin | null = null;

  constructor(held: Held | Whole, page: Page, sent: () => void, changed: () => void) {
    this.written = held.written;
    this.url = held.url;
    this.#text = 'text' in held ? held.text : null;
    this.#page = page;
    this.#sent = sent;
    this.#changed = changed;
  }

  /** Has it judged, once. */
  ask(): void {
    if (this.#text !== null && this.phase === 'waiting') this.#page.asking.ask(this);
    if (this.#twin || this.#text !== null) return;
    const twin = twinOf(this.url, null);
    this.#twin = twin;
    // Where that failed, it is shown all the same, perhaps: asked about by its address.
    twin.whenEnded(() => {
      if (this.#twin === twin && this.phase === 'waiting') this.#page.asking.ask(this);
    });
  }

  /** Where its address was loaded once more since: nothing is known of it, until it is asked about anew. */
  forgetOutdated(): void {
    if (!this.#twin?.isOutdated) return;
    this.#page.asking.abandon(this);
    this.#twin = null;
    this.verdict = null;
    this.mosaic = null;
  }

  priority = () => PRIORITY.onScreen;

  question(): Promise<Question> {
    if (this.#text !== null) return this.#ofAll(this.#text);
    const twin = this.#twin ?? twinOf(this.url, null);
    const read = pixelsOfTwin(twin, this.url, this.#page.port.clones);
    return questionOf(read, this.url, () => ({
      width: twin.image.naturalWidth,
      height: twin.image.naturalHeight,
    }));
  }

  #ofAll(text: string): Promise<Question> {
    const bytes = pack(new TextEncoder().encode(text), this.#page.port.clones);
    const read = Promise.resolve({ by: 'bytes', bytes, fragment: '' } as const);
    // Nothing in it need be seen as it is drawn by itself.
    return questionOf(read, this.url, () => ({ width: 0, height: 0 }));
  }

  sent(): void {
    this.#sent();
  }

  answered({ verdict, mosaic }: PageVerdict): void {
    this.verdict = verdict;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    if (verdict.cover && verdict.reason === 'hand') this.hand = null;
    this.#changed();
  }
}
