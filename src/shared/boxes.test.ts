import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaOf, areaOfAll, around, type Box, grown, insidePicture, overlapOf } from './boxes.ts';
import { box, boxOnGrid, GRID } from './test-boxes.ts';

const at = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const holds = (outer: Box, inner: Box) =>
  outer.x <= inner.x + 1e-9 &&
  outer.y <= inner.y + 1e-9 &&
  outer.x + outer.width >= inner.x + inner.width - 1e-9 &&
  outer.y + outer.height >= inner.y + inner.height - 1e-9;

it('overlapOf is the part both cover, and 0 where they only touch', () => {
  expect(overlapOf(at(0, 0, 4, 4), at(2, 3, 4, 4))).toBe(2);
  expect(overlapOf(at(0, 0, 1, 1), at(1, 0, 1, 1))).toBe(0);
});

it('around holds both, and nothing smaller does', () => {
  fc.assert(
    fc.property(box, box, (a, b) => {
      const outer = around(a, b);
      expect(holds(outer, a) && holds(outer, b)).toBe(true);
      expect(outer.x).toBe(Math.min(a.x, b.x));
      expect(outer.x + outer.width).toBeCloseTo(Math.max(a.x + a.width, b.x + b.width), 9);
    }),
  );
});

describe('grown', () => {
  it('adds a part of the box’s own size on each side, within the picture', () => {
    expect(grown(at(0.5, 0.5, 0.25, 0.125), 0.5)).toEqual(at(0.375, 0.4375, 0.5, 0.25));
    expect(grown(at(0, 0.5, 0.5, 0.5), 0.5)).toEqual(at(0, 0.25, 0.75, 0.75));
  });

  it('holds what it grew from, more for a larger margin', () => {
    const margin = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(box, margin, margin, (one, a, b) => {
        expect(holds(grown(one, a), one)).toBe(true);
        expect(holds(grown(one, Math.max(a, b)), grown(one, Math.min(a, b)))).toBe(true);
        expect(holds(at(0, 0, 1, 1), grown(one, a))).toBe(true);
      }),
    );
  });
});

it('insidePicture cuts off what lies outside, and tells when nothing is left', () => {
  expect(insidePicture(at(-0.5, 0.5, 1, 1))).toEqual(at(0, 0.5, 0.5, 0.5));
  expect(insidePicture(at(1, 0, 1, 1))).toBeNull();
  expect(insidePicture(at(-2, 0, 1, 1))).toBeNull();
  expect(insidePicture(at(0.5, 0.5, 0, 0.2))).toBeNull();
  expect(insidePicture(at(Number.NaN, 0, 1, 1))).toBeNull();
});

describe('areaOfAll', () => {
  it('counts each point once', () => {
    expect(areaOfAll([])).toBe(0);
    expect(areaOfAll([at(0, 0, 0.5, 0.5), at(0, 0, 0.5, 0.5)])).toBe(0.25);
    expect(areaOfAll([at(0, 0, 0.5, 0.5), at(0.25, 0.25, 0.5, 0.5)])).toBe(0.4375);
    expect(areaOfAll([at(0, 0, 1, 1), at(0.25, 0.25, 0.5, 0.5)])).toBe(1);
  });

  it('is what one counts cell by cell', () => {
    fc.assert(
      fc.property(fc.array(boxOnGrid, { maxLength: 12 }), (boxes) => {
        let cells = 0;
        for (let y = 0; y < GRID; y++) {
          for (let x = 0; x < GRID; x++) {
            const cell = at(x / GRID, y / GRID, 1 / GRID, 1 / GRID);
            if (boxes.some((one) => overlapOf(one, cell) > areaOf(cell) / 2)) cells++;
          }
        }
        expect(areaOfAll(boxes)).toBeCloseTo(cells / GRID ** 2, 9);
      }),
    );
  });
});
