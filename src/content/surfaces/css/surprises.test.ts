import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Surprises } from './surprises.ts';

let known: Set<string>;
let asked: (() => boolean)[];
const reread = vi.fn();
let surprises: Surprises;

beforeEach(() => {
  vi.useFakeTimers();
  reread.mockReset();
  known = new Set();
  asked = [];
  const finder = { surprise: (unknown: () => boolean) => void asked.push(unknown), reread };
  surprises = new Surprises(finder);
});
afterEach(() => vi.useRealTimers());

test('what is found meanwhile has nothing read anew', () => {
  surprises.met(() => known.has('a'));
  expect(asked.map((unknown) => unknown())).toEqual([true]);
  known.add('a');
  expect(asked.map((unknown) => unknown())).toEqual([false]);
  vi.runAllTimers();
  expect(reread).not.toHaveBeenCalled();
});

test('what is not found has the sheets read anew, once for all that came together', () => {
  surprises.met(() => known.has('a'));
  surprises.met(() => known.has('b'));
  expect(asked).toHaveLength(2);
  known.add('a');
  vi.runAllTimers();
  expect(reread).toHaveBeenCalledTimes(1);
  surprises.met(() => known.has('c'));
  vi.runAllTimers();
  expect(reread).toHaveBeenCalledTimes(2);
});
