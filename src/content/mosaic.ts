import { COLOURS } from '../shared/mask-colours.ts';
import { MOSAIC_SIDE, type PageView } from '../shared/messages.ts';
import { MASKS } from './masks/index.ts';

/** Averages the mosaic down to `cells`² squares and draws one pixel for each. */
export function drawMosaic(canvas: HTMLCanvasElement, mosaic: Uint8Array, cells: number): void {
  canvas.width = cells;
  canvas.height = cells;
  const context = canvas.getContext('2d');
  if (!context) return;
  const picture = context.createImageData(cells, cells);
  const step = MOSAIC_SIDE / cells;
  for (let y = 0; y < cells; y++) {
    for (let x = 0; x < cells; x++) {
      const at = (y * cells + x) * 4;
      for (let c = 0; c < 3; c++)
        picture.data[at + c] = averageOf(mosaic, x * step, y * step, step, c);
      picture.data[at + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
}

/** The same, as colours in rows. */
export function coloursOf(mosaic: Uint8Array, cells: number): [r: number, g: number, b: number][] {
  const step = MOSAIC_SIDE / cells;
  return Array.from({ length: cells * cells }, (_, i) => {
    const [x, y] = [(i % cells) * step, Math.floor(i / cells) * step];
    const channel = (c: number): number => Math.round(averageOf(mosaic, x, y, step, c));
    return [channel(0), channel(1), channel(2)];
  });
}

function averageOf(
  mosaic: Uint8Array,
  x: number,
  y: number,
  step: number,
  channel: number,
): number {
  let sum = 0;
  let count = 0;
  for (let row = Math.floor(y); row < Math.ceil(y + step); row++) {
    for (let column = Math.floor(x); column < Math.ceil(x + step); column++) {
      sum += mosaic[(row * MOSAIC_SIDE + column) * 3 + channel] ?? 0;
      count++;
    }
  }
  return sum / count;
}

/**
 * What the overlay draws over what no rule of ours can fill: squares are the nearest there is to a blur.
 * @returns null where nothing is to be seen in its place
 */
export function mosaicInPlace(
  { maskStyle, maskColour }: Pick<PageView, 'maskStyle' | 'maskColour'>,
  mosaic: Uint8Array | null,
): Uint8Array | null {
  if (!MASKS[maskStyle].visible) return null;
  return (maskStyle === 'solid' ? null : mosaic) ?? flatMosaic(maskColour);
}

/** A mosaic of one colour, for the place of what cannot be filled by its own style. */
export function flatMosaic(colour: keyof typeof COLOURS): Uint8Array {
  const digits = COLOURS[colour].slice(1);
  const step = digits.length / 3;
  const rgb = [0, 1, 2].map((channel) =>
    Number.parseInt(digits.slice(channel * step, (channel + 1) * step).repeat(3 - step), 16),
  );
  return Uint8Array.from({ length: MOSAIC_SIDE * MOSAIC_SIDE * 3 }, (_, i) => rgb[i % 3] ?? 0);
}
