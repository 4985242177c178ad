import sharp from 'sharp';
import { longs, shorts } from './big-endian.ts';
import type { Picture } from './picture.ts';

/**
 * An AVIF image sequence, which nothing at hand writes: every frame a still AVIF's own data, in one
 * movie track (ISO/IEC 14496-12, AVIF 1.1).
 * @param times milliseconds that each frame is shown
 */
export async function avifSequence(
  frames: readonly Picture[],
  times: readonly number[],
): Promise<Buffer> {
  const stills = await Promise.all(frames.map(still));
  const [first] = stills;
  const { width, height } = frames[0] ?? { width: 0, height: 0 };
  if (!first) throw new RangeError('a sequence without frames');
  const head = box('ftyp', text('avis'), longs(0), text('avismsf1miaf'));
  const samples = stills.map(({ data }) => data);
  const movieFor = (offset: number): Buffer =>
    movie({ width, height, times, samples, config: first.config, offset });
  // Its length is the same wherever the data lies.
  const offset = head.length + movieFor(0).length + 8;
  return Buffer.concat([head, movieFor(offset), box('mdat', ...samples)]);
}

async function still({ width, height, rgb }: Picture): Promise<{ config: Buffer; data: Buffer }> {
  const bytes = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .avif({ quality: 80, effort: 0 })
    .toBuffer();
  const config = bytes.indexOf('av1C') - 4;
  const data = bytes.indexOf('mdat') + 4;
  // A mark of time that stands before each, and not in a movie.
  const skipped = bytes.readUInt16BE(data) === 0x1200 ? 2 : 0;
  return {
    config: bytes.subarray(config, config + bytes.readUInt32BE(config)),
    data: bytes.subarray(data + skipped),
  };
}

interface Movie {
  width: number;
  height: number;
  times: readonly number[];
  samples: readonly Buffer[];
  config: Buffer;
  /** Of the first sample in the file. */
  offset: number;
}

const MATRIX = longs(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000);

function movie({ width, height, times, samples, config, offset }: Movie): Buffer {
  const duration = times.reduce((sum, ms) => sum + ms, 0);
  const entry = box(
    'av01',
    longs(0, 1, 0, 0, 0, 0),
    shorts(width, height),
    longs(0x480000, 0x480000, 0),
    shorts(1),
    Buffer.alloc(32),
    shorts(24, 0xffff),
    config,
    full('ccst', 0, longs(0x7c000000)),
  );
  const table = box(
    'stbl',
    full('stsd', 0, longs(1), entry),
    full('stts', 0, longs(times.length, ...times.flatMap((ms) => [1, ms]))),
    full('stsc', 0, longs(1, 1, samples.length, 1)),
    full('stsz', 0, longs(0, samples.length, ...samples.map(({ length }) => length))),
    full('stco', 0, longs(1, offset)),
  );
  const media = box(
    'mdia',
    full('mdhd', 0, longs(0, 0, 1000, duration), shorts(0x55c4, 0)),
    full('hdlr', 0, longs(0), text('pict'), longs(0, 0, 0), Buffer.alloc(1)),
    box(
      'minf',
      full('vmhd', 1, longs(0, 0)),
      box('dinf', full('dref', 0, longs(1), full('url ', 1))),
      table,
    ),
  );
  const track = box(
    'trak',
    full(
      'tkhd',
      3,
      longs(0, 0, 1, 0, duration, 0, 0, 0, 0),
      MATRIX,
      longs(width * 0x10000, height * 0x10000),
    ),
    media,
  );
  return box(
    'moov',
    full(
      'mvhd',
      0,
      longs(0, 0, 1000, duration, 0x10000, 0x1000000, 0, 0),
      MATRIX,
      longs(0, 0, 0, 0, 0, 0, 2),
    ),
    track,
  );
}

const full = (name: string, flags: number, ...data: readonly Buffer[]): Buffer =>
  box(name, longs(flags), ...data);

function box(name: string, ...data: readonly Buffer[]): Buffer {
  const body = Buffer.concat([text(name), ...data]);
  return Buffer.concat([longs(body.length + 4), body]);
}

const text = (words: string): Buffer => Buffer.from(words, 'latin1');
