import { expect, test } from 'vitest';
import { Arrived } from './arrived.ts';
import type { Sourced } from './picture-source.ts';

const viewer = { tabId: 1, frameId: 0, top: 'https://a.example/', isPrivate: false };
const bytes = (length: number) => new Uint8Array(length);

test('knows a picture by its address, whatever the fragment, in the same tab and site only', () => {
  const arrived = new Arrived();
  const picture = bytes(3);
  arrived.note('https://b.example/p#x', viewer, picture);
  expect(arrived.of('https://b.example/p', viewer)?.bytes).toBe(picture);
  expect(arrived.of('https://b.example/p#y', viewer)).toMatchObject({
    bytes: picture,
    fragment: '#y',
  });
  expect(arrived.of('https://b.example/q', viewer)).toBeNull();
  for (const other of [{ tabId: 2 }, { top: 'https://c.example/' }, { isPrivate: true }]) {
    expect(arrived.of('https://b.example/p', { ...viewer, ...other })).toBeNull();
  }
});

test('knows what was found out about those very bytes, and of no others', () => {
  const arrived = new Arrived();
  const [first, second] = [bytes(3), bytes(3)];
  const sourcedOf = (from: Uint8Array<ArrayBuffer>): Sourced => ({
    content: { as: 'bytes', bytes: from, moves: false },
    picture: 'hash',
    size: null,
    moves: false,
  });
  const known = () => arrived.of('https://b.example/p', viewer)?.sourced;
  arrived.learn('https://b.example/p', viewer, sourcedOf(first));
  expect(known()).toBeUndefined();
  arrived.note('https://b.example/p', viewer, first);
  expect(known()).toBeNull();
  const sourced = sourcedOf(first);
  arrived.learn('https://b.example/p', viewer, sourced);
  expect(known()).toBe(sourced);
  arrived.note('https://b.example/p', viewer, second);
  arrived.learn('https://b.example/p', viewer, sourced);
  expect(known()).toBeNull();
  const content = { as: 'rgba', rgba: bytes(4), width: 1, height: 1 } as const;
  arrived.learn('https://b.example/p', viewer, { ...sourced, content });
  expect(known()).toBeNull();
});

test('has nothing for what is coming anew', () => {
  const arrived = new Arrived(10);
  arrived.note('https://b.example/p', viewer, bytes(8));
  arrived.forget('https://b.example/p#z', viewer);
  expect(arrived.of('https://b.example/p', viewer)).toBeNull();
  // Its room is there again.
  arrived.note('https://b.example/q', viewer, bytes(8));
  expect(arrived.of('https://b.example/q', viewer)).not.toBeNull();
});

test('forgets the oldest first, and never holds more than it may', () => {
  const arrived = new Arrived(10);
  arrived.note('https://b.example/1', viewer, bytes(4));
  arrived.note('https://b.example/2', viewer, bytes(4));
  arrived.note('https://b.example/1', viewer, bytes(4));
  arrived.note('https://b.example/3', viewer, bytes(4));
  expect(arrived.of('https://b.example/2', viewer)).toBeNull();
  expect(arrived.of('https://b.example/1', viewer)).not.toBeNull();
  arrived.note('https://b.example/4', viewer, bytes(11));
  for (const n of [1, 3, 4]) expect(arrived.of(`https://b.example/${n}`, viewer)).toBeNull();
});
