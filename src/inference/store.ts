import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Scores } from '../shared/policy.ts';

/** What outlives a restart: scores under keyed hashes, and what the person corrected by hand. */
interface Schema extends DBSchema {
  scores: { key: string; value: { scores: Scores; at: number }; indexes: { at: number } };
  corrections: { key: string; value: Correction };
}

export type Correction = 'cover' | 'show';

/** A picture unseen for a month is judged anew. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;
const MOST_ENTRIES = 20_000;

/**
 * The stored part of the verdict cache. Every method may fail (storage full, damaged): the caller
 * goes on without, because a cache is never needed for a right answer.
 */
export class Store {
  readonly #db: IDBPDatabase<Schema>;

  private constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  static async open(name = 'figleaf'): Promise<Store> {
    const db = await openDB<Schema>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('scores').createIndex('at', 'at');
        fresh.createObjectStore('corrections');
      },
    });
    return new Store(db);
  }

  /** @returns the scores kept under `key`, unless expired */
  async scores(key: string): Promise<Scores | null> {
    const entry = await this.#db.get('scores', key);
    return entry && entry.at > Date.now() - KEEP_MS ? entry.scores : null;
  }

  async putScores(key: string, scores: Scores): Promise<void> {
    await this.#db.put('scores', { scores, at: Date.now() }, key);
  }

  async clearScores(): Promise<void> {
    await this.#db.clear('scores');
  }

  countScores(): Promise<number> {
    return this.#db.count('scores');
  }

  /** Removes what expired, and the oldest beyond the bound. */
  async prune(): Promise<void> {
    let surplus = (await this.countScores()) - MOST_ENTRIES;
    const oldest = Date.now() - KEEP_MS;
    const index = this.#db.transaction('scores', 'readwrite').store.index('at');
    for (let cursor = await index.openCursor(); cursor; cursor = await cursor.continue()) {
      if (surplus <= 0 && cursor.value.at > oldest) break;
      await cursor.delete();
      surplus--;
    }
  }

  async corrections(): Promise<Map<string, Correction>> {
    const found = new Map<string, Correction>();
    const { store } = this.#db.transaction('corrections');
    for (let cursor = await store.openCursor(); cursor; cursor = await cursor.continue()) {
      found.set(cursor.key, cursor.value);
    }
    return found;
  }

  async correct(key: string, to: Correction | null): Promise<void> {
    if (to) await this.#db.put('corrections', to, key);
    else await this.#db.delete('corrections', key);
  }
}
