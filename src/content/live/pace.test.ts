import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BUSY_MS, Pace } from './pace.ts';

const fraction = fc.double({ min: 0, max: 1, noNaN: true });
const DAY_MS = 86_400_000;

/** Lets a thing that changes as told be looked at whenever that is due. @returns the times */
function looks(pace: Pace, changes: (look: number) => boolean, until: number): number[] {
  const times: number[] = [];
  while (pace.due !== null && pace.due <= until) {
    const now = pace.due;
    times.push(now);
    pace.looked(now, changes(times.length));
  }
  return times;
}

test('nothing is due before anything stirs', () => {
  expect(new Pace().due).toBeNull();
});

test('what does not change is looked at ever more seldom, and at last never', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fraction), (randoms) => {
      const pace = new Pace(() => randoms.next().value);
      pace.stir(0);
      const times = looks(pace, () => false, DAY_MS);
      expect(pace.due).toBeNull();
      expect(times.length).toBeLessThan(10);
      expect(times.at(-1)).toBeGreaterThan(20_000);
    }),
  );
});

test('what changes is looked at about twice a second, and never in step', () => {
  fc.assert(
    fc.property(fc.infiniteStream(fraction), (randoms) => {
      const pace = new Pace(() => randoms.next().value);
      pace.stir(0);
      const times = looks(pace, () => true, 100_000);
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
      for (const gap of gaps) {
        expect(gap).toBeGreaterThanOrEqual(BUSY_MS * 0.6 - 1e-6);
        expect(gap).toBeLessThanOrEqual(BUSY_MS * 1.4 + 1e-6);
      }
    }),
  );
});

test('whatever went before, a stir has it looked at within a second', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), fc.nat(DAY_MS), fraction, (changes, now, random) => {
      const pace = new Pace(() => random);
      pace.stir(0);
      for (const changed of changes) pace.looked(0, changed);
      pace.stir(now);
      expect(pace.due).not.toBeNull();
      expect((pace.due ?? Number.POSITIVE_INFINITY) - now).toBeLessThan(1000);
    }),
  );
});

test('stirring again and again puts no look off', () => {
  const pace = new Pace(() => 0.5);
  pace.stir(0);
  const { due } = pace;
  for (let now = 1; now < 400; now++) pace.stir(now);
  expect(pace.due).toBe(due);
});
