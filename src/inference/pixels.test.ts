import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { testPictures, withoutAlpha } from '../../models/test-pictures.ts';
import type { MadeCard } from '../shared/card.ts';
import { areaAverage, inputLength, resizeBilinearAlignCorners } from './pixels.ts';

type Input = Omit<MadeCard['input'], 'filter'>;

const plain: Input = {
  name: 'input',
  size: 8,
  layout: 'NHWC',
  channels: 'RGB',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  resize: 'stretch',
};

const ways = { resizeBilinearAlignCorners, areaAverage };

interface Picture {
  rgba: Uint8Array;
  width: number;
  height: number;
}

const pictures = fc
  .record({ width: fc.integer({ min: 1, max: 40 }), height: fc.integer({ min: 1, max: 40 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((rgba): Picture => ({ rgba, width, height })),
  );
const sizes = fc.integer({ min: 8, max: 24 });

function shrink(way: keyof typeof ways, { rgba, width, height }: Picture, input: Input) {
  const out = new Float32Array(inputLength(input)).fill(Number.NaN);
  ways[way](rgba, width, height, out, 0, input);
  return out;
}

const pixel = ({ rgba, width }: Picture, x: number, y: number) =>
  Array.from(rgba.subarray((y * width + x) * 4, (y * width + x) * 4 + 3));

describe.each(['resizeBilinearAlignCorners', 'areaAverage'] as const)('%s', (way) => {
  it('keeps a picture of one colour as it is', () => {
    fc.assert(
      fc.property(
        pictures,
        sizes,
        fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)),
        (picture, size, colour) => {
          picture.rgba.forEach((_, i) => {
            picture.rgba[i] = colour[i % 4] ?? 9;
          });
          const out = shrink(way, picture, { ...plain, size });
          out.forEach((value, i) => {
            expect(value).toBeCloseTo(colour[i % 3] ?? Number.NaN, 4);
          });
        },
      ),
    );
  });

  it('stays within the darkest and lightest of the picture, channel by channel', () => {
    fc.assert(
      fc.property(pictures, sizes, (picture, size) => {
        const out = shrink(way, picture, { ...plain, size });
        for (let c = 0; c < 3; c++) {
          const from = picture.rgba.filter((_, i) => i % 4 === c);
          const to = out.filter((_, i) => i % 3 === c);
          expect(Math.min(...to)).toBeGreaterThanOrEqual(Math.min(...from) - 1e-3);
          expect(Math.max(...to)).toBeLessThanOrEqual(Math.max(...from) + 1e-3);
        }
      }),
    );
  });

  it('writes the same values in every layout and channel order', () => {
    fc.assert(
      fc.property(pictures, sizes, (picture, size) => {
        const rgb = shrink(way, picture, { ...plain, size });
        const bgr = shrink(way, picture, { ...plain, size, channels: 'BGR' });
        const planes = shrink(way, picture, { ...plain, size, layout: 'NCHW' });
        const area = size * size;
        for (let i = 0; i < area; i++) {
          for (let c = 0; c < 3; c++) {
            expect(bgr[i * 3 + 2 - c]).toBe(rgb[i * 3 + c]);
            expect(planes[c * area + i]).toBe(rgb[i * 3 + c]);
          }
        }
      }),
    );
  });

  it('normalises by the card, means and deviations in channel order', () => {
    fc.assert(
      fc.property(pictures, (picture) => {
        const input: Input = {
          ...plain,
          channels: 'BGR',
          scale: 2,
          mean: [10, 20, 30],
          std: [1, 2, 4],
        };
        const bare = shrink(way, picture, { ...plain, channels: 'BGR' });
        const out = shrink(way, picture, input);
        out.forEach((value, i) => {
          const mean = input.mean[i % 3] ?? Number.NaN;
          const std = input.std[i % 3] ?? Number.NaN;
          const wanted = ((bare[i] ?? Number.NaN) * 2 - mean) / std;
          expect(value).toBeCloseTo(wanted, 2);
        });
      }),
    );
  });

  it('writes its place in the batch and nothing else', () => {
    fc.assert(
      fc.property(pictures, fc.nat(2), (picture, slot) => {
        const length = inputLength(plain);
        const batch = new Float32Array(length * 3).fill(-7);
        ways[way](picture.rgba, picture.width, picture.height, batch, slot * length, plain);
        expect(batch.subarray(slot * length, (slot + 1) * length)).toEqual(
          shrink(way, picture, plain),
        );
        batch.fill(-7, slot * length, (slot + 1) * length);
        expect(batch.every((value) => value === -7)).toBe(true);
      }),
    );
  });

  it('refuses a picture without pixels, too few bytes, or no room', () => {
    const out = new Float32Array(inputLength(plain));
    const run = (bytes: number, width: number, height: number, offset: number) => () =>
      ways[way](new Uint8Array(bytes), width, height, out, offset, plain);
    expect(run(4, 0, 1, 0)).toThrow('0×1 has no pixels');
    expect(run(4, 1.5, 1, 0)).toThrow('has no pixels');
    expect(run(15, 2, 2, 0)).toThrow('15 bytes are too few for 2×2');
    expect(run(16, 2, 2, 1)).toThrow('no room');
  });
});

describe('resizeBilinearAlignCorners', () => {
  it('puts the picture’s corners in the corners', () => {
    fc.assert(
      fc.property(pictures, sizes, (picture, size) => {
        const out = shrink('resizeBilinearAlignCorners', picture, { ...plain, size });
        const [right, bottom] = [picture.width - 1, picture.height - 1];
        const last = size - 1;
        const corners = [
          [0, 0, 0, 0],
          [last, 0, right, 0],
          [0, last, 0, bottom],
          [last, last, right, bottom],
        ] as const;
        for (const [x, y, fromX, fromY] of corners) {
          const at = (y * size + x) * 3;
          pixel(picture, fromX, fromY).forEach((value, c) => {
            expect(out[at + c]).toBeCloseTo(value, 3);
          });
        }
      }),
    );
  });

  describe('against tfjs', () => {
    beforeAll(async () => {
      // The plain JavaScript backend computes positions in double precision, as we do.
      await tf.setBackend('cpu');
    });

    it('gives what tf.image.resizeBilinear gives with corners aligned', async () => {
      const input: Input = { ...plain, size: 224, scale: 1 / 255 };
      const drawn = testPictures(14, 1);
      expect(drawn).toHaveLength(14);
      for (const { name, rgba, width, height } of drawn) {
        const source = tf.tensor3d(withoutAlpha(rgba), [height, width, 3], 'int32');
        const theirs = tf.image.resizeBilinear(source.div<tf.Tensor3D>(255), [224, 224], true);
        const wanted = await theirs.data();
        tf.dispose([source, theirs]);
        const ours = shrink('resizeBilinearAlignCorners', { rgba, width, height }, input);
        const worst = ours.reduce((m, v, i) => Math.max(m, Math.abs(v - (wanted[i] ?? NaN))), 0);
        expect(worst, name).toBeLessThan(1e-5);
      }
    });
  });
});

describe('areaAverage', () => {
  it('keeps the mean of the picture', () => {
    fc.assert(
      fc.property(pictures, sizes, (picture, size) => {
        const out = shrink('areaAverage', picture, { ...plain, size });
        for (let c = 0; c < 3; c++) {
          const from = picture.rgba.filter((_, i) => i % 4 === c);
          const to = out.filter((_, i) => i % 3 === c);
          const mean = (all: Uint8Array | Float32Array) =>
            Array.from(all).reduce((sum, v) => sum + v, 0) / all.length;
          expect(mean(to)).toBeCloseTo(mean(from), 2);
        }
      }),
    );
  });

  it('sees what bilinear sampling steps over', () => {
    // Black where the 8 sampled columns and rows meet, white elsewhere.
    const side = 8 * 15 - 14;
    const rgba = new Uint8Array(side * side * 4).fill(255);
    for (let y = 0; y < side; y += 15) {
      for (let x = 0; x < side; x += 15) rgba.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
    const picture = { rgba, width: side, height: side };
    expect(Math.max(...shrink('resizeBilinearAlignCorners', picture, plain))).toBeLessThan(1);
    expect(Math.min(...shrink('areaAverage', picture, plain))).toBeGreaterThan(250);
  });
});
