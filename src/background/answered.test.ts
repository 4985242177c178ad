import { expect, test } from 'vitest';
import { Answered } from './answered.ts';

const url = 'https://x.test/1.jpg';
const picture = { url, type: 'image', fromCache: false };

test('a picture that came once was answered once, however often the cache gave it', () => {
  const answered = new Answered();
  answered.note(picture);
  answered.note({ ...picture, fromCache: true });
  answered.note({ ...picture, type: 'xmlhttprequest', fromCache: true });
  expect(answered.again(url)).toBe(false);
});

test('one that came twice, or for a script, may be another', () => {
  const twice = new Answered();
  twice.note(picture);
  twice.note(picture);
  expect(twice.again(url)).toBe(true);
  const read = new Answered();
  read.note({ ...picture, type: 'xmlhttprequest' });
  expect(read.again(url)).toBe(true);
});

test('forgets the oldest, not what was answered of late', () => {
  const answered = new Answered();
  answered.note({ ...picture, url: 'https://x.test/old' });
  for (let i = 0; i < 2_500; i++) answered.note({ ...picture, url: `https://x.test/a${i}` });
  answered.note(picture);
  answered.note(picture);
  for (let i = 0; i < 2_500; i++) answered.note({ ...picture, url: `https://x.test/b${i}` });
  expect(answered.again(url)).toBe(true);
});

test('counts on from where an earlier worker was stopped', () => {
  const before = new Answered();
  before.note(picture);
  before.note({ ...picture, url: 'https://x.test/read', type: 'xmlhttprequest' });
  const after = new Answered();
  // It came while what was kept was still being read.
  after.note(picture);
  expect(after.again(url)).toBe(false);
  after.recall(JSON.parse(JSON.stringify(before.counts)));
  expect(after.again(url)).toBe(true);
  expect(after.again('https://x.test/read')).toBe(true);
  expect(after.again('https://x.test/other')).toBe(false);
});

test.each([undefined, null, 'x', [1], [['a']], [[1, 2]]])(
  'takes %j for nothing kept, and loses nothing of its own',
  (kept) => {
    const answered = new Answered();
    answered.note(picture);
    answered.note(picture);
    answered.recall(kept);
    expect(answered.again(url)).toBe(true);
    expect(answered.counts).toEqual([[url, 2]]);
  },
);
