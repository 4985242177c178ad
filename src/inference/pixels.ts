import type { MadeCard } from '../shared/card.ts';

export type Input = Omit<MadeCard['input'], 'filter' | 'name'>;

/**
 * Pictures here are RGBA bytes, row-major, with nothing see-through in them: the alpha byte is
 * ignored. Whoever decodes a picture paints it over white first, as a page without a background
 * shows it; otherwise the colours hidden under transparent pixels would be judged.
 */
export type Rgba = Uint8Array | Uint8ClampedArray;

/** @returns how many numbers one picture takes in a model's input */
export const inputLength = (input: Input): number => input.size * input.size * 3;

/**
 * Shrinks or stretches a picture to the model's square as the models were trained: bilinear,
 * corners aligned, aspect not kept (tfjs `image.resizeBilinear(picture, size, true)`), and writes
 * it normalised, in the card's layout and channel order. Reads four source pixels for each one
 * written, whatever the picture's size.
 * @param src length width * height * 4
 * @param width,height pixels, at least 1
 * @param out the model's input, or a batch of them
 * @param offset where in `out` this picture starts: index in the batch * `inputLength(input)`
 * @param input the model card's
 * @throws RangeError when `src` or `out` is too short
 */
export function resizeBilinearAlignCorners(
  src: Rgba,
  width: number,
  height: number,
  out: Float32Array,
  offset: number,
  input: Input,
): void {
  resizeInto(src, width, height, out, offset, input, input.size, input.size);
}

/**
 * As `resizeBilinearAlignCorners`, to another size than the card's, for a look at a larger input.
 * @param across,down pixels that the picture is resized to, at least 1
 */
export function resizeInto(
  src: Rgba,
  width: number,
  height: number,
  out: Float32Array,
  offset: number,
  input: Input,
  across: number,
  down: number,
): void {
  check(src, width, height, out, offset, across * down);
  const pixels = wordsOf(src);
  const { step, gain, bias, pixelStep } = target(input, across * down);
  const columns = taps(width, across);
  const rows = taps(height, down);
  // The three channels by name: a loop over them, with its look-ups, takes three times as long.
  const [toR, toG, toB] = [int(step, 0), int(step, 1), int(step, 2)];
  const [gainR, gainG, gainB] = [real(gain, 0), real(gain, 1), real(gain, 2)];
  const [biasR, biasG, biasB] = [real(bias, 0), real(bias, 1), real(bias, 2)];
  let pixel = offset;
  for (let y = 0; y < down; y++) {
    const top = int(rows.low, y) * width;
    const bottom = int(rows.high, y) * width;
    const below = real(rows.fraction, y);
    for (let x = 0; x < across; x++) {
      const left = int(columns.low, x);
      const right = int(columns.high, x);
      // Whole pixels: byte by byte this takes twice as long in Firefox.
      const a = int(pixels, top + left);
      const b = int(pixels, top + right);
      const c = int(pixels, bottom + left);
      const d = int(pixels, bottom + right);
      const beside = real(columns.fraction, x);
      const ofD = beside * below;
      const ofC = below - ofD;
      const ofB = beside - ofD;
      const ofA = 1 - beside - ofC;
      const red = (a & 255) * ofA + (b & 255) * ofB + (c & 255) * ofC + (d & 255) * ofD;
      const green =
        ((a >> 8) & 255) * ofA +
        ((b >> 8) & 255) * ofB +
        ((c >> 8) & 255) * ofC +
        ((d >> 8) & 255) * ofD;
      const blue =
        ((a >> 16) & 255) * ofA +
        ((b >> 16) & 255) * ofB +
        ((c >> 16) & 255) * ofC +
        ((d >> 16) & 255) * ofD;
      out[pixel + toR] = red * gainR + biasR;
      out[pixel + toG] = green * gainG + biasG;
      out[pixel + toB] = blue * gainB + biasB;
      pixel += pixelStep;
    }
  }
}

/**
 * Shrinks a picture to the model's square by averaging every source pixel (a box filter), and
 * writes it as `resizeBilinearAlignCorners` does. A large picture can be drawn so that the few
 * pixels bilinear sampling reads show something else than the whole does; this reads them all.
 * Parameters and errors are those of `resizeBilinearAlignCorners`.
 */
export function areaAverage(
  src: Rgba,
  width: number,
  height: number,
  out: Float32Array,
  offset: number,
  input: Input,
): void {
  const { size } = input;
  check(src, width, height, out, offset, size * size);
  const bytes = bytesOf(src);
  const { step, gain, bias, pixelStep } = target(input, size * size);
  const area = (width / size) * (height / size);
  const row = new Float64Array(size * 3);
  const sum = new Float64Array(size * 3);
  let rowIs = -1;
  let pixel = offset;
  for (let y = 0; y < size; y++) {
    const start = (y * height) / size;
    const end = ((y + 1) * height) / size;
    sum.fill(0);
    for (let sy = Math.floor(start); sy < Math.min(height, end); sy++) {
      if (sy !== rowIs) sumRow(bytes, sy, width, size, row);
      rowIs = sy;
      const share = Math.min(sy + 1, end) - Math.max(sy, start);
      for (let i = 0; i < sum.length; i++) sum[i] = real(sum, i) + real(row, i) * share;
    }
    for (let x = 0; x < size; x++) {
      for (let c = 0; c < 3; c++) {
        const value = real(sum, x * 3 + c) / area;
        out[pixel + int(step, c)] = value * real(gain, c) + real(bias, c);
      }
      pixel += pixelStep;
    }
  }
}

/** Sums one source row into `size` boxes of R, G, B; a pixel across two boxes counts in parts. */
function sumRow(
  bytes: Uint8Array,
  y: number,
  width: number,
  size: number,
  row: Float64Array,
): void {
  for (let x = 0; x < size; x++) {
    const start = (x * width) / size;
    const end = ((x + 1) * width) / size;
    let r = 0;
    let g = 0;
    let b = 0;
    for (let sx = Math.floor(start); sx < Math.min(width, end); sx++) {
      const share = Math.min(sx + 1, end) - Math.max(sx, start);
      const i = (y * width + sx) * 4;
      r += byte(bytes, i) * share;
      g += byte(bytes, i + 1) * share;
      b += byte(bytes, i + 2) * share;
    }
    row[x * 3] = r;
    row[x * 3 + 1] = g;
    row[x * 3 + 2] = b;
  }
}

/** The two source positions each output position lies between, and how far towards the second. */
function taps(source: number, size: number) {
  const ratio = size > 1 ? (source - 1) / (size - 1) : source;
  const low = new Int32Array(size);
  const high = new Int32Array(size);
  const fraction = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    const position = Math.min(source - 1, i * ratio);
    const floor = Math.floor(position);
    low[i] = floor;
    high[i] = Math.min(source - 1, floor + 1);
    fraction[i] = position - floor;
  }
  return { low, high, fraction };
}

/** Where source channel c (R, G, B) goes, and byte * gain + bias as the card normalises it. */
function target({ layout, channels, scale, mean, std }: Input, pixels: number) {
  const planes = layout === 'NCHW';
  const place = channels === 'BGR' ? ([2, 1, 0] as const) : ([0, 1, 2] as const);
  return {
    pixelStep: planes ? 1 : 3,
    step: Int32Array.from(place, (p) => (planes ? p * pixels : p)),
    gain: Float64Array.from(place, (p) => scale / std[p]),
    bias: Float64Array.from(place, (p) => -mean[p] / std[p]),
  };
}

function check(
  src: Rgba,
  width: number,
  height: number,
  out: Float32Array,
  offset: number,
  pixels: number,
): void {
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new RangeError(`a picture of ${width}×${height} has no pixels`);
  }
  if (src.length < width * height * 4) {
    throw new RangeError(`${src.length} bytes are too few for ${width}×${height} RGBA`);
  }
  if (offset < 0 || out.length < offset + pixels * 3) {
    throw new RangeError(`no room for a picture at ${offset} of ${out.length}`);
  }
}

// One reader for each kind of array, and one kind of bytes: a reader shared among kinds becomes
// megamorphic in V8, which made the resize seven times slower.
const bytesOf = (src: Rgba) => new Uint8Array(src.buffer, src.byteOffset, src.length);
/** A pixel at a time: red in the lowest byte, as on every machine with WebAssembly. */
export const wordsOf = (src: Rgba): Int32Array =>
  src.byteOffset % 4 === 0
    ? new Int32Array(src.buffer, src.byteOffset, src.length >> 2)
    : new Int32Array(src.slice().buffer, 0, src.length >> 2);
const byte = (from: Uint8Array, index: number): number => from[index] as number;
const int = (from: Int32Array, index: number): number => from[index] as number;
const real = (from: Float64Array, index: number): number => from[index] as number;
