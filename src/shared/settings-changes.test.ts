import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { DEFAULT_SETTINGS, type Settings, weakenedKeys } from './settings.ts';
import { changesBetween, takeBack } from './settings-changes.ts';
import * as any from './test-arbitraries.ts';
import { weakening } from './weakening.ts';

const pair = fc.tuple(any.settings, any.settings);
const changed = (change: Partial<Settings>): Settings => ({ ...DEFAULT_SETTINGS, ...change });

test('equal settings have no changes', () => {
  fc.assert(
    fc.property(any.settings, (same) => {
      expect(changesBetween(same, same)).toEqual([]);
    }),
  );
});

test('changes taken back lead to where they came from', () => {
  fc.assert(
    fc.property(pair, ([from, to]) => {
      expect({ ...to, ...takeBack(changesBetween(from, to), to) }).toEqual(from);
    }),
  );
});

test('a change is marked where its setting is weakened, and nowhere else', () => {
  fc.assert(
    fc.property(pair, ([from, to]) => {
      const marked = changesBetween(from, to).filter((change) => weakening(change, from, to));
      expect(new Set(marked.map(({ key }) => key))).toEqual(new Set(weakenedKeys(from, to)));
    }),
  );
});

test('each level and each site is a change of its own', () => {
  const from = changed({ sites: { 'a.example': 'stricter', 'b.example': 'off' } });
  const to = changed({
    sites: { 'a.example': 'on', 'c.example': 'stricter' },
    sensitivity: { ...DEFAULT_SETTINGS.sensitivity, explicit: 2, suggestive: 3 },
  });
  expect(changesBetween(from, to)).toEqual([
    { key: 'sites', host: 'a.example', from: 'stricter', to: 'on' },
    { key: 'sites', host: 'b.example', from: 'off', to: null },
    { key: 'sites', host: 'c.example', from: null, to: 'stricter' },
    { key: 'sensitivity', category: 'explicit', from: 3, to: 2 },
    { key: 'sensitivity', category: 'suggestive', from: 0, to: 3 },
  ]);
});

describe('taking back', () => {
  const from = changed({});
  const to = changed({
    label: false,
    sites: { 'a.example': 'off' },
    sensitivity: { ...DEFAULT_SETTINGS.sensitivity, explicit: 5 },
  });
  const step = changesBetween(from, to);

  it('leaves what was chosen anew since', () => {
    const now: Settings = {
      ...to,
      sites: { 'a.example': 'stricter', 'b.example': 'off' },
      sensitivity: { ...to.sensitivity, explicit: 4, drawn: 1 },
    };
    expect(takeBack(step, now)).toEqual({ label: true });
  });

  it('leaves what others changed beside it', () => {
    const now: Settings = {
      ...to,
      badge: false,
      sites: { ...to.sites, 'b.example': 'off' },
      sensitivity: { ...to.sensitivity, drawn: 1 },
    };
    expect({ ...now, ...takeBack(step, now) }).toEqual({
      ...from,
      badge: false,
      sites: { 'b.example': 'off' },
      sensitivity: { ...from.sensitivity, drawn: 1 },
    });
  });
});
