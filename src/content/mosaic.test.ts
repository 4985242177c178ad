import { expect, it } from 'vitest';
import { COLOURS } from '../shared/mask-colours.ts';
import { MOSAIC_SIDE } from '../shared/messages.ts';
import { flatMosaic } from './mosaic.ts';

it.each([
  ['grey', [0x8a, 0x8f, 0x89]],
  ['white', [255, 255, 255]],
  ['black', [0, 0, 0]],
] as const)('a flat mosaic is %s all over', (colour, rgb) => {
  const mosaic = flatMosaic(colour);
  expect(mosaic).toHaveLength(MOSAIC_SIDE * MOSAIC_SIDE * 3);
  mosaic.forEach((value, i) => {
    expect(value).toBe(rgb[i % 3]);
  });
});

it('knows every colour there is', () => {
  for (const colour of Object.keys(COLOURS) as (keyof typeof COLOURS)[]) {
    const [r, g, b] = flatMosaic(colour);
    const hex = [r, g, b].map((value) => value?.toString(16).padStart(2, '0')).join('');
    expect([`#${hex}`, `#${hex.replace(/(.)\1/g, '$1')}`]).toContain(COLOURS[colour]);
  }
});
