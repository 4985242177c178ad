import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Placement, placementOf, toInput } from '../letterbox.ts';
import { decodeRetinanet } from './retinanet.ts';
import { BadAnswer, type Tensor } from './tensor.ts';

const ROWS = 300;
const card = {
  labels: Array.from({ length: 16 }, (_, i) => ({
    name: `label ${i}`,
    category: 'nudity' as const,
    unsafe: false,
  })),
  thresholds: { score: 0.6, iou: null, topK: 300, perClass: true },
};
const at = placementOf(1600, 1600, {
  name: null,
  layout: 'NHWC',
  channels: 'BGR',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  filter: 'bilinear',
  resize: 'min-max',
  sides: { min: 800, max: 1333 },
});

interface Row {
  box: readonly [number, number, number, number];
  score: number;
  label: number;
}
function triple(rows: Row[], wide = false) {
  const boxes = new Float32Array(ROWS * 4).fill(-1);
  const scores = new Float32Array(ROWS).fill(-1);
  const labels = new Int32Array(ROWS).fill(-1);
  rows.forEach(({ box, score, label }, i) => {
    boxes.set(box, i * 4);
    scores[i] = score;
    labels[i] = label;
  });
  return {
    boxes: { data: boxes, dims: [1, ROWS, 4] } as Tensor,
    scores: { data: scores, dims: [1, ROWS] } as Tensor,
    labels: {
      data: wide ? BigInt64Array.from(labels, BigInt) : labels,
      dims: [1, ROWS],
    } as Tensor,
  };
}
const decode = (parts: Record<string, Tensor>, where: Placement = at) =>
  decodeRetinanet(new Map(Object.entries(parts)), card, where);

const good: Row[] = [
  { box: [100, 200, 300, 400], score: 0.75, label: 5 },
  { box: [0, 0, 100, 100], score: 0.875, label: 15 },
  { box: [0, 0, 100, 100], score: 0.59, label: 2 },
];

describe('decodeRetinanet', () => {
  it('gives place, label and score of the rows in use, best first', () => {
    expect(decode(triple(good))).toEqual([
      { x: 0, y: 0, width: 0.125, height: 0.125, label: 15, score: 0.875 },
      { x: 0.125, y: 0.25, width: 0.25, height: 0.25, label: 5, score: 0.75 },
    ]);
  });

  it('finds nothing where every row is unused', () => {
    expect(decode(triple([]))).toEqual([]);
  });

  it('tells the outputs apart in any order, by any name, with labels of 32 or 64 bits', () => {
    const wanted = decode(triple(good));
    const { boxes, scores, labels } = triple(good, true);
    expect(decode({ a: labels, b: boxes, c: scores })).toEqual(wanted);
    expect(decode({ 'filtered:2': scores, x: labels, y: boxes })).toEqual(wanted);
  });

  it('puts a box back where it was in pictures of every shape, to half a pixel', () => {
    const side = fc.integer({ min: 30, max: 4000 });
    const part = fc.double({ min: 0.02, max: 0.49, noNaN: true });
    fc.assert(
      fc.property(side, side, part, part, part, part, (width, height, x, y, w, h) => {
        const where = placementOf(width, height, {
          name: null,
          layout: 'NHWC',
          channels: 'BGR',
          scale: 1,
          mean: [0, 0, 0],
          std: [1, 1, 1],
          filter: 'bilinear',
          resize: 'min-max',
          sides: { min: 480, max: 800 },
        });
        const seen = toInput({ x, y, width: w, height: h }, where);
        const box = [seen.x, seen.y, seen.x + seen.width, seen.y + seen.height] as const;
        const [found] = decode(triple([{ box, score: 0.9, label: 1 }]), where);
        if (!found) return expect.unreachable('nothing found');
        expect(Math.abs(found.x - x) * width).toBeLessThan(0.5);
        expect(Math.abs(found.y - y) * height).toBeLessThan(0.5);
        expect(Math.abs(found.x + found.width - x - w) * width).toBeLessThan(0.5);
        expect(Math.abs(found.y + found.height - y - h) * height).toBeLessThan(0.5);
      }),
    );
  });
});

describe('a bad answer is a failure, never "nothing found":', () => {
  it('a number that is not finite, in boxes or scores', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(fc.constantFrom('boxes', 'scores' as const), fc.nat(), bad, (part, i, value) => {
        const parts = triple(good);
        const { data } = parts[part];
        (data as Float32Array)[i % data.length] = value;
        expect(() => decode(parts)).toThrow(BadAnswer);
      }),
    );
  });

  it('a row that is half used, a score or a label that is none, a box without a size', () => {
    const [first] = good as [Row];
    const broken: [Row, string][] = [
      [{ ...first, label: -1 }, 'half used'],
      [{ ...first, score: -1 }, 'half used'],
      [{ ...first, score: -0.5 }, 'a score of'],
      [{ ...first, score: 1.5 }, 'a score of'],
      [{ ...first, label: 16 }, 'a label 16'],
      [{ ...first, label: -2 }, 'a label -2'],
      [{ ...first, box: [10, 10, 10, 20] }, 'a box from'],
      [{ ...first, box: [10, 10, 20, 5] }, 'a box from'],
    ];
    for (const [row, why] of broken) expect(() => decode(triple([row]))).toThrow(why);
  });

  it('nothing but zeros', () => {
    const zeros = Array.from(
      { length: ROWS },
      (): Row => ({ box: [0, 0, 0, 0], score: 0, label: 0 }),
    );
    expect(() => decode(triple(zeros))).toThrow('but zeros');
  });

  it('an output too few, too many, or of another shape', () => {
    const { boxes, scores, labels } = triple(good);
    expect(() => decode({ boxes, scores })).toThrow('missing');
    expect(() => decode({ boxes, scores, labels, more: scores })).toThrow('neither');
    expect(() => decode({ boxes, scores, labels: { ...labels, dims: [1, ROWS, 1] } })).toThrow(
      'neither',
    );
    const short = { data: new Float32Array(8), dims: [1, 2, 4] };
    expect(() => decode({ boxes: short, scores, labels })).toThrow('2 boxes, 300 scores');
    const two = { data: new Float32Array(600), dims: [2, 300] };
    expect(() => decode({ boxes, scores: two, labels })).toThrow('more than one picture');
  });
});
