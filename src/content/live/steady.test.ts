import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Verdict } from '../../shared/policy.ts';
import { CLEAR_IN_A_ROW, Steady } from './steady.ts';

const CLEAR: Verdict = { cover: false };
const BAD: Verdict = { cover: true, reason: 'explicit' };
const FAILED: Verdict = { cover: true, reason: 'failed' };

const samples = fc.array(
  fc.record({ verdict: fc.constantFrom(CLEAR, BAD, FAILED), still: fc.boolean() }),
);

const after = (all: readonly { verdict: Verdict; still: boolean }[]): Steady => {
  const steady = new Steady();
  for (const { verdict, still } of all) steady.sample(verdict, still);
  return steady;
};

test('nothing is known before the first sample, nor after a new beginning', () => {
  fc.assert(
    fc.property(samples, (all) => {
      const steady = after(all);
      steady.reset();
      expect(steady.verdict).toBeNull();
    }),
  );
});

test('what covers, covers at once, whatever came before', () => {
  fc.assert(
    fc.property(samples, fc.constantFrom(BAD, FAILED), fc.boolean(), (all, verdict, still) => {
      const steady = after(all);
      steady.sample(verdict, still);
      expect(steady.verdict).toBe(verdict);
    }),
  );
});

test('after an explicit frame of what moves, so many clear ones in a row uncover, and no fewer', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: CLEAR_IN_A_ROW }), (all, count) => {
      const steady = after([...all, { verdict: BAD, still: false }]);
      for (let i = 0; i < count; i++) steady.sample(CLEAR, false);
      expect(steady.verdict).toBe(count === CLEAR_IN_A_ROW ? CLEAR : BAD);
    }),
  );
});

test('a covering frame among them starts the count over', () => {
  const steady = after([
    { verdict: BAD, still: false },
    ...Array.from({ length: CLEAR_IN_A_ROW - 1 }, () => ({ verdict: CLEAR, still: false })),
    { verdict: BAD, still: false },
    { verdict: CLEAR, still: false },
  ]);
  expect(steady.verdict).toBe(BAD);
});

test('one clear sample is enough first of all, of what stands still, and after a failure', () => {
  fc.assert(
    fc.property(samples, fc.boolean(), (all, still) => {
      const first = new Steady();
      first.sample(CLEAR, still);
      expect(first.verdict).toBe(CLEAR);
      const stands = after(all);
      stands.sample(CLEAR, true);
      expect(stands.verdict).toBe(CLEAR);
      const failed = after([...all, { verdict: FAILED, still }]);
      failed.sample(CLEAR, false);
      expect(failed.verdict).toBe(CLEAR);
    }),
  );
});
