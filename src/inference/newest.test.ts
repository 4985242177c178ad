import { describe, expect, it } from 'vitest';
import type { Reason } from '../shared/policy.ts';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';
import { aBox } from '../shared/test-boxes.ts';
import type { Sight } from './looking.ts';
import { newestOf } from './newest.ts';
import { askedNow } from './page.ts';

const NOTHING_SAID = { said: () => ({ forNow: null, forGood: null }) };
/** A drawing that says next to nothing of what is not drawn. */
const drawing: Sight['scores'] = {
  byCategory: { explicit: 0.02, drawn: 0.9 },
  nude: [{ explicit: 0.02, drawn: 0.9 }],
};
const photograph: Sight['scores'] = { byCategory: { explicit: 0.02 }, nude: [{ explicit: 0.02 }] };
const unsafe: Sight['boxes'] = { by: 'some', found: [aBox({ score: 0.8 })] };
const face: Sight['boxes'] = {
  by: 'some',
  found: [aBox({ category: 'people', unsafe: false, score: 0.99 })],
};

describe('how sure the list is of what is covered', () => {
  const sureness = (reason: Reason, rule: 'categories' | 'origin', sight: Partial<Sight>) => {
    const asked = askedNow({ ahead: false, mayWait: false }, 0);
    asked.told = JSON.stringify({ cover: true, reason });
    asked.covered = 1;
    const all: Sight = { scores: null, boxes: null, parts: null, ...sight };
    asked.outcome = { sight: all, mosaic: null, picture: 'p' };
    const sensitivity = { ...DEFAULT_SETTINGS.sensitivity, drawn: 0 as const };
    const [one] = newestOf(
      [['1/1', asked, { isPrivate: false }]],
      1,
      { sensitivity, rule },
      NOTHING_SAID,
    );
    return one?.score;
  };

  it('goes by the rule that counts', () => {
    expect(sureness('nude', 'categories', { scores: drawing })).toBeCloseTo(0.02, 12);
    expect(sureness('nude', 'origin', { scores: drawing })).toBeCloseTo(0.92, 12);
  });

  it('goes by what was found, too', () => {
    expect(sureness('nude', 'origin', { scores: photograph, boxes: unsafe })).toBe(0.8);
    expect(sureness('nude', 'origin', { scores: photograph, boxes: face })).toBe(0.02);
    expect(sureness('explicit', 'categories', { scores: photograph, boxes: unsafe })).toBe(0.8);
  });

  it('is not told where no score covers', () => {
    for (const reason of ['hand', 'failed'] as const) {
      expect(sureness(reason, 'origin', { scores: drawing, boxes: unsafe })).toBeNull();
    }
  });
});
