import { describe, expect, it } from 'vitest';
import { worthSecondLook } from './second-look.ts';

const labels = [
  { name: 'Neutral', category: 'none', nude: false },
  { name: 'Hentai', category: 'drawn', nude: true },
  { name: 'Porn', category: 'explicit', nude: true },
  { name: 'Sexy', category: 'suggestive', nude: false },
] as const;
const fold = { labels: [1, 2], thresholds: [0.6, 0.6], threshold: 0.6 };
const sexy = { labels: [3], thresholds: [0.8], threshold: 0.8 };

/** A first look with three by three cells of `logit` for `label` in a corner, zeros elsewhere. */
function first(classes: number[], label = 0, logit = 0) {
  const data = new Float32Array(49 * labels.length);
  for (const cell of [0, 1, 2, 7, 8, 9, 14, 15, 16]) data[cell * labels.length + label] = logit;
  return [{ classes, map: { data, width: 7, height: 7 } }];
}
const worth = (looked: ReturnType<typeof first>, wanted = [fold, sexy]) =>
  worthSecondLook(looked, wanted, labels);

describe('worthSecondLook', () => {
  it('is where the first look is unsure or sure of anything wanted', () => {
    expect(worth(first([0.8, 0.1, 0.09, 0.01]))).toBe(false);
    expect(worth(first([0.7, 0.15, 0.06, 0.09]))).toBe(true);
    expect(worth(first([0.1, 0.1, 0.8, 0]))).toBe(true);
    expect(worth(first([0.7, 0, 0, 0.3]), [fold])).toBe(false);
    expect(worth(first([0.7, 0, 0, 0.3]))).toBe(true);
  });

  it('is where something wanted glows, however sure the whole is', () => {
    expect(worth(first([1, 0, 0, 0], 2, 1.1))).toBe(true);
    expect(worth(first([1, 0, 0, 0], 2, 0.9))).toBe(false);
    expect(worth(first([1, 0, 0, 0], 2, 1.1), [sexy])).toBe(false);
  });

  it('is not where drawn or suggestive things glow: they do everywhere', () => {
    expect(worth(first([1, 0, 0, 0], 1, 9))).toBe(false);
    expect(worth(first([1, 0, 0, 0], 3, 9))).toBe(false);
  });
});
