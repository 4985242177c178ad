import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassLabel } from '../shared/card.ts';
import { closerIn } from './closer.ts';
import type { Looked } from './decoders/looked.ts';
import { CELL, type Look, largeView, type View } from './views.ts';

const labels: ClassLabel[] = [
  { name: 'Neutral', category: 'none', nude: false },
  { name: 'Porn', category: 'explicit', nude: true },
  { name: 'Sexy', category: 'suggestive', nude: false },
];
const fold = { labels: [1], thresholds: [0.6], threshold: 0.6 };
const sexy = { labels: [2], thresholds: [0.6], threshold: 0.6 };
const asked = { first: [[0.99, 0.01, 0]], labels, size: 224 };
const whole = { x: 0, y: 0, width: 400, height: 300 };
const VIEW = largeView(whole, 11, []);

/** What a wide look saw: next to nothing, but for `odds` of a label about one cell. */
function lukewarm(odds: number, at = { x: 6, y: 4 }, label = 1, view = VIEW): Looked {
  const [across, down] = [view.width / CELL, view.height / CELL];
  const data = new Float32Array(across * down * labels.length);
  for (let cell = 0; cell < across * down; cell++) {
    const [x, y] = [cell % across, Math.floor(cell / across)];
    const near = Math.abs(x - at.x) <= 1 && Math.abs(y - at.y) <= 1;
    data[cell * labels.length] = 8;
    if (near) data[cell * labels.length + label] = 8 + odds;
    if (near) data[cell * labels.length + 3 - label] = -8;
  }
  return { classes: [0.99, 0.01, 0], map: { data, width: across, height: down } };
}

/** A model that says so of every square, and remembers which it was shown. */
function saying(...nude: number[]): { look: Look; views: View[] } {
  const views: View[] = [];
  return {
    views,
    look: async (asked) =>
      asked.map((view, i) => {
        views.push(view);
        const share = nude[i] ?? 0;
        return { ...lukewarm(-9), classes: [1 - share, share, 0] };
      }),
  };
}
const closer = (looked: Looked, look: Look, wanted = [fold]) =>
  closerIn([VIEW], [looked], wanted, asked, look);

describe('closerIn', () => {
  it('finds what is sure by itself, of either square', async () => {
    for (const said of [
      [0.95, 0.1],
      [0.1, 0.95],
    ]) {
      const [found, ...rest] = await closer(lukewarm(-1), saying(...said).look);
      expect(found).toMatchObject({ part: whole, one: fold, labels: [1] });
      expect(found?.score).toBeGreaterThanOrEqual(0.6);
      expect(rest).toEqual([]);
    }
  });

  it('needs to be surer than the whole picture would have to be', async () => {
    expect(await closer(lukewarm(-1), saying(0.88, 0.7).look)).toEqual([]);
    expect(await closer(lukewarm(-1), saying(0.9).look)).toHaveLength(1);
  });

  it('takes no rounding for an answer of nothing, and no answer for a failure', async () => {
    expect(await closer(lukewarm(-1), saying(1 + 1e-7, 0.1).look)).toHaveLength(1);
    await expect(closer(lukewarm(-1), saying(Number.NaN, Number.NaN).look)).rejects.toThrow(
      'no number',
    );
  });

  it('goes by the threshold that is set', async () => {
    const lenient = { labels: [1], thresholds: [0.8], threshold: 0.8 };
    expect(await closer(lukewarm(-1), saying(0.92).look, [lenient])).toEqual([]);
    expect(await closer(lukewarm(-1), saying(0.97).look, [lenient])).toHaveLength(1);
  });

  it('does not look where it is cold, nor for what is worn', async () => {
    const cold = saying(0.99, 0.99);
    expect(await closer(lukewarm(-3), cold.look)).toEqual([]);
    expect(await closer(lukewarm(-1, { x: 6, y: 4 }, 2), cold.look, [sexy])).toEqual([]);
    expect(cold.views).toEqual([]);
  });

  it('passes a failure on, and takes a missing answer for one', async () => {
    const fails: Look = () => Promise.reject(new Error('lost'));
    await expect(closer(lukewarm(-1), fails)).rejects.toThrow('lost');
    await expect(closer(lukewarm(-1), async () => [])).rejects.toThrow('an answer');
  });

  it('looks at squares inside the part, about the hottest place, with the same masks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 40, max: 4000 }),
        fc.integer({ min: 40, max: 4000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (width, height, u, v) => {
          // Longer ones are strips, and looked at in tiles.
          fc.pre(Math.max(width, height) <= 3 * Math.min(width, height));
          const part = { x: 7, y: 11, width, height };
          const view = largeView(part, 11, [{ x: 0, y: 0, width: 0.1, height: 0.1 }]);
          const [across, down] = [view.width / CELL, view.height / CELL];
          const at = { x: 1 + Math.floor(u * (across - 2)), y: 1 + Math.floor(v * (down - 2)) };
          const { look, views } = saying();
          await closerIn([view], [lukewarm(0, at, 1, view)], [fold], asked, look);
          expect(views.length).toBe(2);
          for (const { part: square, filled, width: input } of views) {
            expect(square.width).toBe(square.height);
            expect(square.x).toBeGreaterThanOrEqual(part.x);
            expect(square.y).toBeGreaterThanOrEqual(part.y);
            expect(square.x + square.width).toBeLessThanOrEqual(part.x + width);
            expect(square.y + square.height).toBeLessThanOrEqual(part.y + height);
            expect(filled).toBe(view.filled);
            expect(input).toBe(224);
            // The hottest cells make a place of whole and half cells.
            const [cell, row] = [width / across, height / down];
            const x = part.x + (at.x + 0.5) * cell;
            const y = part.y + (at.y + 0.5) * row;
            expect(x).toBeGreaterThan(square.x - cell);
            expect(x).toBeLessThan(square.x + square.width + cell);
            expect(y).toBeGreaterThan(square.y - row);
            expect(y).toBeLessThan(square.y + square.height + row);
          }
        },
      ),
    );
  });
});
