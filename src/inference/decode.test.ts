import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { MOSAIC_SIDE } from '../shared/messages.ts';
import { MOST_PIXELS, mosaicOf, type Rgba, sizeOf, withinBounds } from './decode.ts';

const blank = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#888' } });

const formats: Record<string, (picture: Sharp) => Sharp> = {
  png: (picture) => picture.png(),
  jpg: (picture) => picture.jpeg(),
  gif: (picture) => picture.gif(),
  webp: (picture) => picture.webp(),
  avif: (picture) => picture.avif({ effort: 0 }),
};

const text = (words: string) => new TextEncoder().encode(words);

/** A PNG that claims a size and holds nothing: what a decompression bomb begins with. */
function pngClaiming(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(25);
  header.writeUInt32BE(13, 0);
  header.write('IHDR', 4, 'latin1');
  header.writeUInt32BE(width, 8);
  header.writeUInt32BE(height, 12);
  header.set([8, 6, 0, 0, 0], 16);
  const data = deflateSync(Buffer.alloc(64));
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), header, data]);
}

function gifClaiming(width: number, height: number): Uint8Array {
  const header = Buffer.alloc(16);
  header.write('GIF89a', 'latin1');
  header.writeUInt16LE(width, 6);
  header.writeUInt16LE(height, 8);
  return header;
}

/** A baseline JPEG's header with the size of its frame replaced. */
async function jpegClaiming(width: number, height: number): Promise<Uint8Array> {
  const bytes = await blank(16, 16).jpeg().toBuffer();
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(height, frame + 5);
  bytes.writeUInt16BE(width, frame + 7);
  return bytes;
}

describe('sizeOf', () => {
  it.each(Object.keys(formats))('reads the header of a real %s', async (type) => {
    const encode = formats[type];
    if (!encode) throw new Error(type);
    const bytes = await encode(blank(37, 21)).toBuffer();
    expect(sizeOf(bytes)).toMatchObject({ width: 37, height: 21 });
    expect(withinBounds(bytes)).toBe(true);
  });

  it('reads an SVG', () => {
    const svg = text('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>');
    expect(sizeOf(svg)).toEqual({ width: 40, height: 30, type: 'svg' });
  });

  it('names the format', async () => {
    expect(sizeOf(await blank(2, 2).png().toBuffer())?.type).toBe('png');
    expect(sizeOf(gifClaiming(3, 4))).toEqual({ width: 3, height: 4, type: 'gif' });
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['one byte', Uint8Array.of(0x89)],
    ['a page', text('<!doctype html><title>404</title>')],
    ['noise', Uint8Array.from({ length: 400 }, (_, i) => (i * 197 + 13) & 0xff)],
    ['a PNG cut off in its header', Uint8Array.from(pngClaiming(5, 5).subarray(0, 18))],
    ['a PNG without width', pngClaiming(0, 5)],
    ['a GIF without height', gifClaiming(5, 0)],
  ])('of %s is unknown', (_what, bytes) => {
    expect(sizeOf(bytes)).toBeNull();
    expect(withinBounds(bytes)).toBe(true);
  });

  it('throws for no bytes whatever', () => {
    const start = fc.constantFrom(
      ...['', 'GIF89a', 'RIFF', 'BM', 'II*\0', '<svg', '8BPS'].map(text),
      Uint8Array.of(0xff, 0xd8, 0xff),
      pngClaiming(1, 1).subarray(0, 12),
    );
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 120 }), (head, rest) => {
        const size = sizeOf(Buffer.concat([head, rest]));
        if (size) expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});

describe('withinBounds', () => {
  it.each<[string, Uint8Array | Promise<Uint8Array>]>([
    ['a PNG of 30000 × 30000', pngClaiming(30_000, 30_000)],
    ['the largest PNG there can be', pngClaiming(0x7fffffff, 0x7fffffff)],
    ['a PNG of one endless row', pngClaiming(0x7fffffff, 1)],
    ['a GIF of 65535 × 65535', gifClaiming(0xffff, 0xffff)],
    ['a JPEG of 65500 × 65500', jpegClaiming(65_500, 65_500)],
  ])('refuses %s', async (_what, bytes) => {
    expect(withinBounds(await bytes)).toBe(false);
  });

  it('allows 64 megapixels, and not a row more', () => {
    expect(MOST_PIXELS).toBe(8192 * 8192);
    expect(withinBounds(pngClaiming(8192, 8192))).toBe(true);
    expect(withinBounds(pngClaiming(8192, 8193))).toBe(false);
  });

  it('allows a JPEG whose header was only made larger', async () => {
    expect(sizeOf(await jpegClaiming(4000, 3000))).toMatchObject({ width: 4000, height: 3000 });
    expect(withinBounds(await jpegClaiming(4000, 3000))).toBe(true);
  });
});

describe('mosaicOf', () => {
  const painted = (
    width: number,
    height: number,
    colour: (x: number, y: number) => readonly [number, number, number],
  ): Rgba => {
    const data = new Uint8Array(width * height * 4);
    for (let i = 0; i < width * height; i++) {
      data.set([...colour(i % width, Math.floor(i / width)), 255], i * 4);
    }
    return { data, width, height };
  };
  const cell = (mosaic: Uint8Array, x: number, y: number) =>
    Array.from(mosaic.subarray((y * MOSAIC_SIDE + x) * 3, (y * MOSAIC_SIDE + x) * 3 + 3));

  test('a picture of one colour is one colour, whatever its size', () => {
    const side = fc.integer({ min: 1, max: 70 });
    fc.assert(
      fc.property(side, side, fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), (w, h, colour) => {
        const mosaic = mosaicOf(painted(w, h, () => colour));
        expect(mosaic).toHaveLength(MOSAIC_SIDE * MOSAIC_SIDE * 3);
        for (let i = 0; i < mosaic.length; i++) expect(mosaic[i]).toBe(colour[i % 3]);
      }),
    );
  });

  test('cells stand where they stand in the picture, in rows', () => {
    const mosaic = mosaicOf(painted(160, 80, (x, y) => [x < 80 ? 0 : 200, y < 40 ? 0 : 100, 7]));
    expect(cell(mosaic, 0, 0)).toEqual([0, 0, 7]);
    expect(cell(mosaic, 15, 0)).toEqual([200, 0, 7]);
    expect(cell(mosaic, 0, 15)).toEqual([0, 100, 7]);
    expect(cell(mosaic, 15, 15)).toEqual([200, 100, 7]);
  });

  test('what is finer than a cell is averaged away', () => {
    const mosaic = mosaicOf(painted(128, 128, (x, y) => ((x + y) % 2 ? [200, 0, 0] : [0, 0, 0])));
    for (let i = 0; i < mosaic.length; i += 3) expect(mosaic[i]).toBe(100);
  });
});
