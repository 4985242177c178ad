import { expect, test } from 'vitest';
import { areAlike } from './likeness.ts';

const SIDE = 128;
const picture = (value: (x: number, y: number) => number): Uint8ClampedArray => {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let i = 0; i < rgba.length; i++) {
    const pixel = Math.floor(i / 4);
    rgba[i] = value(pixel % SIDE, Math.floor(pixel / SIDE));
  }
  return rgba;
};
const stripes = (x: number, y: number) => (((x >> 3) + (y >> 4)) % 2 === 0 ? 40 : 210);

test('the same picture, shrunk in two ways', () => {
  const other = picture((x, y) => stripes(x, y) + ((x * 7 + y * 3) % 9) - 4);
  expect(areAlike(picture(stripes), other)).toBe(true);
});

test('other pictures', () => {
  expect(
    areAlike(
      picture(stripes),
      picture((x, y) => 250 - stripes(x, y)),
    ),
  ).toBe(false);
  expect(
    areAlike(
      picture(stripes),
      picture(() => 125),
    ),
  ).toBe(false);
});

test('another picture in one corner', () => {
  const corner = picture((x, y) => (x < 16 && y < 16 ? 125 : stripes(x, y)));
  expect(areAlike(picture(stripes), corner)).toBe(false);
});
