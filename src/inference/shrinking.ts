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
/**
 * What the colour of a part may differ by, 0–255: another thing has other colours somewhere, while
 * what sampling makes of texture evens out within a part. Of crafted pictures, dozens.
 */
const PARTS = { across: 8, most: 10 } as const;
/** What pixels may differ by, on average over a larger part, though the colours be the same. */
const GRAIN = { across: 4, most: 28 } as const;

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
  areaAverage(smooth.data, smooth.width, smooth.height, b, 0, input);
  const [parts, grain] = [tally(PARTS.across), tally(GRAIN.across)];
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [part, larger] = [parts.at(x / size, y / size), grain.at(x / size, y / size)];
      for (let c = 0; c < 3; c++, i++) {
        const off = (a[i] as number) - (b[i] as number);
        parts.add(part + c, off);
        grain.add(larger, Math.abs(off) / 3);
      }
    }
  }
  const pixels = size * size;
  const alike = parts.most(pixels) <= PARTS.most && grain.most(pixels) <= GRAIN.most;
  return alike ? null : rgbaOf(b, size);
}

/** The model's square as bytes are. */
const BARE: Omit<Input, 'size'> = {
  layout: 'NHWC',
  channels: 'RGB',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  resize: 'stretch',
};

function tally(across: number) {
  const sums = new Float64Array(across * across * 3);
  return {
    at: (x: number, y: number) => (Math.floor(y * across) * across + Math.floor(x * across)) * 3,
    add(place: number, value: number): void {
      sums[place] = (sums[place] as number) + value;
    },
    most: (pixels: number) =>
      sums.reduce((most, sum) => Math.max(most, Math.abs(sum)), 0) / (pixels / across ** 2),
  };
}

function rgbaOf(rgb: Float32Array, size: number): Rgba {
  const data = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    for (let c = 0; c < 3; c++) data[to + c] = rgb[from + c] as number;
  }
  return { data, width: size, height: size };
}
