import { inflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { zip } from './zip.ts';

const one = { name: 'a/one.txt', bytes: Buffer.from('one '.repeat(100)) };
const two = { name: 'zwei/ü.bin', bytes: Buffer.from([0, 1, 2, 255]) };

test('the same entries in any order are the same bytes', () => {
  expect(zip([two, one])).toEqual(zip([one, two]));
});

test('each entry comes out as it went in', () => {
  const bytes = zip([two, one]);
  const end = bytes.length - 22;
  expect(bytes.readUInt32LE(end)).toBe(0x06054b50);
  expect(bytes.readUInt16LE(end + 10)).toBe(2);
  let at = bytes.readUInt32LE(end + 16);
  for (const { name, bytes: content } of [one, two]) {
    const named = bytes.readUInt16LE(at + 28);
    expect(bytes.toString('utf8', at + 46, at + 46 + named)).toBe(name);
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26);
    const packed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    expect(inflateRawSync(packed)).toEqual(content);
    at += 46 + named;
  }
});
