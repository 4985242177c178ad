import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { shareOf, wantedOf } from './wanted.ts';

const labels = [
  { category: 'none', nude: false },
  { category: 'drawn', nude: true },
  { category: 'explicit', nude: true },
  { category: 'suggestive', nude: false },
] as const;
const all = { explicit: 3, nudity: 3, suggestive: 3, drawn: 3, otherSkin: 0, people: 0 } as const;
const wanted = (change: Partial<Record<keyof typeof all, 0 | 1 | 3 | 5>>, rule = 'categories') =>
  wantedOf(
    labels,
    { sensitivity: { ...all, ...change } },
    rule === 'origin' ? 'origin' : 'categories',
    'on',
  );

describe('wantedOf', () => {
  it('takes the labels of the fold together, the rest one by one', () => {
    expect(wanted({})).toEqual([
      { labels: [1, 2], thresholds: [0.6, 0.6], threshold: 0.6 },
      { labels: [3], thresholds: [0.8], threshold: 0.8 },
    ]);
  });

  it('does not look for what is off', () => {
    expect(wanted({ drawn: 0, suggestive: 0 })).toEqual([
      { labels: [2], thresholds: [0.6], threshold: 0.6 },
    ]);
    expect(wanted({ drawn: 0, explicit: 0, suggestive: 0 })).toEqual([]);
    expect(wantedOf(labels, DEFAULT_SETTINGS, 'categories', 'off')).toEqual([]);
  });

  it('goes by the lowest threshold that covers', () => {
    expect(wanted({ explicit: 5, drawn: 1 })[0]).toEqual({
      labels: [1, 2],
      thresholds: [0.85, 0.3],
      threshold: 0.3,
    });
    expect(wanted({ nudity: 5 })[0]?.threshold).toBe(0.3);
  });

  it('knows by the origin’s rule only the fold, at the sensitivity of nudity', () => {
    expect(wanted({ explicit: 0, nudity: 1 }, 'origin')).toEqual([
      { labels: [1, 2], thresholds: [0.85, 0.85], threshold: 0.85 },
    ]);
  });

  it('is one step stricter on a stricter site', () => {
    const [fold] = wantedOf(labels, { sensitivity: all }, 'categories', 'stricter');
    expect(fold?.threshold).toBe(0.45);
  });
});

it('a share is the sum of its labels, and no number where one is missing', () => {
  expect(shareOf([0.1, 0.2, 0.7], { labels: [1, 2] })).toBeCloseTo(0.9, 9);
  expect(shareOf([0.1], { labels: [1] })).toBeNaN();
});
