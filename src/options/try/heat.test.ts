import { describe, expect, it, test } from 'vitest';
import { heatColours, heatOf } from './heat.ts';

/** Two cells beside each other, three labels. */
const map = { width: 2, height: 1, logits: [0, 0, 0, 1000, 0, 0] };

describe('heat', () => {
  it('is the probability of the wanted classes in each cell', () => {
    expect(heatOf(map, [0])).toEqual([expect.closeTo(1 / 3), 1]);
    expect(heatOf(map, [1, 2])).toEqual([expect.closeTo(2 / 3), 0]);
    expect(heatOf(map, [0, 1, 2])).toEqual([expect.closeTo(1), 1]);
  });

  it('has a cell for each, and none for a map without', () => {
    expect(heatOf({ width: 0, height: 0, logits: [] }, [0])).toEqual([]);
  });
});

test('colours grow from nothing to red', () => {
  const [, , , none, r, g, b, full] = heatColours([0, 1]);
  expect(none).toBe(0);
  expect([r, g, b]).toEqual([255, 0, 0]);
  expect(full).toBeGreaterThan(100);
});
