import fc from 'fast-check';
import type { SeenBox } from './box-policy.ts';
import type { Box } from './boxes.ts';
import { RULES } from './evidence.ts';
import { BOX_THRESHOLDS } from './levels.ts';
import type { BoxJudgement } from './picture-policy.ts';
import { MASKED, STRATEGIES } from './strategy.ts';
import * as any from './test-arbitraries.ts';

const within = (least: number) =>
  fc
    .tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([a, b]) => {
      const size = Math.max(least, a);
      return [b * (1 - size), size] as const;
    });

const placed = (span: fc.Arbitrary<readonly [number, number]>): fc.Arbitrary<Box> =>
  fc.tuple(span, span).map(([[x, width], [y, height]]) => ({ x, y, width, height }));

/** One box, an exposed part that the detector is sure of where nothing else is said. */
export const aBox = (given: Partial<SeenBox> = {}): SeenBox => ({
  x: 0.25,
  y: 0.25,
  width: 0.25,
  height: 0.25,
  category: 'explicit',
  unsafe: true,
  score: 0.9,
  by: 'detector',
  ...given,
});

/** Anywhere inside the picture. */
export const box = placed(within(1e-3));

/** A power of two, so that sums are exact. */
export const GRID = 16;
const cells = fc
  .tuple(fc.nat(GRID - 1), fc.integer({ min: 1, max: GRID }))
  .map(([from, size]) => [from / GRID, Math.min(size, GRID - from) / GRID] as const);

/** On the lines of a grid, so that boxes share edges. */
export const boxOnGrid = placed(cells);

const score = fc.oneof(
  any.score,
  fc.constantFrom(...new Set(Object.values(BOX_THRESHOLDS).flatMap((all) => all.slice(1)))),
);

/** Mostly small, so that not every picture passes the limit. */
const seenPlace = fc.oneof(box, placed(within(0.01).map(([at, size]) => [at, size / 5] as const)));

export const seenBox: fc.Arbitrary<SeenBox> = fc
  .tuple(
    seenPlace,
    any.category,
    fc.boolean(),
    score,
    fc.constantFrom('detector' as const, 'map' as const),
  )
  .map(([place, category, unsafe, points, by]) => ({
    ...place,
    category,
    unsafe,
    score: points,
    by,
  }));

export const seenBoxes = fc.array(seenBox, { maxLength: 6 });

export const boxJudgement: fc.Arbitrary<BoxJudgement> = fc.record(
  {
    sensitivity: any.sensitivity,
    strategy: fc.constantFrom(...STRATEGIES),
    rule: fc.constantFrom(...RULES),
    masked: fc.constantFrom(...MASKED),
    margin: fc.double({ min: 0, max: 0.5, noNaN: true }),
    areaLimit: fc.double({ min: 0.2, max: 1, noNaN: true }),
  },
  { noNullPrototype: true },
);
