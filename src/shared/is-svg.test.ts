import { expect, it } from 'vitest';
import { isSvg } from './is-svg.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

it.each([
  '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
  '<svg>',
  '\uFEFF\n <?xml version="1.0"?><!DOCTYPE svg><svg viewBox="0 0 1 1"></svg>',
  `<!-- ${'x'.repeat(5000)} --><svg xmlns="http://www.w3.org/2000/svg"/>`,
  '<s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
])('knows %s for an SVG', (text) => {
  expect(isSvg(bytes(text))).toBe(true);
});

it.each(['', '<html><body>', 'GIF89a<svg>', '<svgx>', '{"a":"<svg>"}'])(
  'knows %s for none',
  (text) => {
    expect(isSvg(bytes(text))).toBe(false);
  },
);

it('finds one after any amount of space, wherever a character of it falls', () => {
  for (const space of [' ', '\n', '\u00a0', '\u2003']) {
    for (const count of [1, 84, 85, 127, 128, 255, 256, 300]) {
      const text = `${space.repeat(count)}<svg xmlns="http://www.w3.org/2000/svg"/>`;
      expect(isSvg(new TextEncoder().encode(text)), `${count} of ${escape(space)}`).toBe(true);
      expect(isSvg(new TextEncoder().encode(`${space.repeat(count)}x${text}`))).toBe(false);
    }
  }
});

it('is not misled by what a raster holds', () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, ...bytes('<svg ></svg>'));
  expect(isSvg(png)).toBe(false);
});
