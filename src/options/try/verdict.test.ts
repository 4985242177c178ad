import { describe, expect, it } from 'vitest';
import type { SeenBox } from '../../shared/box-policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import type { Judged } from './use-try.ts';
import { coveringOf, isFound, isUnsure, partsOf, spokenOf, verdictOn } from './verdict.ts';

const box = (change: Partial<SeenBox> = {}): SeenBox => ({
  x: 0.1,
  y: 0.1,
  width: 0.2,
  height: 0.2,
  category: 'nudity',
  unsafe: true,
  score: 0.9,
  by: 'detector',
  ...change,
});
const judged = (boxes: readonly SeenBox[] | null, explicit = 0, drawn = 0): Judged => ({
  is: 'judged',
  model: { id: 'm', name: 'M', labels: [] },
  scores: { byCategory: { explicit, drawn, suggestive: 0.9 }, nude: [{ explicit, drawn }] },
  tiles: [],
  map: null,
  boxes,
});
const settings = (change: Partial<Settings> = {}): Settings => ({
  ...DEFAULT_SETTINGS,
  detector: 'some',
  strategy: 'both',
  ...change,
});

describe('a tried picture', () => {
  it('is covered for a part, in parts where parts are wanted', () => {
    expect(verdictOn(judged([box()]), settings())).toEqual({ cover: true, reason: 'nudity' });
    const parts = verdictOn(judged([box()]), settings({ masked: 'boxes' }));
    expect(parts.cover && parts.boxes).toHaveLength(1);
  });

  it('is judged by the classifier alone where no detector is asked', () => {
    for (const change of [{ detector: 'none' }, { strategy: 'classifier' }] as const) {
      const asked = settings(change);
      expect(verdictOn(judged([box()]), asked)).toEqual({ cover: false });
      expect(partsOf(judged([box()]), asked)).toEqual([]);
      expect(verdictOn(judged(null, 0.95), asked).cover).toBe(true);
    }
  });

  it('stays covered when the detector that is asked could not look', () => {
    expect(verdictOn(judged(null), settings())).toEqual({ cover: true, reason: 'failed' });
  });

  it('has its parts told by the settings, the surest first', () => {
    const face = box({ category: 'people', unsafe: false, score: 0.99 });
    const faint = box({ score: 0.3 });
    const parts = partsOf(judged([faint, face, box()]), settings());
    expect(parts.map(({ box: { score } }) => score)).toEqual([0.99, 0.9, 0.3]);
    expect(parts.map(isFound)).toEqual([false, true, false]);
    const origin = partsOf(judged([face]), settings({ rule: 'origin' }));
    expect(origin.map(({ threshold }) => threshold)).toEqual([Number.POSITIVE_INFINITY]);
  });
});

describe('the scores beside the verdict', () => {
  /** By category: the score, from where on it covers, and from where on a detector decides. */
  const told = (one: Judged, given: Settings) =>
    Object.fromEntries(
      spokenOf(one, given).map(({ category, score, weighed }) => [
        category,
        [score, weighed?.threshold, weighed?.unsureFrom]
          .filter((each) => each !== undefined)
          .map((each) => Number(each.toFixed(6))),
      ]),
    );
  const NEVER = Number.POSITIVE_INFINITY;

  it('say from where on each covers, by the classifier alone', () => {
    const alone = settings({ detector: 'none', strategy: 'cascade' });
    expect(told(judged(null, 0.7), alone)).toEqual({
      explicit: [0.7, 0.6],
      nudity: [0.7, 0.6],
      suggestive: [0.9, NEVER],
      drawn: [0, 0.6],
    });
    expect(coveringOf(judged(null, 0.7), alone, 'explicit')).toMatchObject({ score: 0.7 });
  });

  it('leave to the detector what a cascade leaves to it', () => {
    const cascade = settings({ strategy: 'cascade' });
    const unsure = judged([], 0.7);
    expect(verdictOn(unsure, cascade)).toEqual({ cover: false });
    expect(isUnsure(unsure, cascade)).toBe(true);
    expect(isUnsure(judged([], 0.1), cascade)).toBe(false);
    expect(told(unsure, cascade)).toEqual({
      explicit: [0.7, 0.8, 0.2],
      nudity: [0.7, 0.8, 0.2],
      suggestive: [0.9, NEVER, NEVER],
      drawn: [0, 0.6],
    });
  });

  it('name what made the classifier sure', () => {
    const cascade = settings({ strategy: 'cascade' });
    const sure = coveringOf(judged([], 0.9), cascade, 'explicit');
    expect(sure).toMatchObject({ reason: 'explicit', score: 0.9 });
    expect(sure?.threshold).toBeCloseTo(0.8, 12);
    // Neither is sure alone.
    const both = judged([], 0.625, 0.25);
    expect(verdictOn(both, cascade)).toEqual({ cover: true, reason: 'explicit' });
    expect(coveringOf(both, cascade, 'explicit')).toMatchObject({ reason: 'nude', score: 0.875 });
  });

  it('fold by NudeNet’s own rule what the sliders leave out, and let nothing else cover', () => {
    const { sensitivity } = DEFAULT_SETTINGS;
    const off = { ...sensitivity, drawn: 0 as const, suggestive: 3 as const };
    for (const strategy of ['classifier', 'both', 'cascade'] as const) {
      const origin = settings({ strategy, rule: 'origin', sensitivity: off });
      const drawing = judged([], 0.02, 0.9);
      expect(verdictOn(drawing, origin)).toEqual({ cover: true, reason: 'nude' });
      expect(told(drawing, origin)).toEqual({
        explicit: [0.02],
        nudity: [0.92, 0.6],
        suggestive: [0.9],
        drawn: [0.9],
      });
      expect(coveringOf(drawing, origin, 'nude')).toMatchObject({ score: 0.92, threshold: 0.6 });
    }
  });

  it('cover nothing where the detector looks alone', () => {
    const alone = settings({ strategy: 'detector' });
    expect(verdictOn(judged([], 0.9), alone)).toEqual({ cover: false });
    expect(told(judged([], 0.9), alone)).toMatchObject({ explicit: [0.9] });
    expect(coveringOf(judged([box()], 0.9), alone, 'nudity')).toBeUndefined();
  });
});
