import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Look } from './look-cache.ts';
import { Store } from './store.ts';

const SOON_MS = 20;
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2025, 5, 1);
const look = (explicit: number): Look => ({
  scores: { byCategory: { explicit }, nude: [{ explicit }] },
});

let opened = 0;
const freshStore = () => Store.open(`test-${++opened}`, SOON_MS);

beforeEach(() => {
  // Only the clock: fake-indexeddb needs its own timers.
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** A store with one entry for each of `ages`, in days; its key is `day<age>`. */
async function aged(...ages: number[]) {
  const store = await freshStore();
  for (const age of ages) {
    vi.setSystemTime(NOW - age * DAY);
    await store.putLook(`day${age}`, look(age / 1000));
  }
  vi.setSystemTime(NOW);
  const left = async () => {
    const found = await Promise.all(ages.map((age) => store.look(`day${age}`)));
    return ages.filter((_, i) => found[i] !== null);
  };
  return { store, left };
}

describe('looks', () => {
  it('come back as they were put, by their key', async () => {
    const store = await freshStore();
    await store.putLook('a', look(0.25));
    await store.putLook('b', look(0.5));
    expect(await store.look('a')).toEqual(look(0.25));
    expect(await store.look('b')).toEqual(look(0.5));
    expect(await store.look('c')).toBeNull();
  });

  it('outlive a restart', async () => {
    const name = `test-${++opened}`;
    await (await Store.open(name, SOON_MS)).putLook('a', look(0.25));
    expect(await (await Store.open(name, SOON_MS)).look('a')).toEqual(look(0.25));
  });

  it('are replaced, not doubled', async () => {
    const store = await freshStore();
    await store.putLook('a', look(0.25));
    await store.putLook('a', look(0.75));
    expect(await store.look('a')).toEqual(look(0.75));
    expect(await store.countLooks()).toBe(1);
  });

  it('expire after thirty days', async () => {
    const { store } = await aged(0);
    vi.setSystemTime(NOW + 30 * DAY - 1);
    expect(await store.look('day0')).not.toBeNull();
    vi.setSystemTime(NOW + 30 * DAY);
    expect(await store.look('day0')).toBeNull();
  });

  it('are forgotten all at once, corrections not', async () => {
    const { store, left } = await aged(0, 1, 2);
    await store.correct('x', 'cover');
    await store.clearLooks();
    expect(await left()).toEqual([]);
    expect(await store.countLooks()).toBe(0);
    expect(await store.corrections()).toEqual(new Map([['x', 'cover']]));
  });
});

describe('prune', () => {
  it('removes what expired, and nothing else', async () => {
    const { store, left } = await aged(40, 5, 31, 29, 0);
    await store.prune();
    expect(await store.countLooks()).toBe(3);
    expect(await left()).toEqual([5, 29, 0]);
  });

  it('removes the oldest beyond the bound, though they are good', async () => {
    const { store, left } = await aged(3, 1, 4, 2, 0);
    vi.spyOn(store, 'countLooks').mockResolvedValue(20_002);
    await store.prune();
    expect(await left()).toEqual([1, 2, 0]);
  });

  it('keeps all of a store that is exactly full', async () => {
    const { store, left } = await aged(3, 1);
    vi.spyOn(store, 'countLooks').mockResolvedValue(20_000);
    await store.prune();
    expect(await left()).toEqual([3, 1]);
  });

  it('counts the expired towards the surplus', async () => {
    const { store, left } = await aged(50, 40, 2, 1);
    vi.spyOn(store, 'countLooks').mockResolvedValue(20_001);
    await store.prune();
    expect(await left()).toEqual([2, 1]);
  });

  it('of an empty store does nothing', async () => {
    const store = await freshStore();
    await expect(store.prune()).resolves.toBeUndefined();
  });

  it('leaves corrections alone, however old', async () => {
    const { store } = await aged(40);
    await store.correct('x', 'show');
    vi.setSystemTime(NOW + 400 * DAY);
    await store.prune();
    expect((await store.corrections()).get('x')).toBe('show');
  });
});

describe('corrections', () => {
  it('are kept, changed and taken back', async () => {
    const store = await freshStore();
    expect(await store.corrections()).toEqual(new Map());
    await store.correct('a', 'cover');
    await store.correct('b', 'show');
    await store.correct('a', 'show');
    expect(await store.corrections()).toEqual(
      new Map([
        ['a', 'show'],
        ['b', 'show'],
      ]),
    );
    await store.correct('a', null);
    await store.correct('never', null);
    expect([...(await store.corrections()).keys()]).toEqual(['b']);
  });
});
