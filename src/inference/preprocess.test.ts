import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testPictures } from '../../models/test-pictures.ts';
import type { ModelInput, SquareInput } from '../shared/card.ts';
import { inputLength, resizeBilinearAlignCorners } from './pixels.ts';
import { prepare } from './preprocess.ts';
import { tapsFor } from './taps.ts';

const plain = {
  name: 'images',
  layout: 'NHWC' as const,
  channels: 'RGB' as const,
  scale: 1,
  mean: [0, 0, 0] as [number, number, number],
  std: [1, 1, 1] as [number, number, number],
  filter: 'bilinear' as const,
  size: 8,
};
const stretch: SquareInput = { ...plain, resize: 'stretch' };
const rightBottom: SquareInput = { ...plain, resize: 'letterbox-right-bottom', pad: 0 };
const centre: SquareInput = { ...plain, resize: 'letterbox-centre', pad: 114 };
const minMax: ModelInput = { ...plain, resize: 'min-max', sides: { min: 8, max: 16 } };
const FILTERS = ['corners', 'bilinear', 'nearest', 'smooth', 'cubic'] as const;

/** Grey values in rows, as opaque RGBA. */
function grey(rows: number[][]) {
  const [width, height] = [rows[0]?.length ?? 0, rows.length];
  const rgba = Uint8Array.from(rows.flat().flatMap((v) => [v, v, v, 255]));
  return { rgba, width, height };
}
/** The first channel of what comes out, in rows. */
function reds(rows: number[][], input: ModelInput): number[][] {
  const { rgba, width, height } = grey(rows);
  const { data, dims, at } = prepare(rgba, width, height, input);
  expect(dims).toEqual([1, at.inputHeight, at.inputWidth, 3]);
  return Array.from({ length: at.inputHeight }, (_, y) =>
    Array.from({ length: at.inputWidth }, (_, x) => data[(y * at.inputWidth + x) * 3] ?? NaN),
  );
}
const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((rgba) => ({ rgba, width, height })),
  );

describe('worked out by hand', () => {
  const row = [0, 100, 200, 240];
  const four = (filter: (typeof FILTERS)[number], size = 8) => {
    const all = reds([row], { ...stretch, size, filter });
    for (const other of all) expect(other).toEqual(all[0]);
    return (all[0] ?? []).map((value) => Math.round(value * 1000) / 1000);
  };

  it('bilinear: pixel centres aligned, the edges hold on', () => {
    expect(four('bilinear')).toEqual([0, 25, 75, 125, 175, 210, 230, 240]);
  });

  it('corners: the first and the last stay, evenly between', () => {
    expect(four('corners')).toEqual(
      [0, 300 / 7, 600 / 7, 900 / 7, 1200 / 7, 200 + 40 / 7, 200 + 160 / 7, 240].map(
        (value) => Math.round(value * 1000) / 1000,
      ),
    );
  });

  it('nearest: each pixel twice', () => {
    expect(four('nearest')).toEqual([0, 0, 100, 100, 200, 200, 240, 240]);
  });

  it('smooth, shrinking to a half: a triangle over four pixels', () => {
    const wide = Array.from({ length: 16 }, (_, i) => (i === 7 ? 160 : 0));
    const [first] = reds([wide], { ...stretch, filter: 'smooth' });
    // Output 3 lies at 7 and reaches from 5 to 9: weights 1, 3, 3, 1 of 8, of which pixel 7 has 3.
    expect(first).toEqual([0, 0, 0, 60, 20, 0, 0, 0]);
  });

  it('cubic, growing: sharper than a line, never out of a byte’s range', () => {
    const [first] = reds([[0, 0, 255, 255]], { ...stretch, filter: 'cubic' });
    expect(first?.[0]).toBeCloseTo(0, 9);
    expect(first?.[3]).toBeCloseTo(255 * 0.203125, 0);
    expect(Math.min(...(first ?? []))).toBe(0);
    expect(Math.max(...(first ?? []))).toBe(255);
  });

  it('right and bottom: black beyond the picture, half black where they meet', () => {
    const out = reds(Array(4).fill(Array(8).fill(200)), rightBottom);
    expect(out.map((one) => one[0])).toEqual([200, 200, 200, 200, 0, 0, 0, 0]);
    const shrunk = reds(Array(7).fill(Array(16).fill(200)), rightBottom);
    // Row 3 of 8 lies between rows 6 and 7 of 16, the second of which is padding.
    expect(shrunk.map((one) => one[0])).toEqual([200, 200, 200, 100, 0, 0, 0, 0]);
    const tall = reds(Array(8).fill(Array(2).fill(200)), rightBottom);
    expect(tall[0]).toEqual([200, 200, 0, 0, 0, 0, 0, 0]);
  });

  it('centre: evenly on both sides, in the card’s own grey', () => {
    const out = reds(Array(4).fill(Array(8).fill(200)), centre);
    expect(out.map((one) => one[0])).toEqual([114, 114, 200, 200, 200, 200, 114, 114]);
  });

  it('centre crop: the middle of a larger square', () => {
    const rows = Array.from({ length: 12 }, () => Array.from({ length: 12 }, (_, x) => x * 10));
    const [first] = reds(rows, { ...plain, resize: 'centre-crop', from: 12 });
    expect(first).toEqual([20, 30, 40, 50, 60, 70, 80, 90]);
  });

  it('min and max side: the shape is kept, and is the input’s', () => {
    const { rgba, width, height } = grey(Array(4).fill(Array(6).fill(50)));
    const { dims, data } = prepare(rgba, width, height, minMax);
    expect(dims).toEqual([1, 8, 12, 3]);
    expect(data.every((value) => value === 50)).toBe(true);
  });

  it('normalises in the card’s channel order: NudeNet v2 takes BGR minus its means', () => {
    const rgba = Uint8Array.of(10, 20, 30, 255);
    const input: ModelInput = {
      ...stretch,
      channels: 'BGR',
      mean: [103.939, 116.779, 123.68],
      std: [1, 2, 1],
    };
    const { data } = prepare(rgba, 1, 1, input);
    expect([...data.subarray(0, 3)]).toEqual(
      [30 - 103.939, (20 - 116.779) / 2, 10 - 123.68].map(Math.fround),
    );
    const planes = prepare(rgba, 1, 1, { ...input, layout: 'NCHW' });
    expect(planes.dims).toEqual([1, 3, 8, 8]);
    expect(planes.data[64]).toBe(Math.fround((20 - 116.779) / 2));
  });

  it('padding is normalised as any black', () => {
    const white = new Uint8Array(8 * 4 * 4).fill(255);
    const half = {
      ...rightBottom,
      scale: 1 / 255,
      mean: plain.std.map(() => 0.5),
      std: [0.5, 0.5, 0.5],
    };
    const { data } = prepare(white, 8, 4, half as SquareInput);
    expect(data[0]).toBe(1);
    expect(data.at(-1)).toBe(-1);
  });
});

describe.each(FILTERS)('%s', (filter) => {
  it('has weights that add up to 1 and stay within the source', () => {
    const size = fc.integer({ min: 1, max: 300 });
    fc.assert(
      fc.property(size, size, (source, count) => {
        const { width, start, weights } = tapsFor(filter, source, count);
        expect(start).toHaveLength(count);
        for (let i = 0; i < count; i++) {
          const own = weights.subarray(i * width, (i + 1) * width);
          expect(own.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
          expect(start[i]).toBeGreaterThanOrEqual(0);
          expect((start[i] ?? 0) + width).toBeLessThanOrEqual(source);
        }
      }),
    );
  });

  it('keeps a picture of one colour as it is, and any of the model’s own size', () => {
    fc.assert(
      fc.property(pictures, fc.nat(255), ({ width, height }, colour) => {
        const rgba = new Uint8Array(width * height * 4).fill(colour);
        for (const resize of [stretch, minMax]) {
          const { data } = prepare(rgba, width, height, { ...resize, filter });
          expect(data.every((value) => Math.abs(value - colour) < 1e-3)).toBe(true);
        }
      }),
    );
    const [own] = testPictures(1, 4, 8);
    if (!own) return expect.unreachable();
    const { data } = prepare(own.rgba, 8, 8, { ...stretch, filter });
    data.forEach((value, i) => {
      expect(value).toBeCloseTo(own.rgba[Math.floor(i / 3) * 4 + (i % 3)] ?? NaN, 3);
    });
  });

  it('writes numbers a byte can be, in every place', () => {
    fc.assert(
      fc.property(
        pictures,
        fc.constantFrom<ModelInput>(stretch, rightBottom, centre, minMax),
        ({ rgba, width, height }, input) => {
          const { data, dims } = prepare(rgba, width, height, { ...input, filter });
          expect(data).toHaveLength(dims.reduce((a, b) => a * b, 1));
          expect(data.every((value) => value >= 0 && value <= 255.001)).toBe(true);
        },
      ),
    );
  });
});

describe('against what others compute', () => {
  const drawn = testPictures(14, 9);

  it('corners: the classifiers’ own way', () => {
    const input = { ...stretch, size: 64, resize: 'stretch' as const, name: 'input' };
    for (const { name, rgba, width, height } of drawn) {
      const wanted = new Float32Array(inputLength(input));
      resizeBilinearAlignCorners(rgba, width, height, wanted, 0, input);
      const { data } = prepare(rgba, width, height, { ...input, filter: 'corners' });
      const worst = data.reduce(
        (most, v, i) => Math.max(most, Math.abs(v - (wanted[i] ?? NaN))),
        0,
      );
      expect(worst, name).toBeLessThan(1e-3);
    }
  });
});

it('refuses a picture without pixels, or too few bytes', () => {
  expect(() => prepare(new Uint8Array(4), 0, 1, stretch)).toThrow('0×1 has no pixels');
  expect(() => prepare(new Uint8Array(15), 2, 2, stretch)).toThrow('15 bytes are too few');
});
