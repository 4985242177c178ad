import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { animate } from '../../demo/draw/animation.ts';
import { mayMove } from './moves.ts';

const frame = (red: number) =>
  sharp({ create: { width: 16, height: 12, channels: 3, background: { r: red, g: 9, b: 9 } } });
const frames = (...reds: number[]) =>
  Promise.all(reds.map((red) => frame(red).png().toBuffer())).then((all) =>
    sharp(all, { join: { animated: true } }),
  );

describe('still', () => {
  it.each(['jpeg', 'png', 'webp', 'gif', 'avif'] as const)('%s', async (format) => {
    expect(mayMove(await frame(200).toFormat(format).toBuffer())).toBe(false);
  });

  it('an extended WebP, with transparency', async () => {
    const clear = frame(200).ensureAlpha(0.5);
    expect(mayMove(await clear.webp({ lossless: true }).toBuffer())).toBe(false);
  });
});

describe('moving', () => {
  it.each(['gif', 'webp'] as const)('%s', async (format) => {
    expect(mayMove(await (await frames(0, 120, 250)).toFormat(format).toBuffer())).toBe(true);
  });

  it('PNG', async () => {
    const still = await frame(200).png().toBuffer();
    // Behind the header's chunk: length 8, its name, and what it holds, which nobody reads here.
    const control = Buffer.alloc(20);
    control.writeUInt32BE(8);
    control.write('acTL', 4);
    expect(mayMove(Buffer.concat([still.subarray(0, 33), control, still.subarray(33)]))).toBe(true);
  });

  it('AVIF, as a sequence', async () => {
    const flat = { width: 16, height: 16, rgb: new Uint8Array(16 * 16 * 3) };
    expect(mayMove(await animate([flat, flat], 'avif', [100, 100]))).toBe(true);
  });

  it('AVIF, by its brand', async () => {
    const still = await frame(200).avif().toBuffer();
    still.write('avis', 8);
    expect(mayMove(still)).toBe(true);
  });

  it('AVIF that calls itself still, and holds a movie', async () => {
    const still = await frame(200).avif().toBuffer();
    const movie = Buffer.from('\0\0\0\x08moov', 'latin1');
    expect(mayMove(Buffer.concat([still, movie]))).toBe(true);
    const ftyp = still.readUInt32BE(0);
    const early = [still.subarray(0, ftyp), movie, still.subarray(ftyp)];
    expect(mayMove(Buffer.concat(early))).toBe(true);
  });

  it('SVG, and what nobody knows', () => {
    expect(mayMove(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(true);
    expect(mayMove(Buffer.from('BLOB of something'))).toBe(true);
    expect(mayMove(new Uint8Array())).toBe(true);
  });
});

test('whatever the bytes are, there is an answer, and a cut GIF may move', async () => {
  const gif = await frame(200).gif().toBuffer();
  for (let length = 6; length < gif.length - 1; length += 7) {
    expect(mayMove(gif.subarray(0, length))).toBe(true);
  }
  const heads = ['GIF89a', '\x89PNG\r\n\x1a\n', 'RIFF\0\0\0\0WEBPVP8X', '\0\0\0\x20ftypavif', ''];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      const bytes = Buffer.concat([Buffer.from(head, 'latin1'), rest]);
      expect(typeof mayMove(bytes)).toBe('boolean');
    }),
  );
});
