import type { PageVerdict, PageView, PixelSource, Priority, Wish } from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import type { Question, Subject } from '../asking.ts';
import { pixelsOf } from '../pixels.ts';
import type { Page } from './surface.ts';

export type Standing = 'pending' | 'clear' | { readonly covered: Reason };

/**
 * One address that CSS shows in this frame, wherever it does. It is loaded by an image of our own that
 * is in no tree: the browser gives it what it gave the page, from memory.
 */
export class Picture implements Subject {
  readonly url: string;
  readonly users = new Set<Element>();
  readonly #page: Page;
  readonly #changed: (picture: Picture) => void;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: 'cover' | 'reveal' | null = null;
  wish: Wish | null = null;
  view: PageView | null = null;
  #image: HTMLImageElement | null = null;
  #size: { width: number; height: number } | null = null;

  constructor(page: Page, url: string, changed: (picture: Picture) => void) {
    this.#page = page;
    this.url = url;
    this.#changed = changed;
  }

  standing(): Standing {
    const { view, verdict, hand } = this;
    if (!view) return 'pending';
    if (view.all) return { covered: 'hand' };
    if (!view.active) return 'clear';
    if (hand) return hand === 'cover' ? { covered: 'hand' } : 'clear';
    if (verdict) return verdict.cover ? { covered: verdict.reason } : 'clear';
    return this.#isSpeck() ? 'clear' : 'pending';
  }

  /** Loads it, asks about it where it may not simply be shown. */
  look(): void {
    if (!this.view?.active) return;
    if (!this.#image && !this.#size) this.#load();
    else if (this.#size && this.phase === 'waiting' && !this.#isSpeck())
      this.#page.asking.ask(this);
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
    const { id, wish } = this;
    if (!wish || !this.#page.port.say({ say: 'correct', id, ...wish })) return;
    if (wish.lasting || wish.to !== 'cover') this.wish = null;
  }

  answered({ verdict, mosaic }: PageVerdict): void {
    this.verdict = verdict;
    this.mosaic = mosaic ? unpack(mosaic) : null;
    if (verdict.cover && verdict.reason === 'hand') this.hand = null;
    this.#changed(this);
  }

  /** What the person said of it, now or with the asking. */
  say(wish: Wish): void {
    this.wish = wish;
    if (this.id !== 0 && (this.phase === 'out' || this.phase === 'done')) this.sent();
    else if (this.phase === 'waiting' && this.#size) this.#page.asking.ask(this);
  }

  async #question(): Promise<Question> {
    const image = this.#image ?? new Image();
    const { width, height } = this.#size ?? { width: 0, height: 0 };
    let source: PixelSource;
    try {
      source = await pixelsOf(image, this.url, this.#page.port.clones);
    } catch (error) {
      source = { by: 'none', why: String(error) };
    }
    return { source, width, height };
  }

  #load(): void {
    const image = new Image();
    this.#image = image;
    image.addEventListener('load', () => {
      this.#size = { width: image.naturalWidth, height: image.naturalHeight };
      this.look();
      this.#changed(this);
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
