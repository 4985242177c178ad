import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Shifting } from './shifting.ts';

const [a, b, c] = ['a', 'b', 'c'] as unknown as [Element, Element, Element];
const treeOf = (matches: Record<string, Element[]>): Document =>
  ({ querySelectorAll: (selector: string) => matches[selector] ?? [] }) as unknown as Document;
const FIRST = { selector: 'i:first-child', isContained: false };
const WIDE = { selector: 'i', isContained: true };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what a rule comes to be for is looked at, and what it is for no longer', () => {
  const shifting = new Shifting({ isKnown: () => true, due: () => undefined });
  expect(shifting.look([FIRST], [treeOf({ 'i:first-child': [a] })])).toEqual([a]);
  expect(shifting.look([FIRST], [treeOf({ 'i:first-child': [a] })])).toEqual([]);
  expect(shifting.look([FIRST], [treeOf({ 'i:first-child': [b] })])).toEqual([b, a]);
});

test('one that changes from rule to rule is looked at', () => {
  const last = { selector: 'i:last-child', isContained: false };
  const shifting = new Shifting({ isKnown: () => true, due: () => undefined });
  shifting.look([FIRST, last], [treeOf({ 'i:first-child': [a] })]);
  expect(shifting.look([FIRST, last], [treeOf({ 'i:last-child': [a] })])).toEqual([a, a]);
});

test('what hangs on a container is looked at until it shows something', () => {
  const known = new Set<Element>();
  const shifting = new Shifting({ isKnown: (element) => known.has(element), due: () => undefined });
  const tree = treeOf({ i: [a, b] });
  expect(shifting.look([WIDE], [tree])).toEqual([a, b]);
  expect(shifting.look([WIDE], [tree])).toEqual([a, b]);
  known.add(a);
  expect(shifting.look([WIDE], [tree])).toEqual([b]);
});

test('looks are far between, however often something stirs', () => {
  const due = vi.fn();
  const shifting = new Shifting({ isKnown: () => false, due });
  shifting.stir();
  vi.advanceTimersByTime(0);
  expect(due).toHaveBeenCalledTimes(1);
  shifting.look([FIRST], [treeOf({ 'i:first-child': [c] })]);
  for (let i = 0; i < 20; i++) {
    shifting.stir();
    vi.advanceTimersByTime(10);
  }
  expect(due).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(100);
  expect(due).toHaveBeenCalledTimes(2);
  shifting.stir();
  shifting.stop();
  vi.advanceTimersByTime(1_000);
  expect(due).toHaveBeenCalledTimes(2);
});
