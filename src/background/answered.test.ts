import { expect, test } from 'vitest';
import { Answered, MOST } from './answered.ts';

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

test('one that the cache gave first came from the network before, and the next is the second', () => {
  const answered = new Answered();
  answered.note({ ...picture, fromCache: true });
  expect(answered.again(url)).toBe(false);
  answered.note(picture);
  expect(answered.again(url)).toBe(true);
});

test('what leads to another address may lead to another picture by now', () => {
  const answered = new Answered();
  answered.noteRedirect(url);
  expect(answered.again(url)).toBe(true);
});

test('knows an address by what is asked of the network', () => {
  const answered = new Answered();
  answered.note(picture);
  answered.note({ ...picture, url: `${url}#a`, type: 'xmlhttprequest' });
  expect(answered.again(url)).toBe(true);
  expect(answered.again(`${url}#b`)).toBe(true);
  expect(answered.again(`${url}?b`)).toBe(false);
});

test('forgets the oldest, not what was answered of late', () => {
  const answered = new Answered();
  const [old, late] = ['https://x.test/old', 'https://x.test/late'];
  for (const each of [old, old, late]) answered.note({ ...picture, url: each });
  for (let i = 0; i < MOST - 2; i++) answered.note({ ...picture, url: `https://x.test/a${i}` });
  expect(answered.again(old)).toBe(true);
  answered.note({ ...picture, url: late });
  for (let i = 0; i < MOST - 2; i++) answered.note({ ...picture, url: `https://x.test/b${i}` });
  expect(answered.again(old)).toBe(false);
  expect(answered.again(late)).toBe(true);
  expect(answered.counts).toHaveLength(MOST);
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

test.each([undefined, null, 'x', [1], [['1', 2]], [[1]]].map((kept) => ({ kept })))(
  'takes $kept for nothing kept, and loses nothing of its own',
  ({ kept }) => {
    const answered = new Answered();
    answered.note(picture);
    answered.note(picture);
    answered.recall(kept);
    expect(answered.again(url)).toBe(true);
    expect(answered.counts).toHaveLength(1);
  },
);
