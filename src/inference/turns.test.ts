import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

/** Work that ends when it is told to, and notes when it began. */
function work(name: string, began: string[]) {
  let end: (how: 'well' | 'badly') => void = () => undefined;
  const ended = new Promise<string>((resolve, reject) => {
    end = (how) => (how === 'well' ? resolve(name) : reject(new Error(name)));
  });
  const start = (): Promise<string> => {
    began.push(name);
    return ended;
  };
  return { start, end };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('does one thing at a time, in the order of asking', async () => {
    const began: string[] = [];
    const turns = new Turns();
    const [a, b] = [work('a', began), work('b', began)];
    const answers = [turns.take(a.start), turns.take(b.start)];
    await settled();
    expect(began).toEqual(['a']);
    a.end('well');
    await settled();
    expect(began).toEqual(['a', 'b']);
    b.end('well');
    expect(await Promise.all(answers)).toEqual(['a', 'b']);
  });

  it('lets what is urgent go before what waits, but not before what has begun', async () => {
    const began: string[] = [];
    const turns = new Turns();
    const [a, b, now] = [work('a', began), work('b', began), work('now', began)];
    for (const { start } of [a, b]) void turns.take(start);
    void turns.take(now.start, true);
    await settled();
    expect(began).toEqual(['a']);
    a.end('well');
    await settled();
    expect(began).toEqual(['a', 'now']);
    now.end('well');
    await settled();
    expect(began).toEqual(['a', 'now', 'b']);
  });

  it('goes on after a failure, which only its own caller hears of', async () => {
    const began: string[] = [];
    const turns = new Turns();
    const [a, b] = [work('a', began), work('b', began)];
    const first = turns.take(a.start);
    const second = turns.take(b.start);
    a.end('badly');
    await expect(first).rejects.toThrow('a');
    b.end('well');
    expect(await second).toBe('b');
  });

  it('takes new work after having been idle', async () => {
    const turns = new Turns();
    expect(await turns.take(async () => 1)).toBe(1);
    await settled();
    expect(await turns.take(async () => 2)).toBe(2);
  });
});
