/** Pixels as three bytes each (red, green, blue), row by row from the top left. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

/** Rounds values of 0–255. A loop, as `Uint8Array.from` with a function takes ten times as long. */
export function toBytes(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) bytes[i] = Math.round(values[i] ?? 0);
  return bytes;
}
