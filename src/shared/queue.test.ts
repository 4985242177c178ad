import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRIORITY, type Priority } from './messages.ts';
import { Queue } from './queue.ts';

/** The same promises, kept the slow and plain way. */
class PlainList {
  waiting: { key: string; item: number; priority: Priority }[] = [];

  has(key: string) {
    return this.waiting.some((one) => one.key === key);
  }
  add(key: string, item: number, priority: Priority) {
    const known = this.waiting.find((one) => one.key === key);
    if (known && known.priority <= priority) return;
    this.remove(key);
    this.waiting.push({ key, item, priority });
  }
  move(key: string, priority: Priority) {
    const known = this.waiting.find((one) => one.key === key);
    if (!known || known.priority === priority) return;
    this.remove(key);
    this.waiting.push({ ...known, priority });
  }
  remove(key: string) {
    this.waiting = this.waiting.filter((one) => one.key !== key);
  }
  take(batch: number): number[] {
    const most = Math.min(...this.waiting.map((one) => one.priority));
    const next = this.waiting
      .filter((one) => one.priority === most)
      .slice(0, most === PRIORITY.onScreen ? 1 : batch);
    for (const { key } of next) this.remove(key);
    return next.map((one) => one.item);
  }
}

interface Both {
  queue: Queue<string, number>;
  list: PlainList;
}

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const priority = fc.constantFrom<Priority>(0, 1, 2);

type Step = (both: Both) => void;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(key, fc.nat(), priority).map(
    (args): Step =>
      ({ queue, list }) => {
        queue.add(...args);
        list.add(...args);
      },
  ),
  fc.tuple(key, priority).map(
    (args): Step =>
      ({ queue, list }) => {
        queue.move(...args);
        list.move(...args);
      },
  ),
  key.map(
    (one): Step =>
      ({ queue, list }) => {
        queue.remove(one);
        list.remove(one);
      },
  ),
  fc.integer({ min: 1, max: 4 }).map(
    (batch): Step =>
      ({ queue, list }) => {
        expect(queue.take(batch)).toEqual(list.take(batch));
      },
  ),
);

describe('Queue', () => {
  it('does what a plain list would, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const both: Both = { queue: new Queue(), list: new PlainList() };
        for (const take of steps) {
          take(both);
          expect(both.queue.size).toBe(both.list.waiting.length);
          for (const one of 'abcdef') expect(both.queue.has(one)).toBe(both.list.has(one));
        }
        while (both.list.waiting.length > 0) {
          expect(both.queue.take(3)).toEqual(both.list.take(3));
        }
        expect(both.queue.take(3)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  const filled = (...added: [string, number, Priority][]) => {
    const queue = new Queue<string, number>();
    for (const one of added) queue.add(...one);
    return queue;
  };

  it('gives what is on screen first, one at a time', () => {
    const queue = filled(['rest', 1, 2], ['near', 2, 1], ['first', 3, 0], ['second', 4, 0]);
    expect([queue.take(8), queue.take(8), queue.take(8), queue.take(8)]).toEqual([
      [3],
      [4],
      [2],
      [1],
    ]);
  });

  it('fills a batch from one priority only', () => {
    const queue = filled(['a', 1, 1], ['b', 2, 1], ['c', 3, 1], ['d', 4, 2]);
    expect(queue.take(2)).toEqual([1, 2]);
    expect(queue.take(2)).toEqual([3]);
    expect(queue.take(2)).toEqual([4]);
    expect(queue.size).toBe(0);
  });

  it('moves what is asked for again up, and never down', () => {
    const queue = filled(['a', 1, 1], ['b', 2, 1], ['a', 3, 2], ['b', 4, 0]);
    expect(queue.size).toBe(2);
    expect(queue.take(8)).toEqual([4]);
    expect(queue.take(8)).toEqual([1]);
  });

  it('moves a picture that left the screen down', () => {
    const queue = filled(['a', 1, 0], ['b', 2, 1]);
    queue.move('a', 2);
    expect(queue.take(8)).toEqual([2]);
    expect(queue.take(8)).toEqual([1]);
  });
});
