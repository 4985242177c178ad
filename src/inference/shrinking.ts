import type { Rgba } from './decode.ts';
import { areaAverage, type Input, resizeBilinearAlignCorners } from './pixels.ts';
import type { Tile } from './tiles.ts';

/**
 * A model's own way of shrinking reads four pixels for each of its input and leaves the others out.
 * So a large picture can be drawn that shows a model one thing and a person, who sees them all
 * together, another. Where the two ways differ by more than texture, the model is shown both.
 */

/** With no more source pixels than this for each pixel of the input, sampling reads them all. */
const READ_BY_SAMPLING = 2;
/** So much of what is smooth already may be sampled: four fifths of it are read. */
const READ_WELL = 2.5;
/**
 * What the colour of a part may differ by, 0–255: another thing has other colours somewhere, while
 * what sampling makes of texture evens out within a part. Of crafted pictures, dozens.
 */
const PARTS = { across: 8, most: 10 } as const;
/**
 * What pixels may differ by, on average over four of these parts, though the colours be the same. Of
 * photographs as crisp as thumbnails are, shrunk five to seven times, one in ten differs by more.
 */
const GRAIN = { across: PARTS.across / 2, most: 28 } as const;

/** @returns whether shrinking this to the model's square by sampling leaves pixels out */
export const stepsOver = ({ width, height }: Pick<Tile, 'width' | 'height'>, size: number) =>
  Math.max(width, height) > size * READ_BY_SAMPLING;

/**
 * @returns pixels of the longer side to which a part may be shrunk smoothly first, so that neither
 *   side falls below the model's
 */
export const enoughFor = ({ width, height }: Pick<Tile, 'width' | 'height'>, size: number) =>
  Math.ceil((size * Math.max(width, height)) / Math.min(width, height));

/**
 * @param sampled as it is for the model to sample
 * @param smooth the same part, with every pixel of it in its own
 * @returns the smooth one as the model's square where the two differ; null where one look will do
 */
export function averagedIfUnlike(sampled: Rgba, smooth: Rgba, size: number): Rgba | null {
  const [a, b] = [new Float32Array(size * size * 3), new Float32Array(size * size * 3)];
  const input = { ...BARE, size };
  resizeBilinearAlignCorners(sampled.data, sampled.width, sampled.height, a, 0, input);
  const average =
    Math.max(smooth.width, smooth.height) > size * READ_WELL
      ? areaAverage
      : resizeBilinearAlignCorners;
  average(smooth.data, smooth.width, smooth.height, b, 0, input);
  return areAlike(a, b, size) ? null : rgbaOf(b, size);
}

/** @returns whether two squares of R, G, B, 0–255, differ by no more than texture does */
function areAlike(a: Float32Array, b: Float32Array, size: number): boolean {
  const { across } = PARTS;
  const part = Int32Array.from({ length: size }, (_, i) => Math.floor((i * across) / size));
  const [red, green, blue] = [sums(), sums(), sums()];
  const grain = new Float64Array(GRAIN.across ** 2);
  for (let y = 0, i = 0; y < size; y++) {
    const row = int(part, y);
    for (let x = 0; x < size; x++, i += 3) {
      const column = int(part, x);
      const r = real(a, i) - real(b, i);
      const g = real(a, i + 1) - real(b, i + 1);
      const bl = real(a, i + 2) - real(b, i + 2);
      const at = row * across + column;
      red[at] = real(red, at) + r;
      green[at] = real(green, at) + g;
      blue[at] = real(blue, at) + bl;
      const larger = (row >> 1) * GRAIN.across + (column >> 1);
      grain[larger] = real(grain, larger) + Math.abs(r) + Math.abs(g) + Math.abs(bl);
    }
  }
  const pixels = size * size;
  const most = Math.max(...[red, green, blue].map(highest)) / (pixels / across ** 2);
  const coarse = highest(grain) / ((3 * pixels) / GRAIN.across ** 2);
  return most <= PARTS.most && coarse <= GRAIN.most;
}

const sums = () => new Float64Array(PARTS.across ** 2);
const highest = (all: Float64Array): number => Math.max(...all.map(Math.abs));
const int = (from: Int32Array, index: number): number => from[index] as number;
const real = (from: Float32Array | Float64Array, index: number): number => from[index] as number;

/** The model's square as bytes are. */
const BARE: Omit<Input, 'size'> = {
  layout: 'NHWC',
  channels: 'RGB',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  resize: 'stretch',
};

function rgbaOf(rgb: Float32Array, size: number): Rgba {
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    for (let c = 0; c < 3; c++) data[to + c] = rgb[from + c] as number;
  }
  return { data, width: size, height: size };
}
