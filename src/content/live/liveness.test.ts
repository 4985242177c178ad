import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Liveness, MOST_STILL_FRAMES } from './liveness.ts';

test('sixty frames a second are live, however many drawings there are in each', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), (drawings) => {
      const liveness = new Liveness();
      let now = 0;
      for (let frame = 0; frame < 10; frame++) {
        now = frame * 16.7;
        for (let i = 0; i < drawings; i++) liveness.drawn(now);
      }
      expect(liveness.isLive(now)).toBe(true);
      expect(liveness.isLive(now + 2000)).toBe(false);
    }),
  );
});

test('a few frames a second are not, nor are many drawings in one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { maxLength: 500 }), (times) => {
      const liveness = new Liveness();
      const frames = times.map((time) => Math.floor(time / (1000 / MOST_STILL_FRAMES)) * 250);
      for (const now of frames.toSorted((a, b) => a - b)) {
        liveness.drawn(now);
        expect(liveness.isLive(now)).toBe(false);
      }
    }),
  );
});

test('changes found look after look are live until one finds none', () => {
  const liveness = new Liveness();
  for (let i = 0; i < 3; i++) liveness.checked(true);
  expect(liveness.isLive(0)).toBe(true);
  liveness.checked(false);
  expect(liveness.isLive(0)).toBe(false);
});

test('what moved before and goes on where it stopped moves from its first frame on, until it rests', () => {
  const liveness = new Liveness();
  liveness.goOn();
  liveness.drawn(0);
  expect(liveness.isLive(0)).toBe(false);
  for (let now = 0; now < 500; now += 16) liveness.drawn(now);
  expect(liveness.hasMoved).toBe(true);
  liveness.drawn(5000);
  expect(liveness.isLive(5000)).toBe(false);
  liveness.goOn();
  liveness.drawn(5300);
  expect(liveness.isLive(5300)).toBe(true);
  liveness.drawn(9000);
  expect(liveness.isLive(9000)).toBe(false);
});
