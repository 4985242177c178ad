import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Backlog } from './backlog.ts';

/** Each piece of work takes a millisecond of a clock that only work moves. */
let clock = 0;
const done: number[] = [];
const work = (item: number): void => {
  clock += 1;
  done.push(item);
};
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

beforeEach(() => {
  clock = 0;
  done.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout'] });
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('Backlog', () => {
  it('does a little at once', () => {
    new Backlog(work).add(numbers(3));
    expect(done).toEqual([0, 1, 2]);
  });

  it('does much in slices, in order, and all of it', () => {
    new Backlog(work).add(numbers(23));
    expect(done).toHaveLength(5);
    vi.advanceTimersToNextTimer();
    expect(done).toHaveLength(10);
    vi.runAllTimers();
    expect(done).toEqual(numbers(23));
  });

  it('gives one slice to a callback that adds piece by piece', () => {
    const backlog = new Backlog(work);
    for (const item of numbers(23)) backlog.add([item]);
    expect(done).toHaveLength(5);
    vi.runAllTimers();
    expect(done).toEqual(numbers(23));
  });

  it('gives the next callback a slice of its own', async () => {
    const backlog = new Backlog(work);
    backlog.add(numbers(5));
    await Promise.resolve();
    backlog.add(numbers(5));
    expect(done).toHaveLength(10);
  });
});
