import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Beginning, BLANK_MS } from './beginning.ts';
import type { Looked } from './moving.ts';

const LATER: readonly Looked[] = ['same', 'blank', 'nothing'];
const after = (looks: readonly (readonly [Looked, number])[]): Beginning => {
  const beginning = new Beginning();
  for (const [looked, at] of looks) beginning.looked(looked, at);
  return beginning;
};

test('what was blank ever since it began is not known, for a while', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...LATER)), fc.nat(2 * BLANK_MS), (looks, passed) => {
      const all = looks.map((looked) => [looked, 1000] as const);
      const beginning = after([['blank', 1000], ...all]);
      const unsure = passed < BLANK_MS;
      expect(beginning.isUnsure(1000 + passed)).toBe(unsure);
      expect(beginning.again(1000 + passed) !== null).toBe(unsure);
    }),
  );
});

test('nothing is unsure that was not blank, and nothing after its first picture', () => {
  expect(after([]).isUnsure(0)).toBe(false);
  const looks = fc.array(fc.tuple(fc.constantFrom(...LATER), fc.nat(1000)));
  fc.assert(
    fc.property(looks, (later) => {
      expect(after([['blank', 0], ['asked', 100], ...later]).isUnsure(1000)).toBe(false);
    }),
  );
});

test('the first picture is told of once, and once more when something else begins', () => {
  const beginning = after([['blank', 0]]);
  const asked = () => beginning.looked('asked', 100);
  expect([asked(), asked()]).toEqual([true, false]);
  beginning.restart();
  expect([asked(), asked()]).toEqual([true, false]);
});

test('what stood blank for long is unsure again when it begins to move', () => {
  const beginning = after([['blank', 0]]);
  expect(beginning.isUnsure(10 * BLANK_MS)).toBe(false);
  beginning.moves(10 * BLANK_MS);
  expect(beginning.isUnsure(10 * BLANK_MS)).toBe(true);
  const pictured = after([['asked', 0]]);
  pictured.moves(100);
  expect(pictured.isUnsure(100)).toBe(false);
});
