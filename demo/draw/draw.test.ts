import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decode, encode, resize, toRgba } from './encode.ts';
import { ordinary, scenes } from './ordinary.ts';
import { drawPattern } from './pattern.ts';
import { createRandom } from './random.ts';
import { Sheet } from './raster.ts';

const digest = (rgb: Uint8Array) => createHash('sha256').update(rgb).digest('hex');

describe('numbers from a seed', () => {
  it('are mulberry32', () => {
    const random = createRandom(1);
    expect([random.next(), random.next()]).toEqual([0.6270739405881613, 0.002735721180215478]);
  });

  it('shuffle without losing anything', () => {
    const items = [1, 2, 3, 4, 5, 6, 7, 8];
    const shuffled = createRandom(3).shuffle(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted()).toEqual(items);
  });

  it('pick from something only', () => {
    expect(() => createRandom(1).pick([])).toThrow(RangeError);
  });
});

describe('a sheet', () => {
  const at = (sheet: Sheet, x: number, y: number) =>
    sheet.toPicture().rgb[(y * sheet.size + x) * 3];

  it('covers the part of a pixel that a shape does', () => {
    const sheet = new Sheet(100);
    sheet.rect(10.25, 10, 1, 1.5, 0xffffff);
    expect([at(sheet, 10, 10), at(sheet, 11, 10)]).toEqual([191, 64]);
    expect(at(sheet, 10, 11)).toBe(96);
    expect([at(sheet, 9, 10), at(sheet, 12, 10), at(sheet, 10, 12)]).toEqual([0, 0, 0]);
  });

  it('joins outlines that overlap, whichever way round they run', () => {
    const sheet = new Sheet(100);
    const square = (x: number) =>
      [
        [x, 10],
        [x + 10, 10],
        [x + 10, 20],
        [x, 20],
      ] as const;
    sheet.fill([square(10), square(15).toReversed()], 0xffffff, 0.5);
    expect([at(sheet, 12, 15), at(sheet, 17, 15), at(sheet, 22, 15)]).toEqual([128, 128, 128]);
  });

  it('cuts off what falls outside', () => {
    const sheet = new Sheet(10);
    sheet.circle(50, 50, 500, 0x123456);
    expect(at(sheet, 0, 0)).toBe(0x12);
    expect(at(sheet, 9, 9)).toBe(0x12);
  });

  it('has pixels', () => {
    expect(() => new Sheet(0)).toThrow(RangeError);
  });
});

describe('a pattern', () => {
  const red = {
    background: 0x0000ff,
    ellipses: [[500, 500, 250, 125, 0, 0xff0000, 0, 0]],
  } as const;

  it('is its ellipses on its background', () => {
    const { rgb } = drawPattern(red, 100);
    const at = (x: number, y: number) => [
      ...rgb.subarray((y * 100 + x) * 3, (y * 100 + x) * 3 + 3),
    ];
    expect(at(50, 50)).toEqual([255, 0, 0]);
    expect(at(30, 50)).toEqual([255, 0, 0]);
    expect(at(50, 30)).toEqual([0, 0, 255]);
  });
});

describe('ordinary pictures', () => {
  const all = Array.from({ length: 60 }, (_, i) => ordinary(1, i).draw(96));

  it('are of at least 36 kinds, each with its own name', () => {
    expect(scenes.length).toBeGreaterThanOrEqual(36);
    expect(new Set(scenes.map(({ name }) => name)).size).toBe(scenes.length);
  });

  it('are the same from the same seed', () => {
    const again = Array.from({ length: 60 }, (_, i) => digest(ordinary(1, i).draw(96).rgb));
    expect(again).toEqual(all.map(({ rgb }) => digest(rgb)));
  });

  it('are not the same from another seed', () => {
    const other = Array.from({ length: 60 }, (_, i) => digest(ordinary(2, i).draw(96).rgb));
    expect(new Set([...other, ...all.map(({ rgb }) => digest(rgb))]).size).toBe(120);
  });

  it('differ visibly from each other', () => {
    const apart = all.flatMap((a, i) =>
      all.slice(i + 1).map((b) => {
        let sum = 0;
        for (const [at, value] of a.rgb.entries()) sum += Math.abs(value - (b.rgb[at] ?? 0));
        return sum / a.rgb.length;
      }),
    );
    expect(apart).toHaveLength((60 * 59) / 2);
    expect(Math.min(...apart)).toBeGreaterThan(4);
  });
});

describe('encoding', () => {
  const picture = ordinary(1, 1).draw(64);

  it('loses nothing as PNG', async () => {
    expect(await decode(await encode(picture, 'png'))).toEqual(picture);
  });

  it.each(['jpeg', 'webp'] as const)('is near as %s', async (encoding) => {
    const { width, height, rgb } = await decode(await encode(picture, encoding));
    expect([width, height, rgb.length]).toEqual([64, 64, 64 * 64 * 3]);
  });

  it('resizes to any shape', async () => {
    const { width, height, rgb } = await resize(picture, 30, 20);
    expect([width, height, rgb.length]).toEqual([30, 20, 1800]);
  });

  it('adds an opaque alpha', () => {
    const rgba = toRgba({ width: 2, height: 1, rgb: Uint8Array.of(1, 2, 3, 4, 5, 6) });
    expect([...rgba]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  });

  it('rejects what is no picture', async () => {
    await expect(decode(Buffer.from('no picture'))).rejects.toThrow();
  });
});
