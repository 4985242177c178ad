import { describe, expect, it } from 'vitest';
import { coreOf, glowOf, heatOf, logOdds, peakOf } from './heat.ts';

const grid = (rows: number[][]) => ({
  data: Float32Array.from(rows.flat()),
  width: rows[0]?.length ?? 0,
  height: rows.length,
});

describe('heatOf', () => {
  it('is the log odds of the mean logits in the window about each cell', () => {
    const data = new Float32Array(5 * 5 * 2);
    data[(1 * 5 + 2) * 2 + 1] = 9;
    const map = { data, width: 5, height: 5 };
    const heat = heatOf(map, 2, { labels: [1] });
    expect(heat.data[1 * 5 + 2]).toBeCloseTo(1, 6);
    expect(heat.data[2 * 5 + 3]).toBeCloseTo(1, 6);
    // At the edge it is the outermost window that counts.
    expect(heat.data[0]).toBeCloseTo(1, 6);
    expect(heat.data[4 * 5]).toBeCloseTo(0, 6);
    expect(peakOf(heat)).toBeCloseTo(1, 6);
    expect(peakOf(glowOf(map, 2, 1))).toBeCloseTo(1, 6);
  });

  it('takes a map smaller than a window as one', () => {
    const map = { data: Float32Array.of(0, 4, 0, 0), width: 2, height: 1 };
    expect([...heatOf(map, 2, { labels: [1] }).data]).toEqual([2, 2]);
  });
});

describe('logOdds', () => {
  it('takes labels together, and stays finite', () => {
    expect(logOdds(Float64Array.of(0, 0, 0), [1, 2])).toBeCloseTo(Math.log(2), 6);
    expect(Number.isFinite(logOdds(Float64Array.of(0, 1e4), [0]))).toBe(true);
    expect(Number.isFinite(logOdds(Float64Array.of(0, 1e4), [0, 1]))).toBe(true);
  });
});

describe('coreOf', () => {
  const cold = (count: number) => Array.from({ length: count }, () => -2);

  it('is the rectangle that most speaks for', () => {
    const rows = [cold(6), [-2, -2, 2, 2, 2, -2], [-2, -2, 2, 2, 2, -2], cold(6), cold(6)];
    const { x, y, width, height } = coreOf(grid(rows));
    for (const [value, wanted] of [
      [x, 2],
      [y, 1],
      [width, 3],
      [height, 2],
    ] as const) {
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(0.5);
    }
  });

  it('bridges a cold gap, and leaves a lukewarm tail out', () => {
    const bridged = coreOf(grid([[2, 2, -0.5, 2, 2, -2, -2, 0.1]]));
    expect(bridged.x).toBe(0);
    expect(Math.abs(bridged.width - 5)).toBeLessThanOrEqual(0.5);
  });

  it('is the least cold place where all is cold', () => {
    const { x, width } = coreOf(grid([[-1.9, -1.9, -0.2, -1.9]]));
    expect(x).toBeGreaterThanOrEqual(2);
    expect(x + width).toBeLessThanOrEqual(3);
  });
});
