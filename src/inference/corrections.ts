import type { Keys } from './keys.ts';
import type { Correction, Store } from './store.ts';

/**
 * What the person covered or showed by hand, by a keyed hash of the picture: remembered on every
 * site and across restarts (in private windows only until they close).
 */
export class Corrections {
  readonly #keys: Keys;
  readonly #store: Store | null;
  readonly #kept: Map<string, Correction>;
  /** Picture → its key, for the synchronous look-up of pictures seen since the start. */
  readonly #byPicture = new Map<string, Correction>();

  constructor(keys: Keys, store: Store | null, kept: Map<string, Correction>) {
    this.#keys = keys;
    this.#store = store;
    this.#kept = kept;
  }

  /** Must be awaited for a picture before `of` can tell of it. */
  async learn(picture: string): Promise<void> {
    if (this.#kept.size === 0) return;
    const kept = this.#kept.get(await this.#keys.correction(picture));
    if (kept) this.#byPicture.set(picture, kept);
  }

  of(picture: string): Correction | null {
    return this.#byPicture.get(picture) ?? null;
  }

  async set(picture: string, to: Correction | null): Promise<void> {
    if (to) this.#byPicture.set(picture, to);
    else this.#byPicture.delete(picture);
    const key = await this.#keys.correction(picture);
    if (to) this.#kept.set(key, to);
    else this.#kept.delete(key);
    await this.#store?.correct(key, to);
  }
}
