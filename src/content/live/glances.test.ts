import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APART_MS, GLANCE_MS, Glances, LOOK_AGAIN_MS, type Turn } from './glances.ts';

const grid = (value: number): Uint8Array => new Uint8Array(48).fill(value);

const alone = (): Turn => ({ at: Number.NEGATIVE_INFINITY });

test('before anything was looked at, and after it was forgotten, no glance is due', () => {
  const glances = new Glances(alone());
  expect(glances.isDue(Number.MAX_VALUE)).toBe(false);
  glances.looked(grid(0), 0);
  expect(glances.isDue(Number.MAX_VALUE)).toBe(true);
  glances.forget();
  expect(glances.isDue(Number.MAX_VALUE)).toBe(false);
  expect(glances.glanced(grid(255), 0)).toBe(false);
});

test('another scene is told from what was looked at last, not from the glance before', () => {
  const glances = new Glances(alone());
  glances.looked(grid(100), 0);
  // A slow fade: each step is small.
  const steps = Array.from({ length: 10 }, (_, i) => 100 + i * 10);
  const told = steps.map((value, i) => glances.glanced(grid(value), i * GLANCE_MS));
  expect(told.slice(0, 3)).toEqual([false, false, false]);
  expect(told.slice(3)).not.toContain(false);
  glances.looked(grid(190), 2000);
  expect(glances.glanced(grid(190), 3000)).toBe(false);
});

test('what could not be read is no other scene', () => {
  const glances = new Glances(alone());
  glances.looked(grid(100), 0);
  expect(glances.glanced(null, 1000)).toBe(false);
});

test('however often it is cut, glances and the looks they ask for keep their distance', () => {
  const step = fc.integer({ min: 1, max: 60 });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), fc.infiniteStream(fc.nat(255)), (steps, to) => {
      const glances = new Glances(alone());
      glances.looked(grid(0), 0);
      const [glancedAt, lookedAt]: [number[], number[]] = [[], [0]];
      let now = 0;
      for (const each of steps) {
        now += each;
        if (!glances.isDue(now)) continue;
        glancedAt.push(now);
        const shown = grid(to.next().value);
        if (!glances.glanced(shown, now)) continue;
        glances.looked(shown, now);
        lookedAt.push(now);
      }
      const gaps = (times: number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));
      expect(gaps(glancedAt).every((gap) => gap >= GLANCE_MS)).toBe(true);
      expect(gaps(lookedAt).every((gap) => gap >= LOOK_AGAIN_MS)).toBe(true);
    }),
  );
});

test('of many that move at once one is glanced at, and then the next', () => {
  const turn = alone();
  const all = Array.from({ length: 20 }, () => new Glances(turn));
  for (const glances of all) glances.looked(grid(0), 0);
  const times: number[] = [];
  for (let now = 1000; now < 2000; now++) {
    for (const glances of all) {
      if (!glances.isDue(now)) continue;
      glances.glanced(grid(0), now);
      times.push(now);
    }
  }
  expect(times).toHaveLength(1000 / APART_MS);
  expect(new Set(times).size).toBe(times.length);
});
