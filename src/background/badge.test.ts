import { expect, it, vi } from 'vitest';
import type { TabReport } from '../shared/messages.ts';

vi.mock('webextension-polyfill', () => ({ default: {} }));
const { signFor } = await import('./badge.ts');

const calm: TabReport = {
  tabId: 1,
  looked: 9,
  covered: 3,
  standing: 'on',
  all: false,
  fault: null,
};

it.each<[string, Partial<TabReport>, boolean, string]>([
  ['how many are covered', {}, true, '3'],
  ['no number where none is wanted', {}, false, ''],
  ['nothing for none', { covered: 0 }, true, ''],
  ['no more than fits', { covered: 1000 }, true, '999+'],
  ['that the site is off', { standing: 'off' }, true, '–'],
  ['that it is off even where no number is wanted', { standing: 'off' }, false, '–'],
  ['that it is paused', { standing: 'paused' }, false, 'II'],
  ['trouble before the number', { fault: 'crashed' }, true, '!'],
  ['no trouble where nothing is checked anyway', { fault: 'crashed', standing: 'off' }, true, '–'],
  ['that everything is covered, though the site is off', { all: true, standing: 'off' }, true, '■'],
])('tells %s', (_what, change, wantsCount, text) => {
  expect(signFor({ ...calm, ...change }, wantsCount).text).toBe(text);
});

it('looks different for each', () => {
  const signs = [
    calm,
    { ...calm, standing: 'off' as const },
    { ...calm, standing: 'paused' as const },
    { ...calm, fault: 'crashed' as const },
    { ...calm, all: true },
  ].map((report) => signFor(report, true));
  expect(new Set(signs.map(({ text }) => text)).size).toBe(5);
  expect(new Set(signs.map(({ says }) => says)).size).toBe(5);
});
