import { expect, test } from 'vitest';
import type { SettingsState } from '../shared/messages.ts';
import { DEFAULT_SETTINGS, type Settings } from '../shared/settings.ts';
import { type SiteMode, withSite } from '../shared/sites.ts';
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

/** A background that keeps what it is told, as the real one does. */
async function keeping(start: Partial<Settings> = {}) {
  let settings: Settings = { ...DEFAULT_SETTINGS, ...start };
  const refusing = { on: false };
  const ask = (async (name: string, body: unknown) => {
    if (refusing.on && name !== 'settings.get') throw new Error('locked');
    if (name === 'settings.set') settings = { ...settings, ...(body as Partial<Settings>) };
    if (name === 'site.set') {
      const { host, mode } = body as { host: string; mode: SiteMode };
      settings = { ...settings, sites: withSite(settings.sites, host, mode) };
      return null;
    }
    return { settings, repaired: [] };
  }) as AskSettings;
  const store = new SettingsStore(ask);
  await store.load();
  const elsewhere = (change: Partial<Settings>) => {
    settings = { ...settings, ...change };
  };
  return { store, refusing, elsewhere, stored: () => settings };
}

test('every change can be taken back, several steps, in the order backwards', async () => {
  const { store, stored } = await keeping();
  await store.save({ label: false });
  await store.save({ maskStyle: 'blur', maskStrength: 5 });
  await store.setSite('example.org', 'off');
  expect(store.undoable).toBe(3);
  expect((await store.undo())[0]).toMatchObject({ host: 'example.org', from: 'off', to: null });
  expect(stored()).toEqual({
    ...DEFAULT_SETTINGS,
    label: false,
    maskStyle: 'blur',
    maskStrength: 5,
  });
  expect(await store.undo()).toHaveLength(2);
  await store.undo();
  expect(stored()).toEqual(DEFAULT_SETTINGS);
  expect(store.undoable).toBe(0);
  expect(await store.undo()).toEqual([]);
});

test('what changes nothing is no step', async () => {
  const { store } = await keeping();
  expect(await store.save({ label: true })).toEqual([]);
  expect(await store.setSite('example.org', 'on')).toEqual([]);
  expect(store.undoable).toBe(0);
});

test('a refused change is no step, and a refused undo stays one', async () => {
  const { store, refusing } = await keeping();
  await store.save({ reveal: false });
  refusing.on = true;
  await expect(store.save({ label: false })).rejects.toThrow('locked');
  await expect(store.setSite('example.org', 'off')).rejects.toThrow('locked');
  await expect(store.undo()).rejects.toThrow('locked');
  expect(store.undoable).toBe(1);
  expect(store.current?.settings.reveal).toBe(false);
});

test('an undo leaves what the popup did meanwhile', async () => {
  const { store, elsewhere, stored } = await keeping();
  await store.setSite('a.example', 'off');
  elsewhere({ sites: { 'a.example': 'off', 'b.example': 'stricter' } });
  await store.undo();
  expect(stored().sites).toEqual({ 'b.example': 'stricter' });
  await store.save({ badge: false });
  elsewhere({ badge: true });
  expect(await store.undo()).toEqual([]);
});
