import { describe, expect, it } from 'vitest';
import type { SeenBox } from '../../shared/box-policy.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/settings.ts';
import type { Judged } from './use-try.ts';
import { isFound, partsOf, verdictOn } from './verdict.ts';

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
const judged = (boxes: readonly SeenBox[] | null, explicit = 0): Judged => ({
  is: 'judged',
  model: { id: 'm', name: 'M', labels: [] },
  scores: { byCategory: { explicit }, nude: [{ explicit }] },
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
