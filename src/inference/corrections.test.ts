import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { Corrections } from './corrections.ts';
import { Keys } from './keys.ts';
import { Store } from './store.ts';

const SECRET = '5a'.repeat(32);
let opened = 0;

async function fresh(kept = new Map<string, 'cover' | 'show'>(), store: Store | null = null) {
  return new Corrections(await Keys.from(SECRET), store, kept);
}

/** The same store, as after a restart. */
async function restarted(store: Store) {
  return fresh(await store.corrections(), store);
}

describe('what a person said of a picture', () => {
  it('is known at once, and after a restart by its bytes alone', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    const before = await fresh(new Map(), store);
    await before.set('p', 'show');
    expect(before.of('p')).toBe('show');
    const after = await restarted(store);
    expect(after.of('p')).toBeNull();
    await after.learn('p');
    expect(after.of('p')).toBe('show');
  });

  it('is stored under no name that tells the picture', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    await (await fresh(new Map(), store)).set('p', 'cover');
    const [[key]] = [...(await store.corrections())] as [[string, string]];
    expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it('for now is not stored, and outranks what is kept until it is taken back', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    const corrections = await fresh(new Map(), store);
    await corrections.set('p', 'show');
    corrections.setForNow('p', 'cover');
    expect(corrections.of('p')).toBe('cover');
    expect([...(await store.corrections()).values()]).toEqual(['show']);
    corrections.setForNow('p', null);
    expect(corrections.of('p')).toBe('show');
  });

  it('for good replaces what was for now', async () => {
    const corrections = await fresh();
    corrections.setForNow('p', 'cover');
    await corrections.set('p', 'show');
    expect(corrections.of('p')).toBe('show');
  });

  it('is forgotten with all else', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    const corrections = await fresh(new Map(), store);
    await corrections.set('p', 'show');
    await corrections.set('q', 'cover');
    corrections.setForNow('r', 'cover');
    expect(corrections.size).toBe(2);
    expect(await corrections.clear()).toBe(2);
    await corrections.learn('p');
    expect(['p', 'q', 'r'].map((each) => corrections.of(each))).toEqual([null, null, null]);
    expect((await store.corrections()).size).toBe(0);
  });
});
