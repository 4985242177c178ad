import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Plans } from './plans.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }));
afterEach(() => vi.useRealTimers());

const orders = fc.array(fc.record({ in: fc.option(fc.integer({ min: 0, max: 1000 })) }), {
  minLength: 1,
});

test('the earliest of what is planned runs, once, and nothing after it was called off', () => {
  fc.assert(
    fc.property(orders, (all) => {
      const ran: number[] = [];
      const plans = new Plans<object>(() => ran.push(performance.now() - start));
      const start = performance.now();
      const thing = {};
      let expected: number | null = null;
      for (const { in: ms } of all) {
        plans.plan(thing, ms === null ? null : start + ms);
        expected = ms === null ? null : Math.min(expected ?? ms, ms);
      }
      vi.runAllTimers();
      expect(ran.map(Math.round)).toEqual(expected === null ? [] : [expected]);
    }),
  );
});

test('nothing runs after the end', () => {
  const run = vi.fn();
  const plans = new Plans<object>(run);
  for (const ms of [1, 2, 3]) plans.plan({}, performance.now() + ms);
  plans.stop();
  vi.runAllTimers();
  expect(run).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
