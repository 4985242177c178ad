import sharp from 'sharp';
import { expect, test } from 'vitest';
import { blankPng } from './blank-png.ts';

test.each([
  [1, 1, '#fff', [255, 255, 255]],
  [320, 200, '#8a8f89', [0x8a, 0x8f, 0x89]],
  [9, 700, '#d8cbb3', [0xd8, 0xcb, 0xb3]],
] as const)('%d×%d in %s', async (width, height, colour, rgb) => {
  const png = await blankPng(width, height, colour);
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([width, height]);
  const colours = new Set<string>();
  for (let i = 0; i < data.length; i += 3) colours.add(data.subarray(i, i + 3).join());
  expect([...colours]).toEqual([rgb.join()]);
});

test('a large one takes few bytes', async () => {
  expect((await blankPng(8000, 8000, '#000')).length).toBeLessThan(20_000);
});
