import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it, test } from 'vitest';
import { animate, type Moving } from '../../../demo/draw/animation.ts';
import { timesOf } from './times.ts';

const frame = (red: number) => ({
  width: 12,
  height: 8,
  rgb: new Uint8Array(12 * 8 * 3).fill(red),
});
const FRAMES = [0, 80, 160, 240].map(frame);
const TIMES = [50, 1200, 110, 5000];
const moving: Moving[] = ['gif', 'webp', 'apng'];

describe.each(moving)('%s', (encoding) => {
  it('tells how long each frame is shown', async () => {
    const bytes = await animate(FRAMES, encoding, TIMES);
    expect(timesOf(bytes)?.shown).toEqual(TIMES);
  });

  it('shows as browsers do what asks to be hurried past', async () => {
    const bytes = await animate(FRAMES, encoding, [0, 10, 20, 0]);
    expect(timesOf(bytes)?.shown).toEqual([100, 100, 20, 100]);
  });

  it('tells nothing, or all of it, where it is cut off', async () => {
    const bytes = await animate(FRAMES, encoding, TIMES);
    for (let length = 40; length < bytes.length - 2; length += 5) {
      const shown = timesOf(bytes.subarray(0, length))?.shown;
      expect([null, TIMES]).toContainEqual(shown);
    }
  });
});

test('frames of an APNG without a divisor are shown for hundredths', async () => {
  const bytes = await animate(FRAMES.slice(0, 2), 'apng', [7, 30]);
  const control = bytes.indexOf('fcTL');
  bytes.writeUInt16BE(0, control + 4 + 22);
  expect(timesOf(bytes)?.shown).toEqual([70, 30]);
});

test('AVIF says only what it is, and others nothing', async () => {
  const still = sharp(FRAMES[0]?.rgb, { raw: { width: 12, height: 8, channels: 3 } });
  expect(timesOf(await still.clone().avif().toBuffer())).toEqual({
    type: 'image/avif',
    shown: null,
  });
  expect(timesOf(await still.jpeg().toBuffer())).toBeNull();
  expect(timesOf(new Uint8Array())).toBeNull();
});

test('whatever the bytes are, there is an answer of sound numbers', () => {
  const heads = ['GIF89a', '\x89PNG\r\n\x1a\n', 'RIFF\xff\0\0\0WEBPVP8X', '\0\0\0\x20ftypavis', ''];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      const shown = timesOf(Buffer.concat([Buffer.from(head, 'latin1'), rest]))?.shown ?? [];
      expect(shown.every((ms) => ms > 0 && Number.isFinite(ms))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
