import { expect, test } from 'vitest';
import { Arrived } from './arrived.ts';

const viewer = { tabId: 1, frameId: 0, top: 'https://a.example/', isPrivate: false };
const bytes = (length: number) => new Uint8Array(length);

test('knows a picture by its address, whatever the fragment, in the same tab and site only', () => {
  const arrived = new Arrived();
  const picture = bytes(3);
  arrived.note('https://b.example/p#x', viewer, picture);
  expect(arrived.of('https://b.example/p', viewer)).toBe(picture);
  expect(arrived.of('https://b.example/p#y', viewer)).toBe(picture);
  expect(arrived.of('https://b.example/q', viewer)).toBeNull();
  for (const other of [{ tabId: 2 }, { top: 'https://c.example/' }, { isPrivate: true }]) {
    expect(arrived.of('https://b.example/p', { ...viewer, ...other })).toBeNull();
  }
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
