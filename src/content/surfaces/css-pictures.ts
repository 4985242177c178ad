import type { PageVerdict, PageView, Priority, Wish } from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import { type Question, questionOf, type Subject } from '../asking.ts';
import { reasonOf } from '../looks.ts';
import { pixelsOf } from '../pixels.ts';
import type { Told } from './hand.ts';
import type { Page } from './surface.ts';

export type Standing = 'pending' | 'clear' | { readonly covered: Reason };

export interface PictureHandlers {
  /** It may stand otherwise now. */
  changed(picture: Picture): void;
  /** The engine was asked about it. */
  sent(picture: Picture): void;
}

/**
 * One address that CSS shows in this frame, wherever it does. It is loaded by an image of our own that
 * is in no tree: the browser gives it what it gave the page, from memory.
 */
export class Picture implements Subject, Told {
  readonly url: string;
  readonly users = new Set<Element>();
  readonly #page: Page;
  readonly #handlers: PictureHandlers;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: 'cover' | 'reveal' | null = null;
  wish: Wish | null = null;
  view: PageView | null = null;
  #image: HTMLImageElement | null = null;
  #size: { width: number; height: number } | null = null;

  constructor(page: Page, url: string, handlers: PictureHandlers) {
    this.#page = page;
    this.url = url;
    this.#handlers = handlers;
  }

  standing(): Standing {
    if (!this.view) return 'pending';
    const reason = reasonOf(this, this.view);
    if (reason === null) return 'clear';
    if (reason !== 'unjudged') return { covered: reason };
    return this.#isSpeck() ? 'clear' : 'pending';
  }

  /** Loads it, asks about it where it may not simply be shown. */
  look(): void {
    if (!this.view?.active) return;
    if (!this.#image && !this.#size) this.#load();
    else if (!this.#isSpeck()) this.ask();
  }

  priority(): Priority | null {
    let best: Priority | null = null;
    for (const user of this.users) {
      const seen = this.#page.viewport.of(user);
      if (seen && (best === null || seen.priority < best)) best = seen.priority;
    }
    return best;
  }

  question(): Promise<Question> | null {
    return this.users.size > 0 ? this.#question() : null;
  }

  sent(): void {
    this.#handlers.sent(this);
  }

  answered({ verdict, mosaic }: PageVerdict): void {
    this.verdict = verdict;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    if (verdict.cover && verdict.reason === 'hand') this.hand = null;
    this.#handlers.changed(this);
  }

  /** However small it is, should nobody have asked. */
  ask(): void {
    if (this.phase === 'waiting' && this.#size) this.#page.asking.ask(this);
  }

  #question(): Promise<Question> {
    const size = this.#size ?? { width: 0, height: 0 };
    const pixels = pixelsOf(this.#image ?? new Image(), this.url, this.#page.port.clones);
    return questionOf(pixels, () => size);
  }

  #load(): void {
    const image = new Image();
    this.#image = image;
    image.addEventListener('load', () => {
      this.#size = { width: image.naturalWidth, height: image.naturalHeight };
      this.look();
      this.#handlers.changed(this);
    });
    // What does not load shows nothing; the page may try again, and so do we when it does.
    image.addEventListener('error', () => {
      this.#image = null;
    });
    image.src = this.url;
  }

  /** Smaller than the limit by its own pixels and wherever it is shown: a bullet, a spacer. */
  #isSpeck(): boolean {
    const limit = this.view?.smallPicture ?? 0;
    if (!this.#size || this.#size.width >= limit || this.#size.height >= limit) return false;
    if (this.#size.width === 0 && this.#size.height === 0) return false;
    for (const user of this.users) {
      const seen = this.#page.viewport.of(user);
      if (seen && (seen.width >= limit || seen.height >= limit)) return false;
    }
    return true;
  }
}
