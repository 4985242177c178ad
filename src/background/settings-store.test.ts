import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SETTINGS, SETTING_KEYS, weakenedKeys } from '../shared/settings.ts';
import * as any from '../shared/test-arbitraries.ts';

/** storage.local, as far as it is used: it clones, and every call takes a turn of the event loop. */
const storage = vi.hoisted(() => {
  let items: Record<string, unknown> = {};
  const log: string[] = [];
  let failing: string | null = null;
  const later = () => new Promise((resolve) => setImmediate(resolve));
  return {
    log,
    get items() {
      return items;
    },
    reset(stored: Record<string, unknown>) {
      items = structuredClone(stored);
      log.length = 0;
      failing = null;
    },
    fail(key: string | null) {
      failing = key;
    },
    local: {
      async setAccessLevel({ accessLevel }: { accessLevel: string }) {
        log.push(`access ${accessLevel}`);
      },
      async get(keys: string[]) {
        await later();
        return structuredClone(
          Object.fromEntries(keys.filter((key) => key in items).map((key) => [key, items[key]])),
        );
      },
      async set(values: Record<string, unknown>) {
        await later();
        for (const [key, value] of Object.entries(values)) {
          if (key === failing) throw new Error(`${key}: disk full`);
          log.push(`set ${key}`);
          items = { ...items, [key]: structuredClone(value) };
        }
      },
    },
  };
});
vi.mock('webextension-polyfill', () => ({ default: { storage: { local: storage.local } } }));
vi.mock('./signed.ts', () => ({ signed: (value: object) => value }));

const { changeSettings, readSettings } = await import('./settings-store.ts');

const entry = (values: unknown, version: unknown = 1) => ({ version, values });
const warned = vi.spyOn(console, 'warn');

beforeEach(() => {
  storage.reset({});
  warned.mockReset().mockImplementation(() => undefined);
});

describe('reading', () => {
  it('gives the defaults at first, and takes nothing for damaged', async () => {
    expect(await readSettings()).toEqual({ settings: DEFAULT_SETTINGS, repaired: [] });
    expect(warned).not.toHaveBeenCalled();
  });

  it('locks storage away from pages first', async () => {
    await readSettings();
    expect(storage.log).toEqual(['access TRUSTED_CONTEXTS']);
  });

  it('gives what was stored', async () => {
    const settings = { ...DEFAULT_SETTINGS, maskStrength: 5 };
    storage.reset({ settings: entry(settings), backup: entry(settings) });
    expect(await readSettings()).toEqual({ settings, repaired: [] });
  });

  it('mends a damaged value, says which, and keeps the rest', async () => {
    const settings = { ...DEFAULT_SETTINGS, maskStrength: 5, smallPicture: 'big' };
    storage.reset({ settings: entry(settings) });
    expect(await readSettings()).toEqual({
      settings: { ...DEFAULT_SETTINGS, maskStrength: 5 },
      repaired: ['smallPicture'],
    });
    expect(warned).toHaveBeenCalledWith('figleaf: settings mended:', 'smallPicture');
  });

  it.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['a number', 7],
    ['a string', 'settings'],
    ['a list', []],
    ['empty', {}],
    ['without values', { version: 1 }],
    ['with values that are null', entry(null)],
    ['with values that are a list', entry([1, 2])],
  ])('falls back on the backup when the settings are %s', async (_what, settings) => {
    const strict = { ...DEFAULT_SETTINGS, reveal: false, sites: { 'example.org': 'stricter' } };
    storage.reset({ settings, backup: entry(strict) });
    expect(await readSettings()).toEqual({ settings: strict, repaired: [...SETTING_KEYS] });
  });

  it('is never weaker than the backup, whatever lies in storage', async () => {
    await fc.assert(
      fc.asyncProperty(any.settings, fc.anything(), async (backup, junk) => {
        storage.reset({ settings: junk, backup: entry(backup) });
        const { settings } = await readSettings();
        expect(weakenedKeys(backup, settings)).toEqual([]);
      }),
    );
  });

  it.each([0, -1, 0.5, Number.NaN, null, '1', undefined])(
    'still reads values whose version is damaged: %j',
    async (version) => {
      const settings = { ...DEFAULT_SETTINGS, reveal: false };
      storage.reset({ settings: { version, values: settings } });
      expect((await readSettings()).settings).toEqual(settings);
    },
  );

  it('keeps in force what it understands of a newer version', async () => {
    const newer = { ...DEFAULT_SETTINGS, reveal: false, maskStyle: 'lava', telepathy: true };
    storage.reset({ settings: entry(newer, 2) });
    expect(await readSettings()).toEqual({
      settings: { ...DEFAULT_SETTINGS, reveal: false },
      repaired: ['maskStyle'],
    });
  });
});

describe('changing', () => {
  it('writes the settings, then the backup, with their version', async () => {
    const settings = { ...DEFAULT_SETTINGS, label: false };
    expect(await changeSettings(() => ({ label: false }))).toEqual({ settings, repaired: [] });
    expect(storage.items).toEqual({ settings: entry(settings), backup: entry(settings) });
    expect(storage.log.filter((line) => line.startsWith('set'))).toEqual([
      'set settings',
      'set backup',
    ]);
    expect((await readSettings()).settings).toEqual(settings);
  });

  it('tells the patch what the settings are now', async () => {
    await changeSettings(() => ({ maskStrength: 4 }));
    await changeSettings(({ maskStrength }) => ({ maskStrength: maskStrength + 1 }));
    expect((await readSettings()).settings.maskStrength).toBe(5);
  });

  it('loses none of many made at once', async () => {
    const sites = Array.from({ length: 20 }, (_, i) => `site${i}.example`);
    await Promise.all(
      sites.map((host) =>
        changeSettings((before) => ({ sites: { ...before.sites, [host]: 'stricter' } })),
      ),
    );
    const { settings } = await readSettings();
    expect(Object.keys(settings.sites).toSorted()).toEqual(sites.toSorted());
  });

  it.each<[string, unknown]>([
    ['a bad value', { maskStrength: 9 }],
    ['an unknown key', { telepathy: true }],
    ['a good value beside a bad one', { label: false, badge: 'no' }],
    ['a site that reaches a prototype', { sites: JSON.parse('{"__proto__":"off"}') }],
    ['a list', [{ label: false }]],
    ['nothing', undefined],
  ])('refuses %s, and changes nothing', async (_what, patch) => {
    await changeSettings(() => ({ badge: false }));
    const before = structuredClone(storage.items);
    // As a message would bring it: of no type.
    await expect(changeSettings(() => patch as object)).rejects.toThrow();
    expect(storage.items).toEqual(before);
  });

  it('goes on after a refusal, a throw, and a failed write', async () => {
    const refused = changeSettings(() => ({ maskStrength: 9 }));
    const thrown = changeSettings(() => {
      throw new Error('thought better of it');
    });
    const good = changeSettings(() => ({ label: false }));
    await expect(refused).rejects.toThrow('maskStrength');
    await expect(thrown).rejects.toThrow('thought better of it');
    await expect(good).resolves.toMatchObject({ settings: { label: false } });

    storage.fail('settings');
    await expect(changeSettings(() => ({ label: true }))).rejects.toThrow('disk full');
    storage.fail(null);
    expect((await readSettings()).settings.label).toBe(false);
    await changeSettings(() => ({ badge: false }));
    expect((await readSettings()).settings).toMatchObject({ label: false, badge: false });
  });

  it('reads the new settings although their backup could not be written', async () => {
    storage.fail('backup');
    await expect(changeSettings(() => ({ reveal: false }))).rejects.toThrow('disk full');
    expect((await readSettings()).settings.reveal).toBe(false);
  });

  it('writes what it mended, so that the damage is gone', async () => {
    const strict = { ...DEFAULT_SETTINGS, reveal: false };
    storage.reset({ settings: entry({ ...strict, reveal: 'x' }), backup: entry(strict) });
    await changeSettings(() => ({ label: false }));
    expect(await readSettings()).toEqual({ settings: { ...strict, label: false }, repaired: [] });
  });
});
