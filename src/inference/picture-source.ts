import { dataUrl } from '../shared/data-url.ts';
import { isSvg } from '../shared/is-svg.ts';
import type { PixelSource } from '../shared/messages.ts';
import { sha256 } from '../shared/sha256.ts';
import { unpack } from '../shared/wire.ts';
import { MOST_PIXELS, sizeOf } from './decode.ts';
import { fetchPicture } from './fetch-picture.ts';
import { anotherIn } from './holds-another.ts';
import { mayMove } from './moves.ts';
import { picturesHeldBy } from './svg-holds.ts';
import type { Viewer } from './viewer.ts';
import type { Picture } from './worker-protocol.ts';

/** Requests under way: the same picture for the same site and kind of window is asked for once. */
const underWay = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

/** SVG has no size of its own that must be kept; this many pixels a side are more than any model reads. */
const SVG_SIDE = 1024;

export interface Sourced {
  content: Picture;
  /** SHA-256 of what it holds, hex. */
  picture: string;
  /** Of the encoded picture, where its bytes tell; natural pixels. */
  size: { width: number; height: number } | null;
  /** Its first frame may not be all there is to see. */
  moves: boolean;
}

/**
 * @param width,height as the page's own picture has them, natural pixels
 * @param viewer for whom it is asked for where nobody has it
 * @returns the picture for the worker, and what its bytes tell
 * @throws Error when there is no picture to be had, or it is too large to decode
 */
export async function pictureFrom(
  source: PixelSource,
  width: number,
  height: number,
  viewer: Pick<Viewer, 'top' | 'isPrivate'>,
): Promise<Sourced> {
  if (width * height > MOST_PIXELS) throw new Error('picture too large to decode');
  if (source.by === 'none') throw new Error(source.why);
  if (source.by === 'rgba') {
    const rgba = unpack(source.rgba);
    const shape = Uint32Array.of(source.width, source.height);
    const all = new Uint8Array(await new Blob([shape, rgba]).arrayBuffer());
    return {
      content: { as: 'rgba', rgba, width: source.width, height: source.height },
      picture: await sha256(all),
      size: source,
      // Read off an element; of what, nobody knows.
      moves: true,
    };
  }
  const bytes = source.by === 'bytes' ? unpack(source.bytes) : await fetched(source, viewer);
  const size = sizeOf(bytes);
  if (anotherIn(bytes) >= 0) throw new Error('many pictures in one answer');
  if (!isSvg(bytes)) {
    const [picture, moves] = [await sha256(bytes), mayMove(bytes)];
    return { content: { as: 'bytes', bytes, moves }, picture, size, moves };
  }
  const fragment = source.by === 'bytes' ? source.fragment : new URL(source.url).hash;
  const whole = new Uint8Array(await new Blob([bytes, fragment]).arrayBuffer());
  const content = await drawSvg(bytes, fragment);
  return { content, picture: await sha256(whole), size, moves: true };
}

function fetched(
  { url, referrer }: Extract<PixelSource, { by: 'url' }>,
  viewer: Pick<Viewer, 'top' | 'isPrivate'>,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = `${viewer.isPrivate}\n${viewer.top}\n${referrer}\n${url}`;
  const running = underWay.get(key);
  if (running) return running;
  const started = fetchPicture(url, referrer, viewer).finally(() => underWay.delete(key));
  underWay.set(key, started);
  return started;
}

/** @throws DOMException when the browser cannot show it */
export async function svgImage(
  bytes: Uint8Array<ArrayBuffer>,
  fragment: string,
): Promise<HTMLImageElement> {
  const image = new Image();
  // Not by a blob: address: what has HTML in it could not be read back.
  image.src = (await dataUrl(new Blob([bytes], { type: 'image/svg+xml' }))) + fragment;
  await image.decode();
  return image;
}

/** An SVG in an SVG in an SVG: deeper than anybody draws. */
const MOST_DEEP = 3;

/**
 * Workers cannot decode SVG. As an image it runs no script and loads nothing from outside.
 * @param fragment chooses a view of it, or what its styles call the target
 * @param depth of SVGs that hold it
 */
async function drawSvg(
  bytes: Uint8Array<ArrayBuffer>,
  fragment: string,
  depth = 0,
): Promise<Picture> {
  if (depth > MOST_DEEP) throw new Error('SVG in SVG without an end');
  const holds: Picture[] = [];
  for (const held of await picturesHeldBy(bytes)) {
    if (isSvg(held)) holds.push(await drawSvg(held, '', depth + 1));
    else holds.push({ as: 'bytes', bytes: held, moves: false });
  }
  const image = await svgImage(bytes, fragment);
  const ratio = image.naturalWidth / image.naturalHeight || 1;
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(ratio >= 1 ? SVG_SIDE : SVG_SIDE * ratio)),
    Math.max(1, Math.round(ratio >= 1 ? SVG_SIDE / ratio : SVG_SIDE)),
  );
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  const rgba = new Uint8Array(data.buffer);
  return { as: 'rgba', rgba, width: canvas.width, height: canvas.height, holds };
}
