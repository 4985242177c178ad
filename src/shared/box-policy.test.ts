import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { boxesFrom, isSound, maskOf, type SeenBox, thresholdOf } from './box-policy.ts';
import { overlapOf } from './boxes.ts';
import { CATEGORIES } from './categories.ts';
import { BOX_THRESHOLDS, LEVELS, THRESHOLDS } from './levels.ts';
import * as any from './test-arbitraries.ts';
import { aBox as seen, seenBox, seenBoxes } from './test-boxes.ts';

const margin = fc.double({ min: 0, max: 0.5, noNaN: true });

describe('boxesFrom', () => {
  const labels = [
    { name: 'FACE_FEMALE', category: 'people', unsafe: false },
    { name: 'BUTTOCKS_EXPOSED', category: 'nudity', unsafe: true },
    { name: 'WALL', category: 'none', unsafe: false },
  ] as const;
  const place = { x: 0, y: 0.25, width: 0.5, height: 0.5 };

  it('says what a label means, and leaves out what means nothing', () => {
    const found = [0, 1, 2].map((label) => ({ ...place, label, score: 0.5 }));
    expect(boxesFrom(labels, found)).toEqual([
      { ...place, category: 'people', unsafe: false, score: 0.5, by: 'detector' },
      { ...place, category: 'nudity', unsafe: true, score: 0.5, by: 'detector' },
    ]);
    const classes = [{ name: 'Porn', category: 'explicit', nude: true }] as const;
    expect(boxesFrom(classes, [{ ...place, label: 0, score: 0.5 }])).toEqual([
      { ...place, category: 'explicit', unsafe: true, score: 0.5, by: 'map' },
    ]);
  });

  it('refuses a label that the card does not have', () => {
    for (const label of [3, -1, 0.5]) {
      expect(() => boxesFrom(labels, [{ ...place, label, score: 1 }])).toThrow(RangeError);
    }
  });
});

test('a box is held against the table of what found it, one level up on a stricter site', () => {
  for (const category of CATEGORIES) {
    for (const level of LEVELS) {
      const settings = { sensitivity: any.perCategory((c) => (c === category ? level : 0)) };
      const of = (by: SeenBox['by'], site: 'on' | 'stricter' = 'on') =>
        thresholdOf(seen({ category, by }), settings, 'categories', site);
      expect(of('detector')).toBe(BOX_THRESHOLDS[category][level]);
      expect(of('map')).toBe(THRESHOLDS[category][level]);
      const above = level === 0 || level === 5 ? level : level + 1;
      expect(of('detector', 'stricter')).toBe(BOX_THRESHOLDS[category][above]);
    }
  }
});

test('by the origin’s rule only what is unsafe counts, at the level of nudity', () => {
  const settings = { sensitivity: { ...any.perCategory(() => 5 as const), nudity: 3 as const } };
  for (const category of CATEGORIES) {
    expect(thresholdOf(seen({ category }), settings, 'origin', 'on')).toBe(0.45);
    expect(thresholdOf(seen({ category, unsafe: false }), settings, 'origin', 'on')).toBe(
      Number.POSITIVE_INFINITY,
    );
  }
});

test('what no decoder gives is not sound', () => {
  fc.assert(
    fc.property(seenBox, (one) => {
      expect(isSound(one)).toBe(true);
    }),
  );
  const keys = fc.constantFrom('x', 'y', 'width', 'height', 'score' as const);
  const bad = fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -1,
    3,
  );
  fc.assert(
    fc.property(seenBox, keys, bad, (one, key, value) => {
      expect(isSound({ ...one, [key]: value })).toBe(false);
    }),
  );
  expect(isSound(seen({ width: 0 }))).toBe(false);
  expect(isSound(seen({ score: 1.0005 }))).toBe(true);
});

describe('maskOf', () => {
  it('grows each box, and makes one of those that then overlap', () => {
    const left = seen({ x: 0.125, y: 0.25, width: 0.25, height: 0.25, category: 'people' });
    const right = seen({ x: 0.4375, y: 0.25, width: 0.25, height: 0.25 });
    expect(maskOf([left, right], 0)).toEqual([
      { x: 0.125, y: 0.25, width: 0.25, height: 0.25, reasons: ['people'] },
      { x: 0.4375, y: 0.25, width: 0.25, height: 0.25, reasons: ['explicit'] },
    ]);
    expect(maskOf([left, right], 0.25)).toEqual([
      { x: 0.0625, y: 0.1875, width: 0.6875, height: 0.375, reasons: ['explicit', 'people'] },
    ]);
  });

  it('goes on while a merged box reaches a third', () => {
    const one = seen({ x: 0, y: 0, width: 0.5, height: 0.125 });
    const two = seen({ x: 0.4375, y: 0, width: 0.125, height: 0.5 });
    const third = seen({ x: 0.125, y: 0.375, width: 0.125, height: 0.0625 });
    for (const order of [
      [one, two, third],
      [third, one, two],
      [two, third, one],
    ]) {
      expect(maskOf(order, 0)).toEqual([
        { x: 0, y: 0, width: 0.5625, height: 0.5, reasons: ['explicit'] },
      ]);
    }
  });

  it('covers every box, names its reason, and leaves no two masks that overlap', () => {
    fc.assert(
      fc.property(seenBoxes, margin, (boxes, by) => {
        const masks = maskOf(boxes, by);
        for (const one of boxes) {
          const mine = masks.filter((mask) => overlapOf(mask, one) > 0);
          expect(mine).toHaveLength(1);
          expect(mine[0] && overlapOf(mine[0], one)).toBeCloseTo(one.width * one.height, 9);
          expect(mine[0]?.reasons).toContain(one.category);
        }
        for (const [i, a] of masks.entries()) {
          for (const b of masks.slice(i + 1)) expect(overlapOf(a, b)).toBe(0);
        }
        expect(masks.length).toBeLessThanOrEqual(boxes.length);
      }),
    );
  });

  it('knows no order', () => {
    fc.assert(
      fc.property(seenBoxes, margin, (boxes, by) => {
        const sorted = (masks: ReturnType<typeof maskOf>) =>
          masks
            .map(({ x, y, width, height }) =>
              [x, y, width, height].map((value) => value.toFixed(9)).join(' '),
            )
            .sort();
        expect(sorted(maskOf(boxes.toReversed(), by))).toEqual(sorted(maskOf(boxes, by)));
      }),
    );
  });
});
