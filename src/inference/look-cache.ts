import type { SeenBox } from '../shared/box-policy.ts';
import type { Scores } from '../shared/policy.ts';
import type { Answers } from './judging.ts';
import type { Store } from './store.ts';

/** What one model said of one picture. */
export type Look =
  /** A classifier. */
  | { readonly scores: Scores }
  /** A detector, or a classifier that was asked where. */
  | { readonly boxes: readonly SeenBox[] };

export interface WithMosaic {
  /** Only in memory: a stored mosaic would be a record of what was seen. */
  readonly mosaic: Uint8Array<ArrayBuffer> | null;
}
export type Kept = Look & WithMosaic;

/** About 1 KB an entry with its mosaic. */
const MOST_IN_MEMORY = 5000;

/**
 * What models said, not what was decided: a changed slider decides anew without them. Least
 * recently used in memory, and behind it the store, where there is one (never in private windows).
 */
export class LookCache {
  readonly #memory = new Map<string, Kept>();
  readonly #store: Store | null;

  constructor(store: Store | null) {
    this.#store = store;
  }

  /** The same cache for one kind of answer: a key holds its model, and so its kind. */
  of<Answer extends Kept>(): Answers<Answer> {
    return this as LookCache & Answers<Answer>;
  }

  async get(key: string): Promise<Kept | null> {
    const kept = this.#memory.get(key);
    if (kept) {
      this.#memory.delete(key);
      this.#memory.set(key, kept);
      return kept;
    }
    // A store that fails to answer is a cache miss, said in the console.
    const look = await this.#store?.look(key).catch(warn);
    if (!look) return null;
    const found = { ...look, mosaic: null };
    this.#remember(key, found);
    return found;
  }

  put(key: string, kept: Kept, stored = true): void {
    this.#remember(key, kept);
    if (!stored) return;
    const { mosaic: _, ...look } = kept;
    void this.#store?.putLook(key, look).catch(warn);
  }

  async clear(): Promise<void> {
    this.#memory.clear();
    await this.#store?.clearLooks();
  }

  async count(): Promise<number> {
    const stored = await this.#store?.countLooks().catch(warn);
    return Math.max(this.#memory.size, stored ?? 0);
  }

  #remember(key: string, kept: Kept): void {
    this.#memory.delete(key);
    this.#memory.set(key, kept);
    if (this.#memory.size <= MOST_IN_MEMORY) return;
    const [oldest] = this.#memory.keys();
    if (oldest !== undefined) this.#memory.delete(oldest);
  }
}

const warn = (error: unknown): null => {
  console.warn('figleaf: verdict store', error);
  return null;
};
