import { expect, test } from 'vitest';
import { Held } from './held.ts';

const part = (...bytes: number[]) => Uint8Array.from(bytes).buffer;

test('gives back what came, in order', () => {
  const held = new Held(10);
  expect([held.add(part(1, 2)), held.add(part()), held.add(part(3))]).toEqual([true, true, true]);
  expect([...held.whole()]).toEqual([1, 2, 3]);
  expect([...held.whole()]).toEqual([1, 2, 3]);
  held.drop();
});

test('takes no more than it may of one response, and drops it whole', () => {
  const held = new Held(3);
  expect(held.add(part(1, 2))).toBe(true);
  expect(held.add(part(3, 4))).toBe(false);
  expect(held.whole()).toHaveLength(0);
});

test('takes no more than it may of all responses together', () => {
  const most = 256 * 1024 * 1024;
  const many = Array.from({ length: 3 }, () => new Held(most));
  const third = new ArrayBuffer(most / 2);
  expect(many.map((held) => held.add(third))).toEqual([true, true, false]);
  many[0]?.drop();
  expect(many[2]?.add(third)).toBe(true);
  for (const held of many) held.drop();
});
