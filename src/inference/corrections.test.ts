import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ForNow } from '../shared/messages.ts';
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

/** What the background keeps of what is said for now. */
let kept: ForNow = {};

beforeEach(() => {
  kept = {};
});

/** One of the documents that come and go. */
async function nextDocument() {
  return new Corrections(await Keys.from(SECRET), null, new Map(), kept, (all) => {
    kept = all;
  });
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
    await corrections.setForNow('p', 'cover');
    expect(corrections.of('p')).toBe('cover');
    expect([...(await store.corrections()).values()]).toEqual(['show']);
    await corrections.setForNow('p', null);
    expect(corrections.of('p')).toBe('show');
  });

  it('for good replaces what was for now', async () => {
    const corrections = await fresh();
    await corrections.setForNow('p', 'cover');
    await corrections.set('p', 'show');
    expect(corrections.of('p')).toBe('show');
  });

  it('for now is known after the end of the document, by its bytes alone', async () => {
    const before = await nextDocument();
    await before.setForNow('p', 'cover');
    expect(Object.keys(kept)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    const later = await nextDocument();
    expect(later.of('p')).toBeNull();
    await later.learn('p');
    expect(later.of('p')).toBe('cover');
  });

  it.each<[string, (corrections: Corrections) => Promise<unknown>]>([
    ['taken back', (corrections) => corrections.setForNow('p', null)],
    [
      'taken back at once',
      (corrections) => {
        void corrections.setForNow('p', 'cover');
        return corrections.setForNow('p', null);
      },
    ],
    ['replaced for good', (corrections) => corrections.set('p', 'show')],
    ['forgotten', (corrections) => corrections.clear()],
  ])('for now is not kept once it is %s, by this document or the next', async (_, end) => {
    const before = await nextDocument();
    await before.setForNow('p', 'cover');
    expect(Object.values(kept)).toEqual(['cover']);
    const later = await nextDocument();
    await end(later);
    expect(kept).toEqual({});
    await later.learn('p');
    expect(later.of('p')).not.toBe('cover');
  });

  it('is forgotten with all else', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    const corrections = await fresh(new Map(), store);
    await corrections.set('p', 'show');
    await corrections.set('q', 'cover');
    await corrections.setForNow('r', 'cover');
    expect(corrections.size).toBe(2);
    expect(await corrections.clear()).toBe(2);
    await corrections.learn('p');
    expect(['p', 'q', 'r'].map((each) => corrections.of(each))).toEqual([null, null, null]);
    expect((await store.corrections()).size).toBe(0);
  });

  it('is the latest word, also while an earlier one is being looked up', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    await (await fresh(new Map(), store)).set('p', 'show');
    const after = await restarted(store);
    await Promise.all([after.learn('p'), after.set('p', null), after.learn('p')]);
    expect(after.of('p')).toBeNull();
  });
});

describe('what a person said in a private window', () => {
  it('is known in private windows alone, and stored nowhere', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    const corrections = await fresh(new Map(), store);
    await corrections.set('p', 'cover', true);
    await corrections.setForNow('q', 'cover', true);
    await corrections.learn('p');
    expect(['p', 'q'].map((each) => corrections.of(each, true))).toEqual(['cover', 'cover']);
    expect(['p', 'q'].map((each) => corrections.of(each))).toEqual([null, null]);
    expect(corrections.size).toBe(0);
    expect((await store.corrections()).size).toBe(0);
  });

  it('is not kept beyond the document', async () => {
    const before = await nextDocument();
    await before.setForNow('p', 'cover', true);
    await before.set('q', 'cover', true);
    expect(kept).toEqual({});
  });

  it('outranks there what was said elsewhere, also once that is learned again', async () => {
    const store = await Store.open(`corrections-${++opened}`);
    await (await fresh(new Map(), store)).set('p', 'show');
    const corrections = await restarted(store);
    await corrections.learn('p');
    expect(corrections.of('p', true)).toBe('show');
    await corrections.set('p', 'cover', true);
    await corrections.learn('p');
    expect([corrections.of('p', true), corrections.of('p')]).toEqual(['cover', 'show']);
    await corrections.set('p', null, true);
    expect([corrections.of('p', true), corrections.of('p')]).toEqual([null, 'show']);
  });

  it('takes back there what is covered for now elsewhere', async () => {
    const corrections = await fresh();
    await corrections.setForNow('p', 'cover');
    expect(corrections.of('p', true)).toBe('cover');
    await corrections.setForNow('p', null, true);
    expect([corrections.of('p', true), corrections.of('p')]).toEqual([null, 'cover']);
    await corrections.set('p', 'show', true);
    expect([corrections.of('p', true), corrections.of('p')]).toEqual(['show', 'cover']);
  });

  it('ends with them, and when all is forgotten', async () => {
    const corrections = await fresh();
    await corrections.set('p', 'show');
    await corrections.set('p', 'cover', true);
    corrections.forgetPrivate();
    expect(corrections.of('p', true)).toBe('show');
    await corrections.set('p', 'cover', true);
    await corrections.clear();
    expect(corrections.of('p', true)).toBeNull();
  });
});
