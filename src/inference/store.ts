import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Correction } from '../shared/messages.ts';
import type { Look } from './look-cache.ts';

/** What outlives a restart: what models said, under keyed hashes, and what the person corrected by hand. */
interface Schema extends DBSchema {
  looks: { key: string; value: { look: Look; at: number }; indexes: { at: number } };
  corrections: { key: string; value: Correction };
}

/** A picture unseen for a month is judged anew. */
const KEEP_MS = 30 * 24 * 60 * 60 * 1000;
/** Of the database. */
const VERSION = 2;
const MOST_ENTRIES = 20_000;
/** Long enough for a page of pictures: writing one by one takes time from judging them. */
const WRITE_EVERY_MS = 2000;

/**
 * The stored part of the verdict cache. Every method may fail (storage full, damaged): the caller
 * goes on without, because a cache is never needed for a right answer.
 */
export class Store {
  readonly #db: IDBPDatabase<Schema>;
  /** Keys that have an entry, so that a picture seen for the first time costs no transaction. */
  readonly #keys: Set<string>;
  /** What is on its way to the disk, many in one transaction. */
  #pending = new Map<string, Look>();
  #written: Promise<void> | null = null;

  readonly #writeEveryMs: number;

  private constructor(db: IDBPDatabase<Schema>, keys: string[], writeEveryMs: number) {
    this.#db = db;
    this.#keys = new Set(keys);
    this.#writeEveryMs = writeEveryMs;
  }

  static async open(name = 'figleaf', writeEveryMs = WRITE_EVERY_MS): Promise<Store> {
    const db = await openDB<Schema>(name, VERSION, {
      upgrade(database, from) {
        if (from === 0) database.createObjectStore('corrections');
        // A cache: what version 1 kept in another shape is judged anew.
        const { objectStoreNames: old } = database as unknown as IDBDatabase;
        if (old.contains('scores'))
          (database as unknown as IDBDatabase).deleteObjectStore('scores');
        database.createObjectStore('looks').createIndex('at', 'at');
      },
    });
    return new Store(db, await db.getAllKeys('looks'), writeEveryMs);
  }

  /** @returns what is kept under `key`, unless expired */
  async look(key: string): Promise<Look | null> {
    const pending = this.#pending.get(key);
    if (pending) return pending;
    if (!this.#keys.has(key)) return null;
    const entry = await this.#db.get('looks', key);
    return entry && entry.at > Date.now() - KEEP_MS ? entry.look : null;
  }

  /** Resolves when it is on the disk, together with all that came meanwhile. */
  putLook(key: string, look: Look): Promise<void> {
    this.#pending.set(key, look);
    this.#written ??= new Promise((resolve, reject) => {
      setTimeout(() => this.#write().then(resolve, reject), this.#writeEveryMs);
    });
    return this.#written;
  }

  async #write(): Promise<void> {
    const batch = this.#pending;
    this.#pending = new Map();
    this.#written = null;
    const at = Date.now();
    const transaction = this.#db.transaction('looks', 'readwrite');
    const { store } = transaction;
    await Promise.all([
      ...[...batch].map(([key, look]) => store.put({ look, at }, key)),
      transaction.done,
    ]);
    for (const key of batch.keys()) this.#keys.add(key);
  }

  async clearLooks(): Promise<void> {
    this.#pending.clear();
    this.#keys.clear();
    await this.#db.clear('looks');
  }

  countLooks(): Promise<number> {
    return this.#db.count('looks');
  }

  /** Removes what expired, and the oldest beyond the bound. */
  async prune(): Promise<void> {
    let surplus = (await this.countLooks()) - MOST_ENTRIES;
    const oldest = Date.now() - KEEP_MS;
    const index = this.#db.transaction('looks', 'readwrite').store.index('at');
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
  async clearCorrections(): Promise<void> {
    await this.#db.clear('corrections');
  }
}
