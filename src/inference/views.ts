import { type Box, insidePicture } from '../shared/boxes.ts';
import type { MadeCard } from '../shared/card.ts';
import type { Rgba } from './decode.ts';
import { decodeClasses } from './decoders/classes.ts';
import { BadAnswer, floatsOf, refuseNonFinite } from './decoders/tensor.ts';
import type { Engine } from './engine.ts';
import type { LabelMap } from './heat.ts';
import { resizeInto } from './pixels.ts';
import { type Tile, tilesOf } from './tiles.ts';

/** One look at a part of a picture. */
export interface View {
  /** Pixels of the picture. */
  readonly part: Tile;
  /** Pixels of the input that the part is resized to; whole cells. */
  readonly width: number;
  readonly height: number;
  /** Parts of the whole picture, 0–1, that are painted over first. */
  readonly filled: readonly Box[];
}

/** What a model says of a view. */
export interface Looked {
  /** Probabilities in label order. */
  readonly classes: ArrayLike<number>;
  readonly map: LabelMap;
}

/** Runs the model on each view, and answers in order. */
export type Look = (views: readonly View[]) => Promise<Looked[]>;

/** Pixels of the input behind each cell of a map: the stride of both bundled models. */
export const CELL = 32;
/**
 * The side of a square wide look, as parts of the model's own. Eleven cells for seven: things half
 * as wide as the picture come in at four fifths of the size that the model was trained on. Larger
 * looks were tried, and find more in ordinary photographs without finding more of what is there.
 */
const WIDE = 11 / 7;
/** Bounds the work that a strip can ask for. */
const LEAST_CELLS = 7;
const MOST_CELLS = 22;

/** The whole picture as the first look sees it. */
export const wholeView = (
  { width, height }: Pick<Tile, 'width' | 'height'>,
  size: number,
  filled: readonly Box[],
): View => ({ part: { x: 0, y: 0, width, height }, width: size, height: size, filled });

/**
 * The picture, or each tile of a strip, at a larger input of its own aspect: a finer map, in which
 * small things count for more.
 * @param size of the model's own input
 */
export function wideViews(
  { width, height }: Pick<Tile, 'width' | 'height'>,
  size: number,
  filled: readonly Box[],
): View[] {
  const [whole, ...tiles] = tilesOf(width, height);
  const parts = tiles.length > 0 ? tiles : [whole as Tile];
  return parts.map((part) => {
    const side = (size * WIDE) / CELL;
    const aspect = Math.sqrt(part.width / part.height);
    return { part, width: cells(side * aspect), height: cells(side / aspect), filled };
  });
}

const cells = (count: number): number =>
  Math.min(MOST_CELLS, Math.max(LEAST_CELLS, Math.round(count))) * CELL;

/**
 * @param read gives a part of the picture at full size, or with just `rows` rows (`readTile`,
 *   decode.ts); what it gives is painted on
 * @returns a way to look at that picture, one run of the model for each view
 * @throws BadAnswer (when looking) for an answer that cannot be read; Error where the card names no
 *   map
 */
export function lookWith(
  engine: Pick<Engine, 'card' | 'runRaw'>,
  picture: Pick<Tile, 'width' | 'height'>,
  read: (part: Tile, rows: number) => Rgba,
): Look {
  const { card } = engine;
  return async (views) => {
    const all: Looked[] = [];
    for (const view of views) {
      const { part, width, height } = view;
      const rgba = read(part, height);
      for (const box of view.filled) paintOver(rgba, box, part, picture);
      const input = new Float32Array(width * height * 3);
      resizeInto(rgba.data, rgba.width, rgba.height, input, 0, card.input, width, height);
      const planes = card.input.layout === 'NCHW';
      const dims = planes ? [1, 3, height, width] : [1, height, width, 3];
      all.push(lookedFrom(card, await engine.runRaw(input, dims)));
    }
    return all;
  };
}

function lookedFrom(card: MadeCard, outputs: Parameters<typeof floatsOf>[0]): Looked {
  const { labels, outputs: names } = card;
  if (!names.map) throw new Error(`model ${card.id} has no map`);
  const { data } = floatsOf(outputs, names.classes);
  if (data.length !== labels.length) throw new BadAnswer(`${data.length} class scores`);
  const [classes] = decodeClasses(data, 1, labels.length, names.answers);
  const map = floatsOf(outputs, names.map);
  const [, height = 0, width = 0, count] = map.dims;
  if (!classes || count !== labels.length || map.data.length !== height * width * count) {
    throw new BadAnswer(`[${map.dims.join(', ')}] is no map of ${labels.length} classes`);
  }
  refuseNonFinite(map.data, 'the class map');
  return { classes, map: { data: map.data, width, height } };
}

/** Mid grey, opaque, little-endian as every machine with WebAssembly is. */
const NEUTRAL = 0xff808080;

/** Paints the pixels that lie wholly inside `box`, 0–1 of the picture, of which `rgba` is a part. */
export function paintOver(
  { data, width, height }: Rgba,
  box: Box,
  part: Tile,
  picture: Pick<Tile, 'width' | 'height'>,
): void {
  const inside = insidePicture({
    x: (box.x * picture.width - part.x) / part.width,
    y: (box.y * picture.height - part.y) / part.height,
    width: (box.width * picture.width) / part.width,
    height: (box.height * picture.height) / part.height,
  });
  if (!inside) return;
  const pixels = new Uint32Array(data.buffer, data.byteOffset, width * height);
  const [left, right] = within(inside.x, inside.width, width);
  const [top, bottom] = within(inside.y, inside.height, height);
  for (let y = top; y < bottom; y++) {
    if (right > left) pixels.fill(NEUTRAL, y * width + left, y * width + right);
  }
}

/** The first and the end of the whole pixels in a span; a hair less counts, from the divisions. */
const within = (from: number, length: number, pixels: number): [number, number] => [
  Math.ceil(from * pixels - 1e-6),
  Math.floor((from + length) * pixels + 1e-6),
];
