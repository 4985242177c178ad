import { decode, encode } from '../../demo/draw/encode.ts';
import { ordinary, scenes } from '../../demo/draw/ordinary.ts';
import { drawPattern } from '../../demo/draw/pattern.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import { createRandom } from '../../demo/draw/random.ts';
import { patterns } from '../../demo/patterns.ts';
import type { Tile } from '../../src/inference/tiles.ts';

/** An ordinary drawn picture, a quarter of which is a pattern that the models call explicit. */
export interface Composition {
  readonly picture: Picture;
  /** Where the pattern lies, pixels. */
  readonly pattern: Tile;
  readonly name: string;
}

const ASPECTS = [
  [1, 1],
  [4, 3],
  [3, 4],
  [16, 9],
] as const;
/** Long sides, pixels. */
const LONG = [280, 640] as const;
/** The rest is left as it was drawn. */
const AS_JPEG = 0.7;

/** The same seed gives the same composition, on every machine up to the JPEG encoder. */
export async function compose(seed: number): Promise<Composition> {
  const random = createRandom(seed * 7919 + 13);
  const [across, down] = random.pick(ASPECTS);
  const long = random.int(...LONG);
  const width = Math.round((long * across) / Math.max(across, down));
  const height = Math.round((long * down) / Math.max(across, down));
  const scene = ordinary(seed, random.int(0, scenes.length - 1));
  const side = Math.round(Math.sqrt(width * height) / 2);
  const drawn = drawPattern(random.pick(patterns), side);
  const x = random.int(0, width - side);
  const y = random.int(0, height - side);
  const middle = { x: (long - width) >> 1, y: (long - height) >> 1 };
  const picture = { width, height, rgb: new Uint8Array(width * height * 3) };
  copy(scene.draw(long), { ...middle, width, height }, picture, { x: 0, y: 0 });
  copy(drawn, { x: 0, y: 0, width: side, height: side }, picture, { x, y });
  return {
    picture: random.chance(AS_JPEG) ? await decode(await encode(picture)) : picture,
    pattern: { x, y, width: side, height: side },
    name: `${seed}: ${scene.name}, ${width}×${height}`,
  };
}

function copy(from: Picture, part: Tile, to: Picture, at: { x: number; y: number }): void {
  for (let row = 0; row < part.height; row++) {
    const start = ((part.y + row) * from.width + part.x) * 3;
    const line = from.rgb.subarray(start, start + part.width * 3);
    to.rgb.set(line, ((at.y + row) * to.width + at.x) * 3);
  }
}
