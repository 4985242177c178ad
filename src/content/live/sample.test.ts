import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridOf, isBlank, isOtherScene, isSameGrid, isSameSample, type Sample } from './sample.ts';

const sides = fc.integer({ min: 1, max: 40 });
const samples: fc.Arbitrary<Sample> = fc
  .tuple(sides, sides)
  .chain(([width, height]) =>
    fc
      .uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 })
      .map((bytes) => ({ rgba: new Uint8Array(bytes), width, height })),
  );
const byte = fc.nat(255);

function flat(width: number, height: number, colour: readonly number[]): Sample {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < rgba.length; i++) rgba[i] = colour[i % 4] ?? 0;
  return { rgba, width, height };
}

const changed = (sample: Sample, at: number): Sample => {
  const rgba = sample.rgba.slice();
  const place = at % rgba.length;
  rgba[place] = (rgba[place] ?? 0) ^ 255;
  return { ...sample, rgba };
};

test('one colour all over is blank, and with one pixel of another it is not', () => {
  fc.assert(
    fc.property(sides, sides, fc.tuple(byte, byte, byte, byte), fc.nat(), (w, h, colour, at) => {
      const sample = flat(w, h, colour);
      expect(isBlank(sample)).toBe(true);
      if (w * h > 1) expect(isBlank(changed(sample, at))).toBe(false);
    }),
  );
});

test('a sample is the same as its copy, and as nothing else', () => {
  fc.assert(
    fc.property(samples, fc.nat(), (sample, at) => {
      expect(isSameSample(sample, { ...sample, rgba: sample.rgba.slice() })).toBe(true);
      expect(isSameSample(sample, changed(sample, at))).toBe(false);
      expect(isSameSample(sample, null)).toBe(false);
    }),
  );
});

test('grids of noise no larger than a codec makes are the same, those of another colour are not', () => {
  fc.assert(
    fc.property(sides, sides, fc.infiniteStream(fc.integer({ min: -3, max: 3 })), (w, h, noise) => {
      const plain = flat(w, h, [120, 120, 120, 255]);
      const rgba = plain.rgba.map((value) => value + noise.next().value);
      expect(isSameGrid(gridOf({ ...plain, rgba }), gridOf(plain))).toBe(true);
      expect(isSameGrid(gridOf(flat(w, h, [140, 120, 120, 255])), gridOf(plain))).toBe(false);
      expect(isSameGrid(gridOf(plain), null)).toBe(false);
    }),
    { numRuns: 50 },
  );
});

test('a small part that is quite different makes another grid', () => {
  const plain = flat(160, 160, [250, 250, 250, 255]);
  const rgba = plain.rgba.slice();
  for (let y = 40; y < 60; y++) for (let x = 40; x < 60; x++) rgba[(y * 160 + x) * 4] = 90;
  expect(isSameGrid(gridOf({ ...plain, rgba }), gridOf(plain))).toBe(false);
});

test('two scenes differ all over; a part that moves, or a change of light, makes no other scene', () => {
  const grids = fc.array(fc.integer({ min: 40, max: 215 }), { minLength: 768, maxLength: 768 });
  fc.assert(
    fc.property(
      grids,
      fc.integer({ min: -20, max: 20 }),
      fc.nat(767 - 150),
      (points, light, at) => {
        const grid = Uint8Array.from(points);
        expect(isOtherScene(grid, grid)).toBe(false);
        expect(
          isOtherScene(
            grid.map((value) => value + light),
            grid,
          ),
        ).toBe(false);
        const part = grid.slice().fill(40, at, at + 90);
        expect(isOtherScene(part, grid)).toBe(false);
        expect(
          isOtherScene(
            grid.map((value) => (value + 128) % 256),
            grid,
          ),
        ).toBe(true);
      },
    ),
  );
});
