/**
 * The fixed input of the self-test: size×size RGB bytes, the same on every machine.
 * A smooth colour field with a hard-edged disc, so that both low and high frequencies are in it.
 * @param size pixels on each side
 * @returns RGB bytes, length size * size * 3, row-major
 */
export function selfTestPixels(size: number): Uint8Array {
  const out = new Uint8Array(size * size * 3);
  const radius = size / 4;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const inside = (x - size / 2) ** 2 + (y - size / 3) ** 2 < radius * radius;
      const i = (y * size + x) * 3;
      out[i] = inside ? 224 : Math.floor((x * 255) / size);
      out[i + 1] = inside ? 172 : Math.floor((y * 255) / size);
      out[i + 2] = inside ? 150 : Math.floor(((x + y) * 255) / (2 * size));
    }
  }
  return out;
}
