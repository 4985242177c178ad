import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Contest } from './contest.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Undone until it yields. @returns how often it was answered */
function fight(contest: Contest, resume: () => void): number {
  for (let answered = 0; answered < 100; answered++) {
    contest.lost(resume);
    if (contest.yielded) return answered;
  }
  throw new Error('it never yields');
}

test('answers a page that undoes marks some times, and then no more', () => {
  const contest = new Contest();
  const resume = vi.fn();
  expect(fight(contest, resume)).toBe(8);
  contest.lost(resume);
  expect(contest.yielded).toBe(true);
  expect(resume).not.toHaveBeenCalled();
});

test('a page that makes itself anew as often as it draws is answered for ever', () => {
  const contest = new Contest();
  for (let frame = 0; frame < 1000; frame++) {
    contest.lost(vi.fn());
    vi.advanceTimersByTime(16);
  }
  expect(contest.yielded).toBe(false);
});

test('tries again later, each time after twice as long, but at least once a minute', () => {
  const contest = new Contest();
  for (const ms of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
    const resume = vi.fn();
    fight(contest, resume);
    vi.advanceTimersByTime(ms - 1);
    expect(resume).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(resume).toHaveBeenCalledOnce();
    expect(contest.yielded).toBe(false);
  }
});
