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
