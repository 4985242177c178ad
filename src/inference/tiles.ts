/** A part of a picture, in its pixels. */
export interface Tile {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * A model sees a square. Up to this aspect ratio stretching to it is what the models were trained
 * on (photos are 4:3 to 16:9); beyond it, content is squeezed out of shape and gets a look of its own.
 */
const STRETCH_LIMIT = 2.5;
/** Bounds the work a picture can ask for; longer strips get longer tiles, not more. */
const MOST_TILES = 12;

/**
 * The parts of a picture to judge: the whole, and for tall strips and panoramas also tiles along
 * the long side that cover all of it, square where `MOST_TILES` suffice. The worst tile decides.
 * @param width pixels, at least 1
 * @param height pixels, at least 1
 */
export function tilesOf(width: number, height: number): Tile[] {
  const whole: Tile = { x: 0, y: 0, width, height };
  const long = Math.max(width, height);
  const short = Math.min(width, height);
  if (long / short <= STRETCH_LIMIT) return [whole];
  const count = Math.min(MOST_TILES, Math.ceil(long / short));
  const length = Math.min(long, Math.max(short, Math.ceil(long / count)));
  const tiles = Array.from({ length: count }, (_, i): Tile => {
    const at = Math.round((i * (long - length)) / (count - 1));
    return width > height
      ? { x: at, y: 0, width: length, height }
      : { x: 0, y: at, width, height: length };
  });
  return [whole, ...tiles];
}
