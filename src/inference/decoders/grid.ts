/** Values in rows. */
export interface Grid {
  readonly data: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Bilinear, cell centres aligned; beyond the outermost centres the outermost values hold on.
 * @param steps how many values each cell becomes, on each side
 */
export function upsample(data: Float32Array, width: number, height: number, steps: number): Grid {
  const fine = { width: width * steps, height: height * steps };
  const out = new Float32Array(fine.width * fine.height);
  for (let y = 0; y < fine.height; y++) {
    const [top, bottom, down] = between(y, steps, height);
    for (let x = 0; x < fine.width; x++) {
      const [left, right, across] = between(x, steps, width);
      const a = data[top * width + left] as number;
      const b = data[top * width + right] as number;
      const c = data[bottom * width + left] as number;
      const d = data[bottom * width + right] as number;
      const upper = a + (b - a) * across;
      const lower = c + (d - c) * across;
      out[y * fine.width + x] = upper + (lower - upper) * down;
    }
  }
  return { data: out, ...fine };
}

/** The two cells a fine position lies between, and how far towards the second. */
function between(position: number, steps: number, cells: number): [number, number, number] {
  const at = Math.min(cells - 1, Math.max(0, (position + 0.5) / steps - 0.5));
  const low = Math.floor(at);
  return [low, Math.min(cells - 1, low + 1), at - low];
}
