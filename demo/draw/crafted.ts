import type { Picture } from './picture.ts';

/**
 * A picture that a person sees as one and a model that samples as another: where bilinear sampling
 * with aligned corners reads, it has the pixels of `sampled`, and everywhere else those of `seen`.
 * @param seen,sampled squares of one size, several times the model's
 * @param size the model's side, pixels
 */
export function crafted(seen: Picture, sampled: Picture, size: number): Picture {
  const { width, height } = seen;
  const rgb = seen.rgb.slice();
  const [columns, rows] = [readOf(width, size), readOf(height, size)];
  for (const y of rows) {
    for (const x of columns) {
      const at = (y * width + x) * 3;
      rgb.set(sampled.rgb.subarray(at, at + 3), at);
    }
  }
  return { width, height, rgb };
}

/** The source positions about each that is wanted: two, or the one that it falls on. */
const readOf = (source: number, size: number): number[] =>
  Array.from({ length: size }, (_, i) => (i * (source - 1)) / (size - 1)).flatMap((at) =>
    Number.isInteger(at) ? [at] : [Math.floor(at), Math.ceil(at)],
  );
