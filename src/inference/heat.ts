import { type Grid, upsample } from './decoders/grid.ts';
import type { Wanted } from './wanted.ts';

/** Where a model sees its classes: logits [height, width, labels]. */
export interface LabelMap {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/** In cells of a map. */
export interface Cells {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Cells on each side of the window over which logits are averaged. One cell alone is noise; of a
 * map that is the model's exact activation, the mean over a window is what it says of that part.
 */
const WINDOW = 3;
/** Parts of a cell that the place of a box is told to. */
const STEPS = 2;
/** Odds beyond e² count as e²: else one glowing cell outweighs all the cold ones about it. */
const CLIP = 2;

/**
 * @returns for each cell the log odds, by the window about it, that the labels are meant rather
 *   than all others; at the map's edges by the outermost window
 */
export const heatOf = (map: LabelMap, count: number, { labels }: Pick<Wanted, 'labels'>): Grid =>
  inWindows(map, count, (mean) => logOdds(mean, labels));

/** @returns for each cell the label's own logit, by the window about it, whatever the others' */
export const glowOf = (map: LabelMap, count: number, label: number): Grid =>
  inWindows(map, count, (mean) => mean[label] as number);

/** @param of from the mean logits of a window, one for each label */
function inWindows(
  { data, width, height }: LabelMap,
  count: number,
  of: (mean: Float64Array) => number,
): Grid {
  const [across, down] = [Math.min(WINDOW, width), Math.min(WINDOW, height)];
  const out = new Float32Array(width * height);
  const mean = new Float64Array(count);
  for (let y = 0; y < height; y++) {
    const top = clamp(y - (down >> 1), height - down);
    for (let x = 0; x < width; x++) {
      const left = clamp(x - (across >> 1), width - across);
      mean.fill(0);
      for (let row = top; row < top + down; row++) {
        for (let i = (row * width + left) * count, end = i + across * count; i < end; i++) {
          const label = i % count;
          mean[label] = (mean[label] as number) + (data[i] as number) / (across * down);
        }
      }
      out[y * width + x] = of(mean);
    }
  }
  return { data: out, width, height };
}

/** @returns the log of the labels' probability over that of all others */
export function logOdds(logits: Float64Array, labels: readonly number[]): number {
  let [most, meant, others] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const logit of logits) most = Math.max(most, logit);
  logits.forEach((logit, label) => {
    const power = Math.exp(logit - most);
    if (labels.includes(label)) meant += power;
    else others += power;
  });
  return Math.log(Math.max(meant, 1e-12)) - Math.log(Math.max(others, 1e-12));
}

/** @returns the largest number in it; -Infinity where it has no cells */
export const peakOf = ({ data }: Grid): number =>
  data.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);

/**
 * The rectangle in which the odds add up to most: what speaks for the labels lies in it, and what
 * lies outside speaks against. Unlike a cut at a threshold it keeps no tail of lukewarm cells, and
 * bridges a cold gap where there is more beyond it. Where all is cold, the least cold spot.
 */
export function coreOf(heat: Grid): Cells {
  const { data, width, height } = upsample(heat.data, heat.width, heat.height, STEPS);
  const columns = new Float64Array(width);
  let best = { sum: Number.NEGATIVE_INFINITY, x: 0, y: 0, width: 1, height: 1 };
  for (let top = 0; top < height; top++) {
    columns.fill(0);
    for (let bottom = top; bottom < height; bottom++) {
      let [sum, from] = [0, 0];
      for (let x = 0; x < width; x++) {
        const odds = clip(data[bottom * width + x] as number);
        const column = (columns[x] as number) + odds;
        columns[x] = column;
        if (sum <= 0) [sum, from] = [0, x];
        sum += column;
        if (sum > best.sum) {
          best = { sum, x: from, y: top, width: x - from + 1, height: bottom - top + 1 };
        }
      }
    }
  }
  const { x, y } = best;
  return {
    x: x / STEPS,
    y: y / STEPS,
    width: best.width / STEPS,
    height: best.height / STEPS,
  };
}

const clip = (odds: number): number => Math.max(-CLIP, Math.min(CLIP, odds));
const clamp = (at: number, most: number): number => Math.max(0, Math.min(most, at));
