import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import {
  checkPatch,
  DEFAULT_SETTINGS,
  migrate,
  repair,
  SETTING_KEYS,
  type SettingKey,
  type Settings,
  weakenedKeys,
} from './settings.ts';
import { siteMode } from './sites.ts';
import * as any from './test-arbitraries.ts';

const key = fc.constantFrom(...SETTING_KEYS);
const changed = (change: Partial<Settings>): Settings => ({ ...DEFAULT_SETTINGS, ...change });
const { sensitivity: normal } = DEFAULT_SETTINGS;

/** No value of any setting. */
const damage = fc.constantFrom<unknown>(
  undefined,
  null,
  Number.NaN,
  -1,
  1.5,
  1e9,
  Number.POSITIVE_INFINITY,
  '',
  'Junk!',
  '3',
  [],
  ['off'],
  [1, 2],
  { junk: 1 },
  { explicit: 3 },
  { 'example.org': 'maybe' },
  { 'Example.org': 'off' },
  { ...normal, explicit: 6 },
  { ...normal, explicit: '3' },
  { ...normal, more: 1 },
  JSON.parse('{"__proto__":"off"}'),
  JSON.parse('{"constructor":"off"}'),
  () => true,
  10n,
  Symbol('junk'),
);

test('the defaults are what the product promises', () => {
  expect(DEFAULT_SETTINGS).toEqual({
    enabled: true,
    sites: {},
    sensitivity: { explicit: 3, nudity: 3, suggestive: 0, drawn: 3, otherSkin: 0, people: 0 },
    smallPicture: 24,
    maskStyle: 'solid',
    maskStrength: 3,
    maskColour: 'grey',
    label: true,
    whileChecking: 'blank',
    onFailure: 'cover',
    unreadable: 'cover',
    reveal: true,
    model: 'auto',
    detector: 'none',
    strategy: 'cascade',
    rule: 'categories',
    masked: 'whole',
    margin: 0.15,
    areaLimit: 0.6,
    badge: true,
  });
});

test('the defaults are valid by their own schema', () => {
  expect(checkPatch(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
});

describe('weakening', () => {
  const lessSensitive = (change: Partial<Settings['sensitivity']>) => ({
    sensitivity: { ...normal, ...change },
  });
  const weaker: [SettingKey, string, Partial<Settings>, Partial<Settings>][] = [
    ['enabled', 'turned off', { enabled: true }, { enabled: false }],
    ['sites', 'a site turned off', {}, { sites: { 'example.org': 'off' } }],
    [
      'sites',
      'a stricter site made plain',
      { sites: { 'example.org': 'stricter' } },
      { sites: { 'example.org': 'on' } },
    ],
    ['sites', 'a stricter rule removed', { sites: { 'example.org': 'stricter' } }, { sites: {} }],
    [
      'sites',
      'one turned off, another made stricter',
      { sites: { 'a.example': 'on' } },
      { sites: { 'a.example': 'stricter', 'b.example': 'off' } },
    ],
    [
      'sites',
      'the exception from a parent that is off removed',
      { sites: { 'example.org': 'off', 'a.example.org': 'on' } },
      { sites: { 'example.org': 'off' } },
    ],
    [
      'sites',
      'an exception made from a stricter parent',
      { sites: { 'example.org': 'stricter' } },
      { sites: { 'example.org': 'stricter', 'a.example.org': 'on' } },
    ],
    ['sensitivity', 'one level lower', {}, lessSensitive({ explicit: 2 })],
    ['sensitivity', 'a category off', {}, lessSensitive({ drawn: 0 })],
    ['sensitivity', 'one up, one down', {}, lessSensitive({ nudity: 2, explicit: 5 })],
    ['smallPicture', 'larger pictures pass', { smallPicture: 24 }, { smallPicture: 25 }],
    ['maskStrength', 'less blur', { maskStrength: 3 }, { maskStrength: 2 }],
    ['whileChecking', 'blank to blur', { whileChecking: 'blank' }, { whileChecking: 'blur' }],
    ['onFailure', 'cover to show', { onFailure: 'cover' }, { onFailure: 'show' }],
    ['unreadable', 'cover to show', { unreadable: 'cover' }, { unreadable: 'show' }],
    ['reveal', 'allowed', { reveal: false }, { reveal: true }],
    ['model', 'another model', { model: 'balanced' }, { model: 'fast' }],
    ['model', 'another model, the other way', { model: 'fast' }, { model: 'balanced' }],
    ['detector', 'another detector', { detector: 'a-detector' }, { detector: 'another' }],
    ['detector', 'none', { detector: 'a-detector' }, { detector: 'none' }],
    ['strategy', 'another strategy', { strategy: 'both' }, { strategy: 'cascade' }],
    ['rule', 'another rule', { rule: 'categories' }, { rule: 'origin' }],
    ['masked', 'parts only', { masked: 'whole' }, { masked: 'boxes' }],
    ['margin', 'less margin', { margin: 0.15 }, { margin: 0.1 }],
    ['areaLimit', 'more in parts', { areaLimit: 0.6 }, { areaLimit: 0.7 }],
  ];
  test.each(weaker)('%s: %s', (name, _what, from, to) => {
    expect(weakenedKeys(changed(from), changed(to))).toEqual([name]);
  });

  const anyChange: SettingKey[] = ['model', 'detector', 'strategy', 'rule', 'sites'];
  test.each(weaker.filter(([name]) => !anyChange.includes(name)))(
    '%s: the way back from "%s" strengthens',
    (name, what, from, to) => {
      const bothWays = what === 'one up, one down';
      expect(weakenedKeys(changed(to), changed(from))).toEqual(bothWays ? [name] : []);
    },
  );

  const neutral: SettingKey[] = ['maskStyle', 'maskColour', 'label', 'badge'];
  test('every key is known to weaken, or to be neutral', () => {
    expect(new Set([...weaker.map(([name]) => name), ...neutral])).toEqual(new Set(SETTING_KEYS));
  });

  test.each(neutral)('%s never weakens', (name) => {
    fc.assert(
      fc.property(any.settings, any.settings, (from, other) => {
        expect(weakenedKeys(from, { ...from, [name]: other[name] })).toEqual([]);
      }),
    );
  });

  test('no setting is weaker than itself', () => {
    fc.assert(
      fc.property(any.settings, (settings) => {
        expect(weakenedKeys(settings, settings)).toEqual([]);
        expect(weakenedKeys(settings, structuredClone(settings))).toEqual([]);
      }),
    );
  });

  test('only keys that differ are named', () => {
    fc.assert(
      fc.property(any.settings, any.settings, (from, to) => {
        for (const name of weakenedKeys(from, to)) expect(to[name]).not.toEqual(from[name]);
      }),
    );
  });

  test('site rules weaken just when some host is protected less', () => {
    const strength = { off: 0, on: 1, stricter: 2 } as const;
    // Every host the rules can name, and one below each.
    const probes = [
      ...['example.org', 'a.example.org', 'b.a.example.org', 'other.example', 'org', 'localhost'],
      ...['c.b.a.example.org', 'x.example.org', 'x.other.example', 'x.org', 'x.localhost'],
      ...['127.0.0.1', '[::1]', 'elsewhere.example'],
    ];
    fc.assert(
      fc.property(any.siteRules, any.siteRules, (from, to) => {
        const less = probes.some(
          (host) => strength[siteMode(to, host)] < strength[siteMode(from, host)],
        );
        expect(weakenedKeys(changed({ sites: from }), changed({ sites: to }))).toEqual(
          less ? ['sites'] : [],
        );
      }),
    );
  });
});

describe('checkPatch', () => {
  it('lets every valid change pass as it is', () => {
    fc.assert(
      fc.property(any.settings, fc.subarray(SETTING_KEYS), (settings, names) => {
        const patch = Object.fromEntries(names.map((name) => [name, settings[name]]));
        expect(checkPatch(patch)).toEqual(patch);
      }),
    );
  });

  it.each([null, undefined, 'x', 3, true, [], [{ enabled: false }]])('refuses %j', (patch) => {
    expect(() => checkPatch(patch)).toThrow('settings must be an object');
  });

  it('names every fault at once', () => {
    const patch = {
      enabled: 'yes',
      smallPicture: 97,
      nonsense: 1,
      sensitivity: { ...normal, explicit: 6, people: '1' },
      sites: { 'a.example': 'maybe', 'two words': 'off' },
      label: false,
    };
    const faults = [
      /enabled: Invalid type/,
      /smallPicture: Invalid value/,
      /nonsense: not a setting/,
      /sensitivity\.explicit: /,
      /sensitivity\.people: /,
      /sites\.a\.example: /,
      /sites\.two words: /,
    ];
    for (const fault of faults) expect(() => checkPatch(patch)).toThrow(fault);
    expect(() => checkPatch(patch)).not.toThrow(/label/);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'version', ''])(
    'knows no setting called %j',
    (name) => {
      const patch = JSON.parse(`{${JSON.stringify(name)}: true}`);
      expect(() => checkPatch(patch)).toThrow(`${name}: not a setting`);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'valueOf'])(
    'refuses %s for a site',
    (name) => {
      const sites = JSON.parse(`{"example.org":"on",${JSON.stringify(name)}:"off"}`);
      expect(() => checkPatch({ sites })).toThrow(/^sites/);
    },
  );

  it.each(['', 'Example.org', 'a b', 'https://example.org', 'example.org/x', 'ä.example', '*.org'])(
    'refuses %j for a host name',
    (name) => expect(() => checkPatch({ sites: { [name]: 'off' } })).toThrow(/sites/),
  );

  it('bounds the length of a host name', () => {
    const sites = (length: number) => ({ sites: { ['a'.repeat(length)]: 'off' } });
    expect(checkPatch(sites(253))).toEqual(sites(253));
    expect(() => checkPatch(sites(254))).toThrow(/sites/);
  });

  const refused: [SettingKey, unknown][] = [
    ['enabled', 0],
    ['enabled', 'true'],
    ['sites', []],
    ['sites', ['off']],
    ['sites', null],
    ['sensitivity', []],
    ['sensitivity', { explicit: 3 }],
    ['sensitivity', { ...normal, more: 3 }],
    ['sensitivity', { ...normal, drawn: 2.5 }],
    ['sensitivity', { ...normal, drawn: Number.NaN }],
    ['sensitivity', { ...normal, drawn: undefined }],
    ['smallPicture', Number.NaN],
    ['smallPicture', -1],
    ['smallPicture', 97],
    ['smallPicture', 3.5],
    ['smallPicture', '24'],
    ['smallPicture', [24]],
    ['maskStrength', 0],
    ['maskStrength', 6],
    ['maskStrength', Number.NaN],
    ['maskStyle', 'none'],
    ['maskStyle', ['blur']],
    ['maskColour', '#000'],
    ['label', null],
    ['whileChecking', 'show'],
    ['onFailure', 'Cover'],
    ['unreadable', 'blur'],
    ['reveal', undefined],
    ['model', 'Mobile Net'],
    ['model', '../model'],
    ['detector', null],
    ['detector', 'a'.repeat(65)],
    ['strategy', 'neither'],
    ['rule', ['origin']],
    ['masked', 'parts'],
    ['margin', -0.1],
    ['margin', Number.NaN],
    ['areaLimit', 1.1],
    ['areaLimit', '0.6'],
    ['badge', {}],
  ];
  it.each(refused)('refuses %s to be %j', (name, value) => {
    expect(() => checkPatch({ [name]: value })).toThrow(new RegExp(`^${name}`));
  });

  it('is tested with a refusal of every key', () => {
    expect(new Set(refused.map(([name]) => name))).toEqual(new Set(SETTING_KEYS));
  });

  it('takes no junk for any key', () => {
    fc.assert(
      fc.property(key, damage, (name, junk) => {
        // 1e9, 'junk' and the like: valid nowhere.
        expect(() => checkPatch({ [name]: junk })).toThrow(new RegExp(`^${name}`));
      }),
      { numRuns: 500 },
    );
  });
});

describe('repair', () => {
  it('leaves valid settings alone, whatever the backup says', () => {
    fc.assert(
      fc.property(any.settings, fc.option(any.settings), (settings, backup) => {
        expect(repair(settings, backup)).toEqual({ settings, repaired: [] });
      }),
    );
  });

  it.each([undefined, null, 3, 'x', [], [1], true])('makes defaults of %j', (stored) => {
    expect(repair(stored).settings).toEqual(DEFAULT_SETTINGS);
  });

  it('takes a key that is new in this version for no damage', () => {
    const { badge: _, ...older } = changed({ label: false });
    expect(repair(older)).toEqual({ settings: changed({ label: false }), repaired: [] });
  });

  it('takes a lost key for damage when the backup remembers it', () => {
    const { onFailure: _, ...rest } = DEFAULT_SETTINGS;
    expect(repair(rest, DEFAULT_SETTINGS).repaired).toEqual(['onFailure']);
  });

  it('drops keys that are no settings', () => {
    const stored = JSON.parse('{"__proto__":{"enabled":false},"constructor":1,"more":2}');
    expect(repair(stored)).toEqual({ settings: DEFAULT_SETTINGS, repaired: [] });
  });

  it('reads no values off a prototype', () => {
    expect(repair(Object.create({ enabled: false })).settings.enabled).toBe(true);
  });

  it('makes a damaged key its default, and keeps the others', () => {
    fc.assert(
      fc.property(any.settings, key, damage, (settings, name, junk) => {
        const { settings: mended, repaired } = repair({ ...settings, [name]: junk });
        expect(mended).toEqual({ ...settings, [name]: DEFAULT_SETTINGS[name] });
        expect(repaired).toEqual([name]);
      }),
      { numRuns: 500 },
    );
  });

  it('takes the backup where the default would protect less, and is never weaker than it', () => {
    fc.assert(
      fc.property(any.settings, any.settings, key, damage, (settings, backup, name, junk) => {
        const { settings: mended, repaired } = repair({ ...settings, [name]: junk }, backup);
        const weaker = weakenedKeys(backup, { ...backup, [name]: DEFAULT_SETTINGS[name] });
        const expected = weaker.length > 0 ? backup[name] : DEFAULT_SETTINGS[name];
        expect(mended).toEqual({ ...settings, [name]: expected });
        expect(weakenedKeys(backup, { ...backup, [name]: mended[name] })).toEqual([]);
        expect(repaired).toEqual([name]);
      }),
      { numRuns: 500 },
    );
  });

  it('is never weaker than the backup when all of it is lost', () => {
    fc.assert(
      fc.property(any.settings, fc.constantFrom(undefined, null, [], 'junk'), (backup, stored) => {
        const { settings, repaired } = repair(stored, backup);
        expect(weakenedKeys(backup, settings)).toEqual([]);
        expect(repaired).toEqual(SETTING_KEYS);
      }),
    );
  });

  it('makes defaults of what is damaged in both', () => {
    fc.assert(
      fc.property(any.settings, any.settings, key, damage, damage, (stored, backup, name, a, b) => {
        const { settings } = repair({ ...stored, [name]: a }, { ...backup, [name]: b });
        expect(settings[name]).toEqual(DEFAULT_SETTINGS[name]);
      }),
    );
  });

  it('keeps stricter sites and a lock on reveal through damage', () => {
    const strict = changed({ sites: { 'example.org': 'stricter' }, reveal: false });
    const { settings } = repair({ ...strict, sites: 7, reveal: 'x' }, strict);
    expect(settings).toEqual(strict);
  });

  it('always gives settings that are valid', () => {
    const anything = fc.record({
      ...any.settingValues,
      sites: damage,
      model: damage,
      label: damage,
    });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anything), fc.anything(), (stored, backup) => {
        const { settings } = repair(stored, backup);
        expect(checkPatch(settings)).toEqual(settings);
        expect(Object.keys(settings)).toEqual(SETTING_KEYS);
      }),
    );
  });
});

describe('migrate', () => {
  const step = (n: number) => (values: Record<string, unknown>) => ({
    ...values,
    steps: [values.steps, n].flat(),
  });
  const steps = { 1: step(1), 2: step(2), 3: step(3) };

  it('takes each step once, in order', () => {
    expect(migrate({ steps: [] }, 1, steps, 4)).toEqual({ steps: [1, 2, 3] });
    expect(migrate({ steps: [] }, 2, steps, 4)).toEqual({ steps: [2, 3] });
    expect(migrate({ steps: [] }, 1, steps, 2)).toEqual({ steps: [1] });
  });

  it('leaves values of this version alone', () => {
    const values = Object.freeze({ enabled: false });
    expect(migrate(values, 4, steps, 4)).toBe(values);
    expect(migrate(values, 1)).toBe(values);
  });

  it('refuses a newer version rather than guess', () => {
    expect(() => migrate({}, 5, steps, 4)).toThrow(RangeError);
    expect(() => migrate({}, 2)).toThrow(/version 2 are newer/);
  });

  it.each([0, -1, 0.5])('refuses a version that no step leads on from: %d', (version) => {
    expect(() => migrate({}, version, steps, 4)).toThrow(RangeError);
  });

  it('refuses a gap among the steps', () => {
    expect(() => migrate({}, 1, { 1: steps[1], 3: steps[3] }, 4)).toThrow(
      'no migration from settings version 2',
    );
  });
});
