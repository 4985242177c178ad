import { expect, test } from 'vitest';
import type { SettingsState } from '../shared/messages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings.ts';
import { type AskSettings, SettingsStore } from './settings-store.ts';

const state = (change: Partial<Settings> = {}): SettingsState => ({
  settings: { ...DEFAULT_SETTINGS, ...change },
  repaired: [],
});

/** A background whose answers the test gives one by one, in any order. */
function background() {
  const asked: { body: unknown; answer: (s: SettingsState) => void; refuse: (e: Error) => void }[] =
    [];
  const ask = ((_name: string, body: unknown) =>
    new Promise((answer, refuse) => asked.push({ body, answer, refuse }))) as AskSettings;
  const nth = (n: number) => {
    const request = asked[n];
    if (!request) throw new Error(`request ${n} was never sent`);
    return request;
  };
  return { store: new SettingsStore(ask), nth };
}

async function loaded() {
  const { store, nth } = background();
  const load = store.load();
  nth(0).answer(state());
  await load;
  return { store, nth };
}

test('there is nothing to show until the background has answered', async () => {
  const { store } = background();
  expect(store.current).toBeNull();
  expect((await loaded()).store.current).toEqual(state());
});

test('a change shows before it is saved', async () => {
  const { store, nth } = await loaded();
  const saving = store.save({ label: false });
  expect(store.current?.settings.label).toBe(false);
  nth(1).answer(state({ label: false }));
  await saving;
  expect(store.current?.settings.label).toBe(false);
});

test('a refused change is undone, and says why', async () => {
  const { store, nth } = await loaded();
  let told = 0;
  store.subscribe(() => told++);
  const saving = store.save({ enabled: false });
  nth(1).refuse(new Error('locked'));
  await expect(saving).rejects.toThrow('locked');
  expect(store.current?.settings.enabled).toBe(true);
  expect(told).toBe(2);
});

test('a refused change leaves another one under way alone', async () => {
  const { store, nth } = await loaded();
  const refused = store.save({ maskStrength: 5 });
  const kept = store.save({ maskStyle: 'blur' });
  nth(1).refuse(new Error('no'));
  await expect(refused).rejects.toThrow('no');
  expect(store.current?.settings).toMatchObject({ maskStrength: 3, maskStyle: 'blur' });
  nth(2).answer(state({ maskStyle: 'blur' }));
  await kept;
  expect(store.current?.settings.maskStyle).toBe('blur');
});

test('an answer that was overtaken does not bring old settings back', async () => {
  const { store, nth } = await loaded();
  const slow = store.load();
  const saving = store.save({ badge: false });
  nth(2).answer(state({ badge: false }));
  await saving;
  nth(1).answer(state());
  await slow;
  expect(store.current?.settings.badge).toBe(false);
});
