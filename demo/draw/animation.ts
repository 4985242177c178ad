import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { avifSequence } from './avif-sequence.ts';
import { longs, shorts } from './big-endian.ts';
import { encode } from './encode.ts';
import type { Picture } from './picture.ts';

export type Moving = 'gif' | 'webp' | 'apng' | 'avif';

export const movingTypes: Readonly<Record<Moving, string>> = {
  gif: 'image/gif',
  webp: 'image/webp',
  apng: 'image/png',
  avif: 'image/avif',
};

/** Bytes of an animation that goes on for ever; each frame is a picture of one size. */
export async function animate(
  frames: readonly Picture[],
  encoding: Moving,
  /** Milliseconds that each frame is shown. */
  times: readonly number[],
): Promise<Buffer> {
  if (encoding === 'apng') return apng(frames, times);
  if (encoding === 'avif') return avifSequence(frames, times);
  const pngs = await Promise.all(frames.map((frame) => encode(frame, 'png')));
  const joined = sharp(pngs, { join: { animated: true } });
  // Every frame is kept, also where two are alike.
  return encoding === 'gif'
    ? joined.gif({ delay: [...times], keepDuplicateFrames: true, effort: 1 }).toBuffer()
    : joined.webp({ delay: [...times], quality: 90, effort: 0 }).toBuffer();
}

/** Eight bits a channel, RGB, every frame whole. */
function apng(frames: readonly Picture[], times: readonly number[]): Buffer {
  const [first] = frames;
  if (!first) throw new RangeError('an animation without frames');
  const { width, height } = first;
  let sequence = 0;
  const control = (ms: number): Buffer =>
    chunk('fcTL', longs(sequence++, width, height, 0, 0), shorts(ms, 1000), Buffer.alloc(2));
  const packed = new Map<Picture, Buffer>();
  const pack = (frame: Picture): Buffer => {
    const data = packed.get(frame) ?? deflateSync(rowsOf(frame));
    packed.set(frame, data);
    return data;
  };
  const parts = frames.map((frame, i) => {
    const start = control(times[i] ?? 100);
    const data = pack(frame);
    return i === 0 ? [start, chunk('IDAT', data)] : [start, chunk('fdAT', longs(sequence++), data)];
  });
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', longs(width, height), Buffer.from([8, 2, 0, 0, 0])),
    chunk('acTL', longs(frames.length, 0)),
    ...parts.flat(),
    chunk('IEND'),
  ]);
}

function chunk(name: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), ...data]);
  return Buffer.concat([longs(body.length - 4), body, longs(crc32(body))]);
}

/** Each row begins with the kind of its filter: none. */
function rowsOf({ width, height, rgb }: Picture): Buffer {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0; y < height; y++) {
    rows.set(rgb.subarray(y * width * 3, (y + 1) * width * 3), y * (width * 3 + 1) + 1);
  }
  return rows;
}
