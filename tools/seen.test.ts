import { expect, test } from 'vitest';
import { type Region, seen } from './seen.ts';

const SIDE = 128;

const draw = (grey: (x: number, y: number) => number): Region => {
  const rgb = new Uint8Array(SIDE * SIDE * 3);
  for (let i = 0; i < SIDE * SIDE; i++) {
    rgb.fill(grey(i % SIDE, Math.floor(i / SIDE)), i * 3, i * 3 + 3);
  }
  return { rgb, width: SIDE, height: SIDE };
};
const stripes = draw((x) => 128 + 60 * Math.sin(x / 2));

test('the same pixels are shown, give or take a rounding', () => {
  expect(seen(stripes, stripes)).toBe('shown');
  expect(
    seen(
      stripes,
      draw((x, y) => 128 + 60 * Math.sin(x / 2) + (y % 2)),
    ),
  ).toBe('shown');
});

test.each([0, 64, 128, 255])('a flat cover of grey %i is a cover', (grey) => {
  expect(
    seen(
      stripes,
      draw(() => grey),
    ),
  ).toBe('covered');
});

test('a blur is a cover, a faint one that changes nothing is not', () => {
  expect(
    seen(
      stripes,
      draw((x) => 128 + 6 * Math.sin(x / 2)),
    ),
  ).toBe('covered');
  expect(
    seen(
      stripes,
      draw((x) => 128 + 58 * Math.sin(x / 2)),
    ),
  ).toBe('shown');
});

test('a cover over half of a picture is said to be partial', () => {
  const half = draw((x) => (x < SIDE / 2 ? 128 : 128 + 60 * Math.sin(x / 2)));
  expect(seen(stripes, half)).toBe('partly');
});

test('a label on a cover does not make it less of one', () => {
  const labelled = draw((x, y) => (x < 64 && y < 20 ? 30 : 128));
  expect(seen(stripes, labelled)).toBe('covered');
});

test('nothing is concluded from an empty picture', () => {
  const flat = draw(() => 200);
  expect(seen(flat, flat)).toBe('nothing to tell by');
});

test('a shifted layout is an error, not a verdict', () => {
  expect(() => seen(stripes, { ...stripes, width: SIDE / 2 })).toThrow(RangeError);
});
