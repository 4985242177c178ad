import { type PageVerdict, PRIORITY, type Wish } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import { type Question, questionOf, type Subject } from '../asking.ts';
import type { Stand } from '../looks.ts';
import { pixelsOfTwin } from '../pixels.ts';
import { type Twin, twinOf } from '../twins.ts';
import type { Held } from './file-pictures.ts';
import type { Told } from './hand.ts';
import type { Page } from './surface.ts';

/**
 * A picture in another file that <use> shows. A twin of ours, in no tree, loads the same address out of
 * the document's memory: the copies that the browser makes tell nobody of their loads.
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
  readonly #page: Page;
  readonly #sent: () => void;
  readonly #changed: () => void;
  #twin: Twin | null = null;

  constructor({ written, url }: Held, page: Page, sent: () => void, changed: () => void) {
    this.written = written;
    this.url = url;
    this.#page = page;
    this.#sent = sent;
    this.#changed = changed;
  }

  /** Has it judged, once. */
  ask(): void {
    if (this.#twin) return;
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
    const twin = this.#twin ?? twinOf(this.url, null);
    const read = pixelsOfTwin(twin, this.url, this.#page.port.clones);
    return questionOf(read, this.url, () => ({
      width: twin.image.naturalWidth,
      height: twin.image.naturalHeight,
    }));
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
