import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SquareInput } from '../../shared/card.ts';
import { placementOf, toInput } from '../letterbox.ts';
import { BadAnswer, type Tensor } from './tensor.ts';
import { decodeYolo } from './yolo.ts';

const labels = Array.from({ length: 18 }, (_, i) => ({
  name: `label ${i}`,
  category: 'explicit' as const,
  unsafe: false,
}));
const card = {
  outputs: { boxes: 'output0' },
  labels,
  thresholds: { score: 0.25, iou: 0.45, topK: 100, perClass: true },
};
const rows = labels.length + 4;
const input = (resize: SquareInput['resize'], size = 320): SquareInput => {
  const common = {
    name: 'images',
    layout: 'NCHW',
    channels: 'RGB',
    scale: 1,
    mean: [0, 0, 0],
    std: [1, 1, 1],
    filter: 'bilinear',
    size,
  } as const;
  if (resize === 'centre-crop')
    return { ...common, resize, from: 352, mean: [0, 0, 0], std: [1, 1, 1] };
  if (resize === 'stretch') return { ...common, resize, mean: [0, 0, 0], std: [1, 1, 1] };
  return { ...common, resize, pad: 0, mean: [0, 0, 0], std: [1, 1, 1] };
};
const stretched = placementOf(320, 320, input('stretch'));

interface Wanted {
  /** cx, cy, w, h in pixels of the input. */
  box: readonly [number, number, number, number];
  label: number;
  score: number;
}

/** A head with `anchors` places, what is wanted in the first of them. */
function head(wanted: Wanted[], anchors = 40, layout: 'columns' | 'rows' = 'columns'): Tensor {
  const data = new Float32Array(rows * anchors);
  const put = (anchor: number, row: number, value: number) => {
    data[layout === 'columns' ? row * anchors + anchor : anchor * rows + row] = value;
  };
  for (let anchor = 0; anchor < anchors; anchor++) {
    [10, 10, 5, 5].forEach((value, row) => {
      put(anchor, row, value);
    });
    const one = wanted[anchor];
    if (!one) continue;
    one.box.forEach((value, row) => {
      put(anchor, row, value);
    });
    put(anchor, one.label + 4, one.score);
  }
  return { data, dims: layout === 'columns' ? [1, rows, anchors] : [1, anchors, rows] };
}
const outputs = (tensor: Tensor) => new Map([['output0', tensor]]);
const decode = (tensor: Tensor, at = stretched, thresholds = card.thresholds) =>
  decodeYolo(outputs(tensor), { ...card, thresholds }, at);

describe('decodeYolo', () => {
  it('gives place, label and score, best first', () => {
    const found = decode(
      head([
        { box: [80, 40, 40, 20], label: 3, score: 0.5 },
        { box: [240, 240, 160, 160], label: 14, score: 0.875 },
      ]),
    );
    expect(found).toEqual([
      { x: 0.5, y: 0.5, width: 0.5, height: 0.5, label: 14, score: 0.875 },
      { x: 0.1875, y: 0.09375, width: 0.125, height: 0.0625, label: 3, score: 0.5 },
    ]);
  });

  it('finds nothing where every score is under the floor', () => {
    expect(decode(head([{ box: [80, 40, 32, 16], label: 3, score: 0.2499 }]))).toEqual([]);
    expect(decode(head([{ box: [80, 40, 32, 16], label: 3, score: 0.25 }]))).toHaveLength(1);
  });

  it('gives an anchor’s box once for each label that reaches the floor', () => {
    const tensor = head([{ box: [80, 40, 32, 16], label: 3, score: 0.5 }]);
    (tensor.data as Float32Array)[(4 + 7) * 40] = 0.75;
    expect(decode(tensor).map(({ label }) => label)).toEqual([7, 3]);
    const agnostic = { ...card.thresholds, perClass: false };
    expect(decode(tensor, stretched, agnostic).map(({ label }) => label)).toEqual([7]);
  });

  it('reads both layouts, of any size', () => {
    const score = fc.float({ min: Math.fround(0.26), max: 1, noNaN: true });
    const one = fc.record({
      box: fc.tuple(
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 20, max: 300 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
      ),
      label: fc.integer({ min: 0, max: 17 }),
      score,
    });
    fc.assert(
      fc.property(
        fc.array(one, { maxLength: 12 }),
        fc.integer({ min: 23, max: 200 }),
        (wanted, anchors) => {
          const columns = decode(head(wanted, anchors, 'columns'));
          expect(decode(head(wanted, anchors, 'rows'))).toEqual(columns);
          expect(columns.length > 0).toBe(wanted.length > 0);
        },
      ),
    );
  });

  it('puts a box back where it was in the picture, under every resize rule, to half a pixel', () => {
    const side = fc.integer({ min: 16, max: 4000 });
    const part = fc.double({ min: 0.15, max: 0.5, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(
          'stretch' as const,
          'letterbox-right-bottom' as const,
          'letterbox-centre' as const,
          'centre-crop' as const,
        ),
        fc.constantFrom(320, 640),
        side,
        side,
        fc.record({ x: part, y: part, width: part, height: part }),
        (resize, size, width, height, truth) => {
          fc.pre(resize !== 'centre-crop' || size === 320);
          const at = placementOf(width, height, input(resize, size));
          const seen = toInput(truth, at);
          const box = [
            seen.x + seen.width / 2,
            seen.y + seen.height / 2,
            seen.width,
            seen.height,
          ] as const;
          const [found] = decode(head([{ box, label: 2, score: 0.75 }]), at);
          if (!found) return expect.unreachable('nothing found');
          expect(Math.abs(found.x - truth.x) * width).toBeLessThan(0.5);
          expect(Math.abs(found.y - truth.y) * height).toBeLessThan(0.5);
          expect(Math.abs(found.x + found.width - truth.x - truth.width) * width).toBeLessThan(0.5);
          expect(Math.abs(found.y + found.height - truth.y - truth.height) * height).toBeLessThan(
            0.5,
          );
        },
      ),
    );
  });

  it('cuts a box off at the picture’s edge, and drops one that lies in the padding', () => {
    const at = placementOf(320, 160, input('letterbox-right-bottom'));
    const [edge] = decode(head([{ box: [300, 150, 80, 60], label: 0, score: 0.5 }]), at);
    expect(edge).toEqual({ x: 0.8125, y: 0.75, width: 0.1875, height: 0.25, label: 0, score: 0.5 });
    expect(decode(head([{ box: [160, 260, 40, 40], label: 0, score: 0.5 }]), at)).toEqual([]);
  });

  it('keeps boxes inside the picture and scores from 0 to 1, whatever the head says', () => {
    const value = fc.float({ min: -500, max: 900, noNaN: true });
    const size = fc.float({ min: Math.fround(0.01), max: 900, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            box: fc.tuple(value, value, size, size),
            label: fc.nat(17),
            score: fc.float({ min: 0, max: Math.fround(1.0009), noNaN: true }),
          }),
          { maxLength: 30 },
        ),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 1, max: 2000 }),
        (wanted, width, height) => {
          const at = placementOf(width, height, input('letterbox-right-bottom'));
          for (const found of decode(head(wanted), at)) {
            expect(found.x).toBeGreaterThanOrEqual(0);
            expect(found.y).toBeGreaterThanOrEqual(0);
            expect(found.x + found.width).toBeLessThanOrEqual(1 + 1e-12);
            expect(found.y + found.height).toBeLessThanOrEqual(1 + 1e-12);
            expect(found.width).toBeGreaterThan(0);
            expect(found.height).toBeGreaterThan(0);
            expect(found.score).toBeLessThanOrEqual(1);
            expect(found.score).toBeGreaterThanOrEqual(0.25);
          }
        },
      ),
    );
  });
});

describe('a bad answer is a failure, never "nothing found":', () => {
  it('a number that is not finite, anywhere', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(fc.nat(rows * 40 - 1), bad, (index, value) => {
        const tensor = head([]);
        (tensor.data as Float32Array)[index] = value;
        expect(() => decode(tensor)).toThrow(BadAnswer);
      }),
    );
  });

  it.each([-0.01, 1.01, 17])('a score of %d', (score) => {
    expect(() => decode(head([{ box: [9, 9, 9, 9], label: 4, score }]))).toThrow('a score of');
  });

  it('a box without a size', () => {
    for (const box of [
      [50, 50, 0, 10],
      [50, 50, 10, 0],
      [50, 50, -3, 10],
    ] as const) {
      expect(() => decode(head([{ box, label: 4, score: 0.5 }]))).toThrow('a box of');
    }
  });

  it('nothing but zeros, in either layout', () => {
    for (const dims of [
      [1, rows, 40],
      [1, 40, rows],
    ]) {
      expect(() => decode({ data: new Float32Array(rows * 40), dims })).toThrow('but zeros');
    }
  });

  it('another shape, another type, another name', () => {
    const floats = (dims: number[]): Tensor => ({
      data: new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(0.5),
      dims,
    });
    for (const dims of [
      [1, rows],
      [2, rows, 30],
      [1, rows + 1, 30],
      [1, rows, rows],
      [1, 1, rows, 30],
      [],
    ]) {
      expect(() => decode(floats(dims))).toThrow('is no YOLO head');
    }
    expect(() => decode({ data: new Int32Array(rows * 30), dims: [1, rows, 30] })).toThrow(
      'no floats',
    );
    expect(() => decodeYolo(new Map([['other', head([])]]), card, stretched)).toThrow('no output');
    expect(() => decodeYolo(new Map(), { ...card, outputs: { boxes: null } }, stretched)).toThrow(
      BadAnswer,
    );
  });
});
