import type { Scores } from '../shared/policy.ts';
import type { Store } from './store.ts';

export interface Kept {
  readonly scores: Scores;
  /** Only in memory: a stored mosaic would be a record of what was seen. */
  readonly mosaic: Uint8Array<ArrayBuffer> | null;
}

/** About 1 KB an entry with its mosaic. */
const MOST_IN_MEMORY = 5000;

/**
 * Scores, not decisions: a changed slider decides anew without the model. Least recently used in
 * memory, and behind it the store, where there is one (never in private windows).
 */
export class ScoreCache {
  readonly #memory = new Map<string, Kept>();
  readonly #store: Store | null;

  constructor(store: Store | null) {
    this.#store = store;
  }

  async get(key: string): Promise<Kept | null> {
    const kept = this.#memory.get(key);
    if (kept) {
      this.#memory.delete(key);
      this.#memory.set(key, kept);
      return kept;
    }
    // A store that fails to answer is a cache miss, said in the console.
    const scores = await this.#store?.scores(key).catch(warn);
    if (!scores) return null;
    const found = { scores, mosaic: null };
    this.#remember(key, found);
    return found;
  }

  put(key: string, kept: Kept): void {
    this.#remember(key, kept);
    void this.#store?.putScores(key, kept.scores).catch(warn);
  }

  async clear(): Promise<void> {
    this.#memory.clear();
    await this.#store?.clearScores();
  }

  async count(): Promise<number> {
    const stored = await this.#store?.countScores().catch(warn);
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
