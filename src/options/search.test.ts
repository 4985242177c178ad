import { describe, expect, it, test, vi } from 'vitest';
import messages from '../../_locales/en/messages.json';
import { SETTING_KEYS } from '../shared/settings.ts';
import type { Key } from '../ui/t.ts';
import { folded, holds, search } from './search.ts';
import { SECTIONS } from './sections/index.ts';

// It refuses to load outside of an extension, and nothing here calls it.
vi.mock('webextension-polyfill', () => ({ default: {} }));

const read = (key: Key): string => messages[key].message;
const find = (query: string) =>
  Object.fromEntries([...search(SECTIONS, query, read)].map(([id, rows]) => [id, [...rows]]));

describe('words', () => {
  it('are compared without case and accents', () => {
    expect(folded('Résumé ÅÇ')).toBe('resume ac');
    expect(holds('Couverture Générale', 'generale COUV')).toBe(true);
    expect(holds('Couverture', 'couverture rouge')).toBe(false);
  });
});

test.each(['', '   '])('"%s" hides nothing', (query) => {
  const all = Object.fromEntries(SECTIONS.map(({ id, rows }) => [id, rows.map((row) => row.id)]));
  expect(find(query)).toEqual(all);
});

test.each([
  ['pixelate squares', { covers: ['style'] }],
  ['toolbar button', { general: ['badge'] }],
  ['WebGPU', { engine: ['facts', 'cache', 'corrections'] }],
  ['whitelist', { sites: ['rules', 'add'] }],
  ['zebra', {}],
])('"%s" finds what has to do with it and nothing else', (query, expected) => {
  expect(find(query)).toEqual(expected);
});

test('every setting has a row of its own in the page', () => {
  const set = new Set(SECTIONS.flatMap(({ rows }) => rows.flatMap(({ sets }) => sets)));
  expect([...set].sort()).toEqual([...SETTING_KEYS].sort());
});

test('sections, and the rows in each, have names of their own', () => {
  for (const ids of [
    SECTIONS.map(({ id }) => id),
    ...SECTIONS.map(({ rows }) => rows.map(({ id }) => id)),
  ]) {
    expect(new Set(ids).size).toBe(ids.length);
  }
});
