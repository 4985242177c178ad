import type { Grid } from './grid.ts';

/** The box about a connected region, in cells of its grid, and the highest value in it. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly most: number;
}

/**
 * @returns the regions of cells at or above `threshold` that hang together by their sides, in the
 *   order of their first cell
 */
export function regionsOf({ data, width, height }: Grid, threshold: number): Region[] {
  const seen = new Uint8Array(data.length);
  const regions: Region[] = [];
  const waiting: number[] = [];
  const visit = (cell: number): void => {
    if (seen[cell] || (data[cell] as number) < threshold) return;
    seen[cell] = 1;
    waiting.push(cell);
  };
  for (let first = 0; first < data.length; first++) {
    visit(first);
    if (waiting.length === 0) continue;
    let [left, top, right, bottom, most] = [width, height, -1, -1, Number.NEGATIVE_INFINITY];
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const x = cell % width;
      const y = (cell - x) / width;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
      most = Math.max(most, data[cell] as number);
      if (x > 0) visit(cell - 1);
      if (x + 1 < width) visit(cell + 1);
      if (y > 0) visit(cell - width);
      if (y + 1 < height) visit(cell + width);
    }
    regions.push({ x: left, y: top, width: right - left + 1, height: bottom - top + 1, most });
  }
  return regions;
}
