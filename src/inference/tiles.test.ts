import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Tile, tilesOf } from './tiles.ts';

const side = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 60_000 }));
const aspect = (width: number, height: number) => Math.max(width, height) / Math.min(width, height);

/** A picture's tiles seen along its long side, first to last; the whole is left out. */
function alongOf(width: number, height: number): { at: number; length: number; across: boolean }[] {
  return tilesOf(width, height)
    .slice(1)
    .map((tile: Tile) =>
      width > height
        ? { at: tile.x, length: tile.width, across: tile.y === 0 && tile.height === height }
        : { at: tile.y, length: tile.height, across: tile.x === 0 && tile.width === width },
    );
}

describe('tilesOf', () => {
  it.each([
    [1, 1],
    [640, 480],
    [480, 640],
    [1920, 1080],
    [250, 100],
    [100, 250],
  ])('takes %i × %i as one', (width, height) => {
    expect(tilesOf(width, height)).toEqual([{ x: 0, y: 0, width, height }]);
  });

  it('looks at a strip of three squares whole, and at each square', () => {
    expect(tilesOf(300, 100)).toEqual([
      { x: 0, y: 0, width: 300, height: 100 },
      { x: 0, y: 0, width: 100, height: 100 },
      { x: 100, y: 0, width: 100, height: 100 },
      { x: 200, y: 0, width: 100, height: 100 },
    ]);
    expect(tilesOf(100, 300)[2]).toEqual({ x: 0, y: 100, width: 100, height: 100 });
  });

  it('begins just past the aspect a model was trained on', () => {
    expect(tilesOf(2500, 1000)).toHaveLength(1);
    expect(tilesOf(2501, 1000)).toHaveLength(4);
    expect(tilesOf(1000, 2501)).toHaveLength(4);
  });

  it('gives the longest strips longer tiles, not more', () => {
    const strip = tilesOf(100, 12_000);
    expect(strip).toHaveLength(13);
    expect(strip[1]).toEqual({ x: 0, y: 0, width: 100, height: 1000 });
  });

  it('starts with the whole picture, and goes on only for strips', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const [whole, ...rest] = tilesOf(width, height);
        expect(whole).toEqual({ x: 0, y: 0, width, height });
        expect(rest.length > 0).toBe(aspect(width, height) > 2.5);
        expect(rest.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('covers every pixel of a strip, and none outside', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(aspect(width, height) > 2.5);
        const long = Math.max(width, height);
        let reached = 0;
        for (const { at, length, across } of alongOf(width, height)) {
          expect(across).toBe(true);
          expect(Number.isInteger(at) && Number.isInteger(length) && length > 0).toBe(true);
          expect(at).toBeLessThanOrEqual(reached);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(at + length).toBeLessThanOrEqual(long);
          reached = at + length;
        }
        expect(reached).toBe(long);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps tiles square where twelve suffice', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        fc.pre(aspect(width, height) > 2.5 && aspect(width, height) <= 12);
        const short = Math.min(width, height);
        for (const { length } of alongOf(width, height)) expect(length).toBe(short);
      }),
    );
  });

  it('is the same lying down', () => {
    fc.assert(
      fc.property(side, side, (width, height) => {
        const turned = tilesOf(height, width).map((tile) => ({
          x: tile.y,
          y: tile.x,
          width: tile.height,
          height: tile.width,
        }));
        expect(tilesOf(width, height)).toEqual(turned);
      }),
    );
  });
});
