import { expect, test } from 'vitest';
import { CATEGORIES } from './categories.ts';
import {
  BOX_DEFAULTS,
  boxThresholdFor,
  LEVELS,
  NAMED_LEVELS,
  stricter,
  THRESHOLDS,
  thresholdFor,
  unsureAbout,
} from './levels.ts';

test.each(CATEGORIES)(
  '%s: every step up asks for less evidence, and off for more than all',
  (c) => {
    expect(THRESHOLDS[c]).toHaveLength(LEVELS.length);
    expect(thresholdFor(c, 0)).toBeGreaterThan(1);
    const steps = LEVELS.map((level) => thresholdFor(c, level));
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    expect(new Set(steps).size).toBe(LEVELS.length);
    for (const step of steps.slice(1)) {
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThan(1);
    }
  },
);

test('suggestive asks for more than explicit at every level', () => {
  for (const level of LEVELS.slice(1)) {
    expect(thresholdFor('suggestive', level)).toBeGreaterThan(thresholdFor('explicit', level));
  }
});

test('stricter is one step up, off stays off, and the top is the top', () => {
  expect(LEVELS.map(stricter)).toEqual([0, 2, 3, 4, 5, 5]);
});

test('the named levels are the ends and the middle', () => {
  expect(NAMED_LEVELS).toEqual({ lenient: 1, default: 3, strict: 5 });
});

test.each(CATEGORIES)(
  'a box of %s: every step up asks for less, and off for more than all',
  (c) => {
    const steps = LEVELS.map((level) => boxThresholdFor(c, level));
    expect(steps).toEqual(steps.toSorted((a, b) => b - a));
    expect(new Set(steps).size).toBe(LEVELS.length);
    expect(steps[0]).toBeGreaterThan(1);
  },
);

test('a threshold lies between where a classifier begins and ceases to be unsure', () => {
  for (const category of CATEGORIES) {
    const intervals = LEVELS.map((level) => unsureAbout(thresholdFor(category, level)));
    for (const level of LEVELS.slice(1)) {
      const { from, to } = unsureAbout(thresholdFor(category, level));
      expect(from).toBeLessThan(thresholdFor(category, level));
      expect(to).toBeGreaterThan(thresholdFor(category, level));
      expect(from).toBeGreaterThan(0);
      expect(to).toBeLessThan(1);
    }
    expect(intervals[0]).toEqual({ from: Number.POSITIVE_INFINITY, to: Number.POSITIVE_INFINITY });
    for (const side of ['from', 'to'] as const) {
      const all = intervals.map((interval) => interval[side]);
      expect(all).toEqual(all.toSorted((a, b) => b - a));
    }
  }
});

test('what a box is given lies within what masks can use', () => {
  expect(BOX_DEFAULTS.margin).toBeGreaterThan(0);
  expect(BOX_DEFAULTS.areaLimit).toBe(0.6);
});
