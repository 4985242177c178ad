import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FoundBox } from '../../shared/boxes.ts';
import { iou, suppress } from './nms.ts';

const unit = fc.double({ min: 0, max: 1, noNaN: true });
const box: fc.Arbitrary<FoundBox> = fc.record({
  x: unit,
  y: unit,
  width: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
  height: fc.double({ min: 0.01, max: 0.6, noNaN: true }),
  label: fc.integer({ min: 0, max: 3 }),
  score: unit,
});
const many = fc.array(box, { maxLength: 40 });
const how = fc.record({
  iou: fc.option(unit),
  topK: fc.integer({ min: 1, max: 20 }),
  perClass: fc.boolean(),
});
const at = (x: number, y: number, width: number, height: number, score = 0.5, label = 0) => ({
  x,
  y,
  width,
  height,
  score,
  label,
});

describe('iou', () => {
  it('is what one counts by hand', () => {
    expect(iou(at(0, 0, 2, 2), at(1, 1, 2, 2))).toBeCloseTo(1 / 7, 12);
    expect(iou(at(0, 0, 4, 4), at(1, 1, 2, 2))).toBe(0.25);
    expect(iou(at(0, 0, 1, 1), at(1, 0, 1, 1))).toBe(0);
    expect(iou(at(0, 0, 1, 1), at(5, 5, 1, 1))).toBe(0);
    expect(iou(at(0, 0, 0, 0), at(0, 0, 0, 0))).toBe(0);
  });

  it('is 1 with itself, the same both ways, from 0 to 1, and blind to scale and place', () => {
    fc.assert(
      fc.property(box, box, unit, (a, b, shift) => {
        expect(iou(a, a)).toBeCloseTo(1, 9);
        expect(iou(a, b)).toBe(iou(b, a));
        expect(iou(a, b)).toBeGreaterThanOrEqual(0);
        expect(iou(a, b)).toBeLessThanOrEqual(1 + 1e-12);
        const moved = ({ x, y, width, height }: FoundBox) => ({
          x: x * 3 + shift,
          y: y * 5 - shift,
          width: width * 3,
          height: height * 5,
        });
        expect(iou(moved(a), moved(b))).toBeCloseTo(iou(a, b), 9);
      }),
    );
  });
});

describe('suppress', () => {
  it('keeps the better of two that overlap, and both that hardly do', () => {
    const [best, worse, far] = [
      at(0, 0, 0.4, 0.4, 0.9),
      at(0.02, 0, 0.4, 0.4, 0.8),
      at(0.35, 0.35, 0.4, 0.4, 0.7),
    ];
    const kept = suppress([far, worse, best], { iou: 0.45, topK: 10, perClass: true });
    expect(kept).toEqual([best, far]);
  });

  it('lets a box go only for one of its own class, or for any', () => {
    const [covered, exposed] = [at(0, 0, 0.4, 0.4, 0.9, 1), at(0, 0, 0.4, 0.4, 0.8, 2)];
    const boxes = [covered, exposed];
    expect(suppress(boxes, { iou: 0.45, topK: 10, perClass: true })).toEqual(boxes);
    expect(suppress(boxes, { iou: 0.45, topK: 10, perClass: false })).toEqual([covered]);
  });

  it('lets none go where the model saw to it', () => {
    const boxes = [at(0, 0, 1, 1, 0.9), at(0, 0, 1, 1, 0.8)];
    expect(suppress(boxes, { iou: null, topK: 10, perClass: true })).toEqual(boxes);
  });

  it('keeps some of what comes in, best first, the best of all among it', () => {
    fc.assert(
      fc.property(many, how, (boxes, chosen) => {
        const kept = suppress(boxes, chosen);
        for (const one of kept) expect(boxes).toContain(one);
        expect(new Set(kept).size).toBe(kept.length);
        expect(kept.map(({ score }) => score)).toEqual(
          kept.map(({ score }) => score).toSorted((a, b) => b - a),
        );
        if (boxes.length > 0) {
          expect(kept[0]?.score).toBe(Math.max(...boxes.map(({ score }) => score)));
        }
      }),
    );
  });

  it('leaves no two that overlap too much, and no more than asked for', () => {
    fc.assert(
      fc.property(many, how, (boxes, chosen) => {
        const kept = suppress(boxes, chosen);
        const groups = chosen.perClass
          ? [0, 1, 2, 3].map((label) => kept.filter((one) => one.label === label))
          : [kept];
        for (const group of groups) {
          expect(group.length).toBeLessThanOrEqual(chosen.topK);
          if (chosen.iou === null) continue;
          for (const [i, a] of group.entries()) {
            for (const b of group.slice(i + 1)) expect(iou(a, b)).toBeLessThanOrEqual(chosen.iou);
          }
        }
      }),
    );
  });

  it('drops nothing without a better one of its kind that overlaps it', () => {
    fc.assert(
      fc.property(many, unit, fc.boolean(), (boxes, most, perClass) => {
        const kept = suppress(boxes, { iou: most, topK: 1000, perClass });
        for (const one of boxes) {
          if (kept.includes(one)) continue;
          const why = kept.some(
            (better) =>
              better.score >= one.score &&
              (!perClass || better.label === one.label) &&
              iou(better, one) > most,
          );
          expect(why).toBe(true);
        }
      }),
    );
  });

  it('counts the earlier of two equal ones as better, of one class or of two', () => {
    const same = [at(0, 0, 1, 1, 0.5, 1), at(0, 0, 1, 1, 0.5, 0), at(0.9, 0.9, 0.1, 0.1, 0.5, 1)];
    expect(suppress(same, { iou: 0.45, topK: 9, perClass: true })).toEqual(same);
    expect(suppress(same, { iou: 0.45, topK: 9, perClass: false })).toEqual([same[0], same[2]]);
  });

  it('done twice is done once, and leaves its argument as it was', () => {
    fc.assert(
      fc.property(many, how, (boxes, chosen) => {
        const before = structuredClone(boxes);
        const once = suppress(Object.freeze(boxes) as FoundBox[], chosen);
        expect(suppress(once, chosen)).toEqual(once);
        expect(boxes).toEqual(before);
      }),
    );
  });
});
