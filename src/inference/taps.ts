import type { ModelInput } from '../shared/card.ts';

type Filter = ModelInput['filter'];

/**
 * Which source positions make each output position, and how much each counts: `width` weights for
 * every output, from `start` on. Weights of one output add up to 1; those past the source are 0.
 */
export interface Taps {
  readonly width: number;
  readonly start: Int32Array;
  readonly weights: Float64Array;
}

/** Of Pillow's BICUBIC. */
const CUBIC = -0.5;

/**
 * @param source how many positions there are
 * @param count how many there shall be
 */
export function tapsFor(filter: Filter, source: number, count: number): Taps {
  const ratio = source / count;
  switch (filter) {
    case 'corners':
      return pairs(source, count, (i) => (count > 1 ? (i * (source - 1)) / (count - 1) : 0));
    case 'bilinear':
      return pairs(source, count, (i) => (i + 0.5) * ratio - 0.5);
    case 'nearest': {
      const start = Int32Array.from({ length: count }, (_, i) =>
        Math.min(source - 1, Math.floor((i + 0.5) * ratio)),
      );
      return { width: 1, start, weights: new Float64Array(count).fill(1) };
    }
    case 'smooth':
      return spread(source, count, 1, (x) => Math.max(0, 1 - Math.abs(x)));
    case 'cubic':
      return spread(source, count, 2, cubic);
  }
}

/** The two positions about each place, the nearer one counting more. */
function pairs(source: number, count: number, place: (i: number) => number): Taps {
  const width = Math.min(2, source);
  const start = new Int32Array(count);
  const weights = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const at = Math.min(source - 1, Math.max(0, place(i)));
    const low = Math.min(Math.floor(at), source - width);
    start[i] = low;
    weights[i * width] = 1 - (at - low);
    if (width > 1) weights[i * width + 1] = at - low;
  }
  return { width, start, weights };
}

/**
 * Every position that a kernel reaches; when shrinking, the kernel is as much wider (Pillow's
 * ImagingResample).
 * @param reach of the kernel on each side, in positions, when not shrinking
 */
function spread(source: number, count: number, reach: number, kernel: (x: number) => number): Taps {
  const ratio = source / count;
  const wider = Math.max(1, ratio);
  const support = reach * wider;
  const width = Math.min(source, Math.ceil(support) * 2 + 1);
  const start = new Int32Array(count);
  const weights = new Float64Array(count * width);
  for (let i = 0; i < count; i++) {
    const centre = (i + 0.5) * ratio;
    const from = Math.max(0, Math.floor(centre - support + 0.5));
    const to = Math.min(source, Math.floor(centre + support + 0.5));
    // So that reading all of `width` never runs past the source.
    const first = Math.min(from, source - width);
    let sum = 0;
    for (let at = from; at < to; at++) {
      const weight = kernel((at - centre + 0.5) / wider);
      weights[i * width + at - first] = weight;
      sum += weight;
    }
    for (let k = 0; k < width; k++) {
      weights[i * width + k] = (weights[i * width + k] as number) / sum;
    }
    start[i] = first;
  }
  return { width, start, weights };
}

function cubic(at: number): number {
  const x = Math.abs(at);
  if (x < 1) return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * CUBIC;
  return 0;
}
