import type { ModelCard } from '../shared/card.ts';
import {
  type Ground,
  isSeeThrough,
  mosaicOf,
  type Rgba,
  readShrunk,
  readTile,
  withinBounds,
} from './decode.ts';
import { framesOf, type Room } from './frames/frames.ts';
import { averagedIfUnlike, enoughFor, stepsOver } from './shrinking.ts';
import { begins, JPEG } from './signatures.ts';
import { type Tile, tilesOf } from './tiles.ts';
import type { Picture } from './worker-protocol.ts';

/** How a tile's pixels are read for a model: what it is shown, once or in two ways. */
export type Reader = (bitmap: ImageBitmap, tile: Tile, ground: Ground) => Rgba[];

/** Pixels a side, as a multiple of the model's, from which the browser's own smoothing goes first. */
const ENOUGH = 2;

/**
 * @returns what reads as the model's authors resize, and where that steps over pixels of a large picture
 *   also their average, if it shows something else
 */
export function readerFor(input: ModelCard['input']): Reader {
  if (input.resize === 'min-max') {
    return (bitmap, tile, ground) => [readShrunk(bitmap, tile, input.sides.max * ENOUGH, ground)];
  }
  const { size } = input;
  if (input.filter !== 'corners') {
    return (bitmap, tile, ground) => [readShrunk(bitmap, tile, size * ENOUGH, ground)];
  }
  return (bitmap, tile, ground) => {
    const sampled = readTile(bitmap, tile, size, ground);
    if (!stepsOver(tile, size)) return [sampled];
    const smooth = readShrunk(bitmap, tile, enoughFor(tile, size), ground);
    const averaged = averagedIfUnlike(sampled, smooth, size);
    return averaged ? [sampled, averaged] : [sampled];
  };
}

/** One thing to show a model. */
export interface Part {
  /** Where in the picture it is. */
  readonly place: Tile;
  readonly rgba: Rgba;
}

export interface Read {
  /** Of the whole picture, pixels. */
  readonly width: number;
  readonly height: number;
  /** Of every frame that is looked at; the first is the first frame as a whole. */
  readonly parts: readonly Part[];
  readonly mosaic: Uint8Array<ArrayBuffer>;
}

const WHITE: readonly Ground[] = ['#fff'];
/** A page can lay a picture over anything: what is white on white is a picture on black. */
const BOTH: readonly Ground[] = ['#fff', '#000'];

/** A JPEG has no such pixels. */
const mayBeSeeThrough = (picture: Picture): boolean =>
  picture.as !== 'bytes' || !begins(picture.bytes, 0, JPEG);

/** Everything of a picture that a model must be shown. @throws Error for what cannot be read */
export async function readPicture(picture: Picture, read: Reader, looks: Looks): Promise<Read> {
  const parts: Part[] = [];
  let size: { width: number; height: number } | null = null;
  for await (const bitmap of bitmapsOf(picture, looks)) {
    // Of the first: what is in it may be larger, and of what moves all is covered.
    size ??= { width: bitmap.width, height: bitmap.height };
    const grounds = mayBeSeeThrough(picture) && isSeeThrough(bitmap) ? BOTH : WHITE;
    for (const place of tilesOf(bitmap.width, bitmap.height)) {
      for (const ground of grounds) {
        parts.push(...read(bitmap, place, ground).map((rgba) => ({ place, rgba })));
      }
    }
  }
  const [whole] = parts;
  if (!whole || !size) throw new Error('picture without pixels');
  return { ...size, parts, mosaic: mosaicOf(whole.rgba) };
}

/** How often a model may look at one picture that moves. */
export interface Looks {
  readonly usual: number;
  readonly most: number;
}

/** Of the picture, not of the model. */
export class Unreadable extends Error {}

/** Of a strip's frames, each of which takes a look for every tile, at least these are looked at. */
const LEAST_FRAMES = 4;

/**
 * A picture that is still, or those of its frames that must be seen. Each is closed when the next
 * one is asked for.
 * @throws Unreadable for what cannot be decoded
 */
export async function* bitmapsOf(picture: Picture, looks: Looks): AsyncGenerator<ImageBitmap> {
  try {
    yield* decoded(picture, looks);
  } catch (cause) {
    throw new Unreadable(String(cause), { cause });
  }
}

async function* decoded(picture: Picture, looks: Looks): AsyncGenerator<ImageBitmap> {
  if (picture.as === 'bytes' && !withinBounds(picture.bytes)) {
    throw new Error('picture too large to decode');
  }
  const frames =
    picture.as === 'bytes' && picture.moves ? await framesOf(picture.bytes, roomFor(looks)) : null;
  if (frames) {
    yield* frames;
    return;
  }
  const bitmap = await stillOf(picture);
  try {
    yield bitmap;
  } finally {
    bitmap.close();
  }
  if (picture.as === 'bytes') return;
  for (const held of picture.holds ?? []) yield* decoded(held, looks);
}

function roomFor({ usual, most }: Looks): Room {
  return (width, height) => {
    const tiles = tilesOf(width, height).length;
    const frames = (count: number): number => Math.max(LEAST_FRAMES, Math.floor(count / tiles));
    return { usual: frames(usual), most: frames(most) };
  };
}

function stillOf(picture: Picture): Promise<ImageBitmap> {
  if (picture.as === 'rgba') {
    const pixels = new Uint8ClampedArray(picture.rgba);
    return createImageBitmap(new ImageData(pixels, picture.width, picture.height));
  }
  // EXIF orientation and colour profile as an <img> applies them: createImageBitmap's defaults.
  return createImageBitmap(new Blob([picture.bytes]));
}
