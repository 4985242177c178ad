import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zip } from './zip.ts';

const one = { name: 'a/one.txt', bytes: new TextEncoder().encode('one '.repeat(100)) };
const two = { name: 'zwei/ü.bin', bytes: new Uint8Array([0, 1, 2, 255]) };

test('the same entries in any order are the same bytes', () => {
  expect(zip([two, one])).toEqual(zip([one, two]));
});

test('each entry comes out as it went in', () => {
  expect(unzipSync(zip([two, one]))).toEqual({ [one.name]: one.bytes, [two.name]: two.bytes });
});
