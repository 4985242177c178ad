import type { ModelInput } from '../shared/card.ts';
import { type Placement, placementOf } from './letterbox.ts';
import type { Rgba } from './pixels.ts';
import { type Taps, tapsFor } from './taps.ts';

/** A picture as a model takes it. */
export interface Prepared {
  /** Normalised, in the card's layout and channel order. */
  readonly data: Float32Array;
  /** Of `data`, with a batch of one. */
  readonly dims: readonly number[];
  /** Where the picture lies in it, for the boxes' way back. */
  readonly at: Placement;
}

/**
 * Resizes, pads and normalises a picture as its card says and as the model's original does; for
 * every rule and filter that a card can name. (`pixels.ts` has the faster way of one rule, which
 * the classifiers that run on every picture use.)
 * @param src RGBA bytes, opaque, length width * height * 4
 * @param width,height pixels, at least 1
 * @throws RangeError when there are no pixels, or too few bytes
 */
export function prepare(src: Rgba, width: number, height: number, input: ModelInput): Prepared {
  const at = placementOf(width, height, input);
  if (src.length < width * height * 4) {
    throw new RangeError(`${src.length} bytes are too few for ${width}×${height} RGBA`);
  }
  const { inputWidth, inputHeight } = at;
  const padded = input.resize === 'letterbox-right-bottom';
  const long = Math.max(width, height);
  // Padding first and then resizing, as the rule has it, blends the picture's edge with the pad.
  const columns = tapsFor(input.filter, padded ? long : width, extent(at, 'X', padded));
  const rows = tapsFor(input.filter, padded ? long : height, extent(at, 'Y', padded));
  const pad = 'pad' in input ? input.pad : 0;
  const write = writer(input, inputWidth, inputHeight);
  const row = rowReader(src, width, height, columns, pad, rows.width);
  const blended = new Float64Array((columns.weights.length / columns.width) * 3);
  for (let y = 0; y < inputHeight; y++) {
    const from = y - at.offsetY;
    const inside = from >= 0 && from < rows.start.length;
    if (inside) blend(blended, row, rows, from);
    for (let x = 0; x < inputWidth; x++) {
      const column = x - at.offsetX;
      const there = inside && column >= 0 && column * 3 < blended.length;
      for (let c = 0; c < 3; c++) {
        write.put(x, y, c, there ? (blended[column * 3 + c] as number) : pad);
      }
    }
  }
  const planes = input.layout === 'NCHW';
  return {
    data: write.data,
    dims: planes ? [1, 3, inputHeight, inputWidth] : [1, inputHeight, inputWidth, 3],
    at,
  };
}

/** How many pixels the picture (with its padding, where that comes first) is resized to. */
function extent(at: Placement, side: 'X' | 'Y', padded: boolean): number {
  if (padded) return at.inputWidth;
  return Math.round(side === 'X' ? at.scaleX * at.width : at.scaleY * at.height);
}

/**
 * Rows of the source, resized across: R, G, B for each output column. Asked for in order, so the
 * last `keep` are kept.
 */
function rowReader(
  src: Rgba,
  width: number,
  height: number,
  columns: Taps,
  pad: number,
  keep: number,
): (y: number) => Float64Array {
  const count = columns.start.length;
  const rows = Array.from({ length: keep }, () => ({ y: -1, data: new Float64Array(count * 3) }));
  const bytes = new Uint8Array(src.buffer, src.byteOffset, src.length);
  const beyond = new Float64Array(count * 3).fill(pad);
  return (y) => {
    if (y >= height) return beyond;
    const row = rows[y % keep];
    if (!row) throw new RangeError(`no place for row ${y}`);
    if (row.y === y) return row.data;
    row.y = y;
    for (let x = 0; x < count; x++) {
      const first = columns.start[x] as number;
      let [r, g, b] = [0, 0, 0];
      for (let k = 0; k < columns.width; k++) {
        const weight = columns.weights[x * columns.width + k] as number;
        if (first + k >= width) {
          r += pad * weight;
          g += pad * weight;
          b += pad * weight;
          continue;
        }
        const i = (y * width + first + k) * 4;
        r += (bytes[i] as number) * weight;
        g += (bytes[i + 1] as number) * weight;
        b += (bytes[i + 2] as number) * weight;
      }
      row.data[x * 3] = r;
      row.data[x * 3 + 1] = g;
      row.data[x * 3 + 2] = b;
    }
    return row.data;
  };
}

function blend(out: Float64Array, row: (y: number) => Float64Array, rows: Taps, y: number): void {
  out.fill(0);
  for (let k = 0; k < rows.width; k++) {
    const weight = rows.weights[y * rows.width + k] as number;
    if (weight === 0) continue;
    const from = row((rows.start[y] as number) + k);
    for (let i = 0; i < out.length; i++) {
      out[i] = (out[i] as number) + (from[i] as number) * weight;
    }
  }
}

function writer({ layout, channels, scale, mean, std }: ModelInput, width: number, height: number) {
  const data = new Float32Array(width * height * 3);
  const planes = layout === 'NCHW';
  const place = channels === 'BGR' ? ([2, 1, 0] as const) : ([0, 1, 2] as const);
  const gain = Float64Array.from(place, (p) => scale / std[p]);
  const bias = Float64Array.from(place, (p) => -mean[p] / std[p]);
  const plane = Int32Array.from(place, (p) => (planes ? p * width * height : p));
  const step = planes ? 1 : 3;
  return {
    data,
    /** @param c 0 red, 1 green, 2 blue; a cubic may overshoot, a byte cannot */
    put(x: number, y: number, c: number, value: number): void {
      const byte = Math.min(255, Math.max(0, value));
      data[(plane[c] as number) + (y * width + x) * step] =
        byte * (gain[c] as number) + (bias[c] as number);
    },
  };
}
