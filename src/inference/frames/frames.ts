import { readShrunk } from '../decode.ts';
import { type Bounds, chooseFrames, type Gist } from './chosen.ts';
import { framesToExamine, timesStoodFor } from './examined.ts';
import { timesOf } from './times.ts';

/** Frames that are decoded and compared. Most animations on the web have fewer. */
const MOST_EXAMINED = 240;
/**
 * Pixels to decode of one animation. A frame is made from those before it, so that all count that
 * come before the last. Seconds of work; what asks for more stays covered.
 */
const MOST_DECODED = 1024 * 1024 * 1024;
/** So long may one be decoded; then it stays covered. Well under what the worker may take. */
const MOST_DECODING_MS = 12_000;
/** Cells along the longer side of a gist; enough to tell one scene from another. */
const GIST_SIDE = 16;
/** For a frame of which nobody knows how long it is shown. */
const SOME_MS = 100;

/** What may be spent on an animation of that size, pixels. */
export type Room = (width: number, height: number) => Bounds;

/**
 * The frames of an animation that a model must be shown so that it has seen what a person sees.
 * Each bitmap is closed when the next one is asked for.
 * @returns null for a picture that does not move after all
 * @throws Error, also on the way, for one that cannot be decoded to its end within bounds, or that
 *   shows more scenes than there is room for
 */
export async function framesOf(
  bytes: Uint8Array<ArrayBuffer>,
  room: Room,
): Promise<AsyncIterable<ImageBitmap> | null> {
  const times = timesOf(bytes);
  if (!times) return null;
  const { type, shown } = times;
  if (!(await ImageDecoder.isTypeSupported(type))) throw new Error(`no decoder of moving ${type}`);
  const open = () => opened(bytes, type);
  const { decoder, track } = await open();
  if (track.frameCount > 1) return chosenOf(decoder, track, open, shown, room);
  decoder.close();
  return null;
}

interface Opened {
  readonly decoder: ImageDecoder;
  readonly track: ImageTrack;
}

/** @throws Error for what cannot be read to its end */
async function opened(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Opened> {
  const decoder = new ImageDecoder({ data: bytes, type, preferAnimation: true });
  try {
    await decoder.tracks.ready;
    await decoder.completed;
    const track = decoder.tracks.selectedTrack;
    if (!track) throw new Error('an animation without a track');
    return { decoder, track };
  } catch (error) {
    decoder.close();
    throw error;
  }
}

async function* chosenOf(
  first: ImageDecoder,
  { frameCount, repetitionCount }: ImageTrack,
  open: () => Promise<Opened>,
  told: readonly number[] | null,
  room: Room,
): AsyncGenerator<ImageBitmap> {
  let decoder = first;
  const left = { ms: MOST_DECODING_MS };
  try {
    // Where file and decoder do not agree, all count the same.
    const shown = told?.length === frameCount ? told : new Array<number>(frameCount).fill(SOME_MS);
    const examined = framesToExamine(shown, MOST_EXAMINED);
    const times = timesStoodFor(shown, examined);
    // It plays so often and then stays as it is: what it ends on is seen longest.
    if (Number.isFinite(repetitionCount)) times.push((times.pop() ?? 0) + sumOf(times));
    const gists: Gist[] = [];
    let bounds: Bounds | null = null;
    for (const frame of examined) {
      const bitmap = await bitmapAt(decoder, frame, left);
      const { width, height } = bitmap;
      gists.push(gistOf(bitmap));
      bitmap.close();
      bounds ??= room(width, height);
      if (width * height * frameCount > MOST_DECODED) throw new Error('animation too large');
    }
    if (!bounds) throw new Error('an animation without frames');
    const { places, leavesScene } = chooseFrames(gists, times, bounds);
    if (leavesScene) throw new Error('an animation of more scenes than can be looked at');
    // Firefox gives a frame that was asked for before as it was left: closed.
    decoder.close();
    ({ decoder } = await open());
    for (const place of places) {
      const bitmap = await bitmapAt(decoder, examined[place] ?? 0, left);
      try {
        yield bitmap;
      } finally {
        bitmap.close();
      }
    }
  } finally {
    decoder.close();
  }
}

/** @param left of the time that all frames together may take; what this one took is taken from it */
async function bitmapAt(
  decoder: ImageDecoder,
  frameIndex: number,
  left: { ms: number },
): Promise<ImageBitmap> {
  const start = performance.now();
  const late = setTimeout(() => decoder.close(), left.ms);
  try {
    const { image } = await decoder.decode({ frameIndex });
    try {
      return await createImageBitmap(image);
    } finally {
      image.close();
    }
  } catch (cause) {
    throw new Error(`frame ${frameIndex} cannot be had`, { cause });
  } finally {
    clearTimeout(late);
    left.ms -= performance.now() - start;
  }
}

function gistOf(bitmap: ImageBitmap): Gist {
  const { width, height } = bitmap;
  const { data } = readShrunk(bitmap, { x: 0, y: 0, width, height }, GIST_SIDE);
  return Uint8Array.from(data.filter((_, i) => i % 4 !== 3));
}

const sumOf = (times: readonly number[]): number => times.reduce((sum, ms) => sum + ms, 0);
