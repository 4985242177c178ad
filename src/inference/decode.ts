import { imageSize } from 'image-size';
import { MOSAIC_SIDE } from '../shared/messages.ts';
import { wordsOf } from './pixels.ts';
import { MOST_AT_ONCE } from './smoothing.chrome.ts';
import type { Tile } from './tiles.ts';

/**
 * More pixels than this are refused before decoding, and so stay covered: at 4 bytes a pixel,
 * 64 megapixels are 256 MB, what one picture may take on a machine with 4 GB.
 */
export const MOST_PIXELS = 64 * 1024 * 1024;

/** What see-through parts lie over: white, as on most pages, and black, as on the darkest. */
export type Ground = '#fff' | '#000';

/** RGBA rows, opaque: see-through parts lie over a ground. */
export interface Rgba {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/**
 * @returns whether the header tells a size within bounds; true when it tells none (the decoder then
 *   decides), false for a picture that must not be decoded
 */
export function withinBounds(bytes: Uint8Array): boolean {
  const size = sizeOf(bytes);
  return !size || size.width * size.height <= MOST_PIXELS;
}

/** @returns the size and format that a picture's header states, or null when it is none we know */
export function sizeOf(bytes: Uint8Array): { width: number; height: number; type: string } | null {
  try {
    const { width, height, type } = imageSize(bytes);
    return width > 0 && height > 0 ? { width, height, type: type ?? '' } : null;
  } catch {
    // image-size throws for every format it does not know; that is its answer, not a failure.
    return null;
  }
}

/**
 * Reads a tile of a decoded picture for the resize that follows. A tile much taller than `rows`
 * comes back with just `rows` rows, each the blend of the two source rows that an aligned-corner
 * bilinear resize to `rows` would read: the same result as from all rows (to a rounding of 1/255)
 * for a fraction of the copying.
 * @param rows height that the tile will be resized to
 */
export function readTile(
  bitmap: ImageBitmap,
  tile: Tile,
  rows: number,
  ground: Ground = '#fff',
): Rgba {
  const { x, y, width, height } = tile;
  if (height <= rows * 3) {
    const context = groundOf(ground, width, height);
    context.drawImage(bitmap, x, y, width, height, 0, 0, width, height);
    return { data: context.getImageData(0, 0, width, height).data, width, height };
  }
  const context = groundOf(ground, width, rows * 2);
  context.imageSmoothingEnabled = false;
  const fractions = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const at = (row * (height - 1)) / Math.max(1, rows - 1);
    const upper = Math.min(Math.floor(at), height - 1);
    fractions[row] = at - upper;
    context.drawImage(bitmap, x, y + upper, width, 1, 0, row * 2, width, 1);
    const lower = Math.min(upper + 1, height - 1);
    context.drawImage(bitmap, x, y + lower, width, 1, 0, row * 2 + 1, width, 1);
  }
  const pairs = context.getImageData(0, 0, width, rows * 2).data;
  const data = new Uint8ClampedArray(width * rows * 4);
  const stride = width * 4;
  for (let row = 0; row < rows; row++) {
    const f = fractions[row] ?? 0;
    const from = row * 2 * stride;
    for (let i = 0; i < stride; i++) {
      const a = pairs[from + i] ?? 0;
      data[row * stride + i] = a + ((pairs[from + stride + i] ?? 0) - a) * f;
    }
  }
  return { data, width, height: rows };
}

/**
 * Reads a tile of a decoded picture, smoothly shrunk where it is larger than any model needs.
 * @param most pixels of the longer side
 */
export function readShrunk(
  bitmap: ImageBitmap,
  tile: Tile,
  most: number,
  ground: Ground = '#fff',
): Rgba {
  const { x, y, width, height } = tile;
  const scale = Math.min(1, most / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  let from: CanvasImageSource = bitmap;
  let [left, top, across, down] = [x, y, width, height];
  for (;;) {
    const to = {
      width: Math.max(w, Math.ceil(across / MOST_AT_ONCE)),
      height: Math.max(h, Math.ceil(down / MOST_AT_ONCE)),
    };
    const context = groundOf(ground, to.width, to.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(from, left, top, across, down, 0, 0, to.width, to.height);
    if (to.width === w && to.height === h) {
      return { data: context.getImageData(0, 0, w, h).data, width: w, height: h };
    }
    from = context.canvas;
    [left, top, across, down] = [0, 0, to.width, to.height];
  }
}

/** Pixels a side that are enough to know how much of a picture can be seen through. */
const GLANCE = 64;
/** Of 255; what is less lets something of its ground be seen. */
const OPAQUE = 250;
/** Of a picture: less than that is the soft edge of a round corner. */
const MUCH = 0.01;

/** Whether a page's background shows through enough of it to make another picture of it. */
export function isSeeThrough(bitmap: ImageBitmap): boolean {
  const options = { willReadFrequently: true };
  const context = new OffscreenCanvas(GLANCE, GLANCE).getContext('2d', options);
  if (!context) throw new Error('no 2D canvas');
  context.imageSmoothingQuality = 'medium';
  context.drawImage(bitmap, 0, 0, GLANCE, GLANCE);
  const { data } = context.getImageData(0, 0, GLANCE, GLANCE);
  let through = 0;
  for (let i = 3; i < data.length; i += 4) if ((data[i] as number) < OPAQUE) through++;
  return through > GLANCE * GLANCE * MUCH;
}

/** The latest canvas, for the next picture of the same size: pages show many of one size. */
let latest: OffscreenCanvasRenderingContext2D | null = null;
/** A larger canvas is not kept: what a rare huge picture took is given back. */
const MOST_KEPT = 1024 * 1024;

function groundOf(
  ground: Ground,
  width: number,
  height: number,
): OffscreenCanvasRenderingContext2D {
  const same = latest?.canvas.width === width && latest.canvas.height === height;
  const context = same && latest ? latest : newCanvas(width, height);
  latest = width * height <= MOST_KEPT ? context : null;
  context.imageSmoothingEnabled = true;
  context.fillStyle = ground;
  context.fillRect(0, 0, width, height);
  return context;
}

function newCanvas(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', {
    alpha: false,
    willReadFrequently: true,
  });
  if (!context) throw new Error('no 2D canvas');
  return context;
}

/** Samples a side of each mosaic cell; more would not be seen. */
const CELL_SAMPLES = 8;

/** @returns average colours of a grid of `MOSAIC_SIDE`² cells, RGB, in rows */
export function mosaicOf({ data, width, height }: Rgba): Uint8Array<ArrayBuffer> {
  const pixels = wordsOf(data);
  const sums = new Float64Array(MOSAIC_SIDE * MOSAIC_SIDE * 3);
  const samples = MOSAIC_SIDE * CELL_SAMPLES;
  const at = (sample: number, span: number) => Math.floor(((sample + 0.5) / samples) * span);
  const columns = Int32Array.from({ length: samples }, (_, x) => at(x, width));
  for (let y = 0; y < samples; y++) {
    const row = at(y, height) * width;
    const cells = Math.floor(y / CELL_SAMPLES) * MOSAIC_SIDE;
    for (let x = 0; x < samples; x++) {
      const pixel = pixels[row + (columns[x] as number)] as number;
      const to = (cells + Math.floor(x / CELL_SAMPLES)) * 3;
      sums[to] = (sums[to] as number) + (pixel & 255);
      sums[to + 1] = (sums[to + 1] as number) + ((pixel >> 8) & 255);
      sums[to + 2] = (sums[to + 2] as number) + ((pixel >> 16) & 255);
    }
  }
  return Uint8Array.from(sums, (sum) => sum / CELL_SAMPLES ** 2);
}
