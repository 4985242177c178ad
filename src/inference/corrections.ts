import type { Correction, Said } from '../shared/messages.ts';
import type { Keys } from './keys.ts';
import type { Store } from './store.ts';

/** What is known of pictures seen since the start; null is nothing, whatever lies beneath. */
type Known = Map<string, Correction | null>;

interface Layer {
  readonly forNow: Known;
  readonly forGood: Known;
}

const nothing = (): Layer => ({ forNow: new Map(), forGood: new Map() });

/** @returns what the first of them that knows of the picture says */
const firstOf = (picture: string, ...all: Known[]): Correction | null =>
  all.find((known) => known.has(picture))?.get(picture) ?? null;

/**
 * What the person covered or showed by hand. For good: by a keyed hash of the picture, on every
 * site and across restarts. For now: by the picture, in memory alone. What is said in private
 * windows lies above the rest, is seen by no others, and ends with them.
 */
export class Corrections {
  readonly #keys: Keys;
  readonly #store: Store | null;
  readonly #kept: Map<string, Correction>;
  readonly #said = nothing();
  #saidInPrivate = nothing();

  constructor(keys: Keys, store: Store | null, kept: Map<string, Correction>) {
    this.#keys = keys;
    this.#store = store;
    this.#kept = kept;
  }

  /** How many are kept for good. */
  get size(): number {
    return this.#kept.size;
  }

  /** Must be awaited for a picture before `of` can tell of it. */
  async learn(picture: string): Promise<void> {
    if (this.#kept.size === 0) return;
    const kept = this.#kept.get(await this.#keys.correction(picture));
    const { forGood } = this.#said;
    // What was said meanwhile is newer.
    if (kept && !forGood.has(picture)) forGood.set(picture, kept);
  }

  of(picture: string, isPrivate = false): Correction | null {
    const { forNow, forGood } = this.said(picture, isPrivate);
    return forNow ?? forGood;
  }

  /** All that `of` goes by. */
  said(picture: string, isPrivate = false): Said {
    const layers = isPrivate ? [this.#saidInPrivate, this.#said] : [this.#said];
    return {
      forNow: firstOf(picture, ...layers.map(({ forNow }) => forNow)),
      forGood: firstOf(picture, ...layers.map(({ forGood }) => forGood)),
    };
  }

  /** Until the browser closes; what is kept for good stays beneath it. */
  setForNow(picture: string, to: Correction | null, isPrivate = false): void {
    this.#saidIn(isPrivate).forNow.set(picture, to);
  }

  /** @param isPrivate it then ends with the private windows */
  async set(picture: string, to: Correction | null, isPrivate = false): Promise<void> {
    const { forNow, forGood } = this.#saidIn(isPrivate);
    forNow.set(picture, null);
    forGood.set(picture, to);
    if (isPrivate) return;
    const key = await this.#keys.correction(picture);
    if (to) this.#kept.set(key, to);
    else this.#kept.delete(key);
    await this.#store?.correct(key, to);
  }

  /** The last private window has closed. */
  forgetPrivate(): void {
    this.#saidInPrivate = nothing();
  }

  /** @returns how many were kept for good */
  async clear(): Promise<number> {
    const { size } = this.#kept;
    this.#kept.clear();
    this.#said.forNow.clear();
    this.#said.forGood.clear();
    this.forgetPrivate();
    await this.#store?.clearCorrections();
    return size;
  }

  #saidIn(isPrivate: boolean): Layer {
    return isPrivate ? this.#saidInPrivate : this.#said;
  }
}
