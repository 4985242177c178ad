import type { Correction, ForNow, Said } from '../shared/messages.ts';
import type { Keys } from './keys.ts';
import type { Store } from './store.ts';

/** What is known of pictures seen since the start; null is nothing, whatever lies beneath. */
type Known = Map<string, Correction | null>;

interface Layer {
  readonly forNow: Known;
  readonly forGood: Known;
}

const nothing = (): Layer => ({ forNow: new Map(), forGood: new Map() });

/** What is known already is newer than what was kept. */
function learn(known: Known, picture: string, kept: Correction | undefined): void {
  if (kept && !known.has(picture)) known.set(picture, kept);
}

/** @returns what the first of them that knows of the picture says */
const firstOf = (picture: string, ...all: Known[]): Correction | null =>
  all.find((known) => known.has(picture))?.get(picture) ?? null;

/**
 * What the person covered or showed by hand. For good: by a keyed hash of the picture, on every
 * site and across restarts. For now: likewise, until the browser closes. What is said in private
 * windows lies above the rest, is seen by no others, and ends with them.
 */
export class Corrections {
  readonly #keys: Keys;
  readonly #store: Store | null;
  readonly #kept: Map<string, Correction>;
  readonly #forNow: Map<string, Correction>;
  readonly #keepForNow: (all: ForNow) => void;
  readonly #said = nothing();
  #saidInPrivate = nothing();

  /** @param keepForNow hands all that is said for now to whoever outlives this document */
  constructor(
    keys: Keys,
    store: Store | null,
    kept: Map<string, Correction>,
    forNow: ForNow = {},
    keepForNow: (all: ForNow) => void = () => undefined,
  ) {
    this.#keys = keys;
    this.#store = store;
    this.#kept = kept;
    this.#forNow = new Map(Object.entries(forNow));
    this.#keepForNow = keepForNow;
  }

  /** How many are kept for good. */
  get size(): number {
    return this.#kept.size;
  }

  /** Must be awaited for a picture before `of` can tell of it. */
  async learn(picture: string): Promise<void> {
    if (this.#kept.size === 0 && this.#forNow.size === 0) return;
    const key = await this.#keys.correction(picture);
    learn(this.#said.forGood, picture, this.#kept.get(key));
    learn(this.#said.forNow, picture, this.#forNow.get(key));
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
  async setForNow(picture: string, to: Correction | null, isPrivate = false): Promise<void> {
    this.#saidIn(isPrivate).forNow.set(picture, to);
    if (!isPrivate) this.#noteForNow(await this.#keys.correction(picture), picture);
  }

  /** @param isPrivate it then ends with the private windows */
  async set(picture: string, to: Correction | null, isPrivate = false): Promise<void> {
    const { forNow, forGood } = this.#saidIn(isPrivate);
    forNow.set(picture, null);
    forGood.set(picture, to);
    if (isPrivate) return;
    const key = await this.#keys.correction(picture);
    this.#noteForNow(key, picture);
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
    if (this.#forNow.size > 0) this.#keepForNow({});
    this.#forNow.clear();
    await this.#store?.clearCorrections();
    return size;
  }

  /** What is said of it by now. */
  #noteForNow(key: string, picture: string): void {
    const to = this.#said.forNow.get(picture) ?? null;
    if (to === (this.#forNow.get(key) ?? null)) return;
    if (to) this.#forNow.set(key, to);
    else this.#forNow.delete(key);
    this.#keepForNow(Object.fromEntries(this.#forNow));
  }

  #saidIn(isPrivate: boolean): Layer {
    return isPrivate ? this.#saidInPrivate : this.#said;
  }
}
