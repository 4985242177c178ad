import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Kept, type Look, LookCache } from './look-cache.ts';
import type { Store } from './store.ts';

const look = (explicit: number): Look => ({
  scores: { byCategory: { explicit }, nude: [] },
});
const kept = (explicit: number): Kept => ({ ...look(explicit), mosaic: Uint8Array.of(7) });

/** The part of a store that the cache uses, in a Map; `fail` makes every method reject. */
function fakeStore() {
  const stored = new Map<string, Look>();
  let broken = false;
  const asked: string[] = [];
  const answer = async <T>(what: () => T): Promise<T> => {
    if (broken) throw new Error('disk full');
    return what();
  };
  const store: Pick<Store, 'look' | 'putLook' | 'clearLooks' | 'countLooks'> = {
    look: (key) => {
      asked.push(key);
      return answer(() => stored.get(key) ?? null);
    },
    putLook: (key, value) => answer(() => void stored.set(key, value)),
    clearLooks: () => answer(() => stored.clear()),
    countLooks: () => answer(() => stored.size),
  };
  return {
    cache: new LookCache(store as Store),
    stored,
    asked,
    fail: () => {
      broken = true;
    },
  };
}

const warned = vi.spyOn(console, 'warn');
beforeEach(() => {
  warned.mockReset().mockImplementation(() => undefined);
});
afterEach(() => vi.clearAllMocks());

describe('without a store', () => {
  it('remembers while it lives', async () => {
    const cache = new LookCache(null);
    expect(await cache.get('a')).toBeNull();
    cache.put('a', kept(0.5));
    expect(await cache.get('a')).toEqual(kept(0.5));
    expect(await cache.count()).toBe(1);
    await cache.clear();
    expect(await cache.get('a')).toBeNull();
    expect(await cache.count()).toBe(0);
  });

  it('replaces what it holds', async () => {
    const cache = new LookCache(null);
    cache.put('a', kept(0.5));
    cache.put('a', kept(0.75));
    expect(await cache.get('a')).toEqual(kept(0.75));
    expect(await cache.count()).toBe(1);
  });

  it('lets go of the least recently used first', async () => {
    const cache = new LookCache(null);
    for (let i = 0; i < 5000; i++) cache.put(`${i}`, kept(0.5));
    await cache.get('0');
    cache.put('1', kept(0.6));
    cache.put('new', kept(0.7));
    expect(await cache.count()).toBe(5000);
    expect(await cache.get('2')).toBeNull();
    for (const used of ['0', '1', '3', 'new']) expect(await cache.get(used)).not.toBeNull();
    cache.put('newer', kept(0.8));
    expect(await cache.get('4')).toBeNull();
    expect(await cache.get('5')).not.toBeNull();
  });
});

describe('with a store', () => {
  it('stores scores, and never the mosaic', () => {
    const { cache, stored } = fakeStore();
    cache.put('a', kept(0.5));
    expect([...stored]).toEqual([['a', look(0.5)]]);
  });

  it('finds again what another run stored, and asks once', async () => {
    const { cache, stored, asked } = fakeStore();
    stored.set('a', look(0.5));
    expect(await cache.get('a')).toEqual({ ...look(0.5), mosaic: null });
    await cache.get('a');
    expect(asked).toEqual(['a']);
  });

  it('does not remember a miss', async () => {
    const { cache, stored } = fakeStore();
    expect(await cache.get('a')).toBeNull();
    stored.set('a', look(0.5));
    expect(await cache.get('a')).not.toBeNull();
  });

  it('counts the larger of memory and store', async () => {
    const { cache, stored } = fakeStore();
    for (const key of ['x', 'y', 'z']) stored.set(key, look(0));
    expect(await cache.count()).toBe(3);
  });

  it('forgets in both when told to', async () => {
    const { cache, stored } = fakeStore();
    cache.put('a', kept(0.5));
    await cache.clear();
    expect(stored.size).toBe(0);
    expect(await cache.get('a')).toBeNull();
  });
});

describe('with a store that fails', () => {
  it('misses, says so, and goes on in memory', async () => {
    const { cache, fail } = fakeStore();
    fail();
    expect(await cache.get('a')).toBeNull();
    expect(warned).toHaveBeenCalledTimes(1);
    cache.put('a', kept(0.5));
    expect(await cache.get('a')).toEqual(kept(0.5));
    expect(await cache.count()).toBe(1);
    expect(warned).toHaveBeenCalledTimes(3);
  });

  it('tells the person who wanted it cleared, and has forgotten its own part', async () => {
    const { cache, fail } = fakeStore();
    cache.put('a', kept(0.5));
    fail();
    await expect(cache.clear()).rejects.toThrow('disk full');
    expect(await cache.get('a')).toBeNull();
  });
});
