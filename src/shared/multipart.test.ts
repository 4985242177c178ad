import { expect, it } from 'vitest';
import { isMultipart } from './multipart.ts';

it.each([
  ['multipart/x-mixed-replace; boundary=part', true],
  [' Multipart/X-Mixed-Replace', true],
  ['multipart/related', true],
  ['image/jpeg', false],
  ['image/jpeg; name=multipart/x', false],
  ['', false],
  [null, false],
])('of an answer that is %j it says %j', (type, said) => {
  expect(isMultipart(type)).toBe(said);
});
