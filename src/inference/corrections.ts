import type { Correction, Said } from '../shared/messages.ts';
import type { Keys } from './keys.ts';
import type { Store } from './store.ts';

/**
 * What the person covered or showed by hand. For good: by a keyed hash of the picture, on every
 * site and across restarts (in private windows only until they close). For now: by the picture, in
 * memory alone.
 */
export class Corrections {
  readonly #keys: Keys;
  readonly #store: Store | null;
  readonly #kept: Map<string, Correction>;
  /** Picture → what is kept of it, for the synchronous look-up of pictures seen since the start. */
  readonly #byPicture = new Map<string, Correction>();
  readonly #forNow = new Map<string, Correction>();

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
    if (kept) this.#byPicture.set(picture, kept);
  }

  of(picture: string): Correction | null {
    return this.#forNow.get(picture) ?? this.#byPicture.get(picture) ?? null;
  }

  /** Both layers of what `of` tells. */
  said(picture: string): Said {
    return {
      forNow: this.#forNow.get(picture) ?? null,
      forGood: this.#byPicture.get(picture) ?? null,
    };
  }

  /** Until the browser closes; what is kept for good stays beneath it. */
  setForNow(picture: string, to: Correction | null): void {
    if (to) this.#forNow.set(picture, to);
    else this.#forNow.delete(picture);
  }

  /** @param stored false in a private window: it then ends with the browser */
  async set(picture: string, to: Correction | null, stored = true): Promise<void> {
    this.#forNow.delete(picture);
    if (to) this.#byPicture.set(picture, to);
    else this.#byPicture.delete(picture);
    const key = await this.#keys.correction(picture);
    if (!stored) return;
    if (to) this.#kept.set(key, to);
    else this.#kept.delete(key);
    await this.#store?.correct(key, to);
  }

  /** @returns how many were kept for good */
  async clear(): Promise<number> {
    const { size } = this.#kept;
    this.#kept.clear();
    this.#byPicture.clear();
    this.#forNow.clear();
    await this.#store?.clearCorrections();
    return size;
  }
}
