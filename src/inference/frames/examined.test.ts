import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { framesToExamine, timesStoodFor } from './examined.ts';

const most = fc.integer({ min: 5, max: 80 });
const shown = fc.array(fc.integer({ min: 11, max: 10_000 }), { minLength: 1, maxLength: 400 });
const sum = (times: readonly number[]) => times.reduce((all, ms) => all + ms, 0);

describe('framesToExamine', () => {
  it('takes all where there are no more', () => {
    fc.assert(
      fc.property(shown, (times) => {
        expect(framesToExamine(times, times.length + 2)).toEqual(times.map((_, i) => i));
      }),
    );
  });

  it('takes as many as it may, each once, in order, the first and the last among them', () => {
    fc.assert(
      fc.property(shown, most, (times, count) => {
        const frames = framesToExamine(times, count);
        expect(frames).toHaveLength(Math.min(count, times.length));
        expect(frames).toEqual([...new Set(frames)].sort((a, b) => a - b));
        expect(frames[0]).toBe(0);
        expect(frames.at(-1)).toBe(times.length - 1);
      }),
    );
  });

  /** Runs of frames that are on for so long together, and have none that is examined. */
  const longestGap = (times: readonly number[], frames: readonly number[], until: number) => {
    let [gap, longest, at] = [0, 0, 0];
    for (const [i, ms] of times.entries()) {
      at += ms;
      if (at > until) break;
      gap = frames.includes(i) ? 0 : gap + ms;
      longest = Math.max(longest, gap);
    }
    return longest;
  };

  it('leaves no time out that is longer than its share, and less of the beginning', () => {
    fc.assert(
      fc.property(shown, most, (times, count) => {
        const frames = framesToExamine(times, count);
        const third = Math.floor((count - 2) / 3);
        expect(longestGap(times, frames, Infinity)).toBeLessThanOrEqual(sum(times) / third);
        expect(longestGap(times, frames, 30_000)).toBeLessThanOrEqual(30_000 / third);
      }),
      { numRuns: 300 },
    );
  });

  it('takes what is shown longest, wherever it stands and however much there is of the rest', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9_999 }), (at) => {
        const times = new Array<number>(10_000).fill(100);
        times[at] = 5000;
        expect(framesToExamine(times, 240)).toContain(at);
      }),
      { numRuns: 50 },
    );
  });

  it('is not drowned in one frame that stands for minutes', () => {
    const times = new Array<number>(1000).fill(50);
    times[0] = 600_000;
    const frames = framesToExamine(times, 62);
    expect(
      longestGap(
        times.slice(1),
        frames.map((frame) => frame - 1),
        Infinity,
      ),
    ).toBeLessThan(3100);
  });
});

describe('timesStoodFor', () => {
  it('leaves no time out, and counts none twice', () => {
    fc.assert(
      fc.property(shown, most, (times, count) => {
        const frames = framesToExamine(times, count);
        const stood = timesStoodFor(times, frames);
        expect(stood).toHaveLength(frames.length);
        expect(sum(stood)).toBe(sum(times));
        for (const [i, frame] of frames.entries()) {
          expect(stood[i]).toBeGreaterThanOrEqual(times[frame] ?? 0);
        }
      }),
    );
  });
});
