import type { Box } from '../shared/boxes.ts';
import { COLOURS } from '../shared/mask-colours.ts';
import type { Settings } from '../shared/settings.ts';

type Rgb = readonly [r: number, g: number, b: number];

/** A picture in this many cells on each side. */
const CELLS = 16;
/** How much lighter and darker soft and pixelated fills are than their mean, of 255. */
const UNEVEN = 14;
const SQUARES = 6;

/**
 * @param source the picture
 * @returns what stands in a part's place, as a CSS background; null where nothing does. As on a page
 *   it is made of the colours around the part and never of those under it.
 */
export function partFill(
  { maskStyle, maskColour }: Pick<Settings, 'maskStyle' | 'maskColour'>,
  source: CanvasImageSource,
  parts: readonly Box[],
): string | null {
  if (maskStyle === 'hide') return null;
  if (maskStyle === 'solid') return COLOURS[maskColour];
  const base = colourAround(source, parts);
  if (!base) return COLOURS[maskColour];
  const [light, dark] = [shade(base, UNEVEN), shade(base, -UNEVEN)];
  return maskStyle === 'blur'
    ? `linear-gradient(135deg, ${light}, ${dark})`
    : `repeating-conic-gradient(${light} 0 25%, ${dark} 0 50%) 0 0 / ${200 / SQUARES}% ${200 / SQUARES}%`;
}

const shade = (base: Rgb, by: number): string =>
  `rgb(${base.map((value) => Math.min(255, Math.max(0, Math.round(value + by)))).join(' ')})`;

/** @returns the mean colour of the cells that no part touches; null where there are none */
function colourAround(source: CanvasImageSource, parts: readonly Box[]): Rgb | null {
  const canvas = Object.assign(document.createElement('canvas'), { width: CELLS, height: CELLS });
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.drawImage(source, 0, 0, CELLS, CELLS);
  const { data } = context.getImageData(0, 0, CELLS, CELLS);
  const sum = [0, 0, 0, 0];
  for (let cell = 0; cell < CELLS ** 2; cell++) {
    const [x, y] = [(cell % CELLS) / CELLS, Math.floor(cell / CELLS) / CELLS];
    const touched = parts.some(
      (part) =>
        x < part.x + part.width &&
        y < part.y + part.height &&
        x + 1 / CELLS > part.x &&
        y + 1 / CELLS > part.y,
    );
    if (touched) continue;
    for (let i = 0; i < 3; i++) sum[i] = (sum[i] ?? 0) + (data[cell * 4 + i] ?? 0);
    sum[3] = (sum[3] ?? 0) + 1;
  }
  const [r = 0, g = 0, b = 0, count = 0] = sum;
  return count === 0 ? null : [r / count, g / count, b / count];
}
