import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placementOf } from '../letterbox.ts';
import { decodeClassMap } from './class-map.ts';
import { upsample } from './grid.ts';
import { regionsOf } from './regions.ts';
import { BadAnswer } from './tensor.ts';

const labels = [{ category: 'none' }, { category: 'explicit' }, { category: 'drawn' }] as const;
const at = placementOf(700, 350, {
  name: 'input',
  size: 224,
  layout: 'NCHW',
  channels: 'RGB',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  filter: 'corners',
  resize: 'stretch',
});
const SURE = 12;

/** A map of `side`² cells that sees nothing, but for the label named in the cells given. */
function mapOf(side: number, seen: [x: number, y: number, label: number][]) {
  const data = new Float32Array(side * side * labels.length);
  for (let cell = 0; cell < side * side; cell++) data[cell * labels.length] = SURE;
  for (const [x, y, label] of seen) {
    const from = (y * side + x) * labels.length;
    data[from] = 0;
    data[from + label] = SURE;
  }
  return { data, dims: [1, side, side, labels.length] };
}
const decode = (map: { data: Float32Array; dims: number[] }, score = 0.5) =>
  decodeClassMap(map, labels, 'cells', score, at);

describe('decodeClassMap', () => {
  it('finds nothing in a map that sees nothing', () => {
    expect(decode(mapOf(7, []))).toEqual([]);
  });

  it('puts a box about what a cell sees, to within half a cell, sure of it', () => {
    const [found, more] = decode(mapOf(7, [[3, 2, 1]]));
    if (!found || more) return expect.unreachable('one box wanted');
    expect(found.label).toBe(1);
    expect(found.score).toBeGreaterThan(0.9);
    expect(Math.abs(found.x - 3 / 7)).toBeLessThan(0.5 / 7);
    expect(Math.abs(found.y - 2 / 7)).toBeLessThan(0.5 / 7);
    expect(Math.abs(found.width - 1 / 7)).toBeLessThan(1 / 7);
  });

  it('covers the whole of what many cells see, and the whole picture where all do', () => {
    const all = Array.from({ length: 49 }, (_, i): [number, number, number] => [
      i % 7,
      Math.floor(i / 7),
      2,
    ]);
    expect(decode(mapOf(7, all))).toEqual([
      { x: 0, y: 0, width: 1, height: 1, label: 2, score: expect.closeTo(1, 3) },
    ]);
  });

  it('tells regions apart that do not touch, and labels that do', () => {
    const apart = decode(
      mapOf(10, [
        [1, 1, 1],
        [7, 7, 1],
        [8, 7, 1],
      ]),
    );
    expect(apart.map(({ label }) => label)).toEqual([1, 1]);
    expect(apart[1]?.width).toBeGreaterThan((apart[0]?.width ?? 9) * 1.5);
    const labelled = decode(
      mapOf(10, [
        [4, 4, 1],
        [5, 4, 2],
      ]),
    );
    expect(labelled.map(({ label }) => label)).toEqual([1, 2]);
  });

  it('reads an activation between its least and most, with the whole picture’s score', () => {
    const data = new Float32Array(5 * 5 * 3);
    data[(2 * 5 + 1) * 3 + 1] = 25;
    const [found, ...more] = decodeClassMap(
      { data, dims: [1, 5, 5, 3] },
      [{ category: 'none' }, { category: 'explicit' }, { category: 'none' }],
      'activation',
      0.5,
      at,
    );
    expect(more).toEqual([]);
    // The mean logit is 25 / 25 = 1 against 0 and 0.
    expect(found?.score).toBeCloseTo(Math.E / (Math.E + 2), 5);
    expect(found?.x).toBeCloseTo(1 / 5, 1);
    expect(found?.y).toBeCloseTo(2 / 5, 1);
  });

  it('an activation without differences is everywhere', () => {
    const data = new Float32Array(3 * 3 * 2).map((_, i) => (i % 2 === 0 ? 1 : 2));
    expect(
      decodeClassMap(
        { data, dims: [1, 3, 3, 2] },
        [{ category: 'none' }, { category: 'explicit' }],
        'activation',
        0.5,
        at,
      ),
    ).toMatchObject([{ x: 0, y: 0, width: 1, height: 1, label: 1 }]);
  });

  it('finds no less for a lower threshold', () => {
    const cell = fc.tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 2 }));
    const score = fc.double({ min: 0.05, max: 0.95, noNaN: true });
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 12 }), score, score, (seen, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const lower = decode(mapOf(7, seen), low);
        for (const one of decode(mapOf(7, seen), high)) {
          const inside = lower.some(
            (other) =>
              other.label === one.label &&
              other.x <= one.x + 1e-9 &&
              other.y <= one.y + 1e-9 &&
              other.x + other.width >= one.x + one.width - 1e-9 &&
              other.y + other.height >= one.y + one.height - 1e-9,
          );
          expect(inside).toBe(true);
        }
      }),
    );
  });
});

describe('a bad map is a failure, never "nothing found":', () => {
  it('a number that is not finite, zeros, another shape', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(fc.nat(49 * 3 - 1), bad, (index, value) => {
        const map = mapOf(7, []);
        map.data[index] = value;
        expect(() => decode(map)).toThrow(BadAnswer);
      }),
    );
    expect(() => decode({ data: new Float32Array(147), dims: [1, 7, 7, 3] })).toThrow('but zeros');
    const { data } = mapOf(7, []);
    for (const dims of [
      [1, 49, 3],
      [3, 7, 7, 1],
      [1, 3, 7, 7],
      [1, 7, 6, 3],
      [1, 0, 0, 3],
    ]) {
      expect(() => decode({ data, dims })).toThrow('is no map');
    }
  });
});

describe('upsample', () => {
  it('lies between the cells, and holds on beyond the outermost centres', () => {
    const { data, width, height } = upsample(Float32Array.of(0, 8), 2, 1, 4);
    expect([width, height]).toEqual([8, 4]);
    expect([...data.subarray(0, 8)]).toEqual([0, 0, 1, 3, 5, 7, 8, 8]);
    expect(data.subarray(24)).toEqual(data.subarray(0, 8));
  });
});

describe('regionsOf', () => {
  const grid = (rows: string[]) => ({
    data: Float32Array.from(rows.join(''), (c) => (c === '.' ? 0 : Number(c))),
    width: rows[0]?.length ?? 0,
    height: rows.length,
  });

  it('boxes what hangs together by its sides, corners do not count', () => {
    expect(regionsOf(grid(['55...', '.5..9', '..5..', '.....']), 5)).toEqual([
      { x: 0, y: 0, width: 2, height: 2, most: 5 },
      { x: 4, y: 1, width: 1, height: 1, most: 9 },
      { x: 2, y: 2, width: 1, height: 1, most: 5 },
    ]);
    expect(regionsOf(grid(['1.1', '1.1', '111']), 1)).toHaveLength(1);
    expect(regionsOf(grid(['...']), 1)).toEqual([]);
  });
});
