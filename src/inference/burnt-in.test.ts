import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pixelsOf, type Style } from '../shared/fill.ts';
import type { CoveredBox } from '../shared/policy.ts';
import { encoded, type Raster, raster, stubCanvas } from '../shared/test-canvas.ts';
import { burntIn } from './burnt-in.ts';

const box = (x: number, y: number, width: number, height: number): CoveredBox => ({
  x,
  y,
  width,
  height,
  reasons: ['explicit'],
});
const BOXES = [box(0.1, 0.2, 0.3, 0.4), box(0.3, 0.5, 0.5, 0.3)];
const STYLES = (['solid', 'pixelate', 'blur', 'hide'] as const).map(
  (maskStyle): Style => ({ maskStyle, maskStrength: 3, maskColour: 'sand' }),
);
const BYTES = new Uint8Array([1, 2, 3]);
/** Every pixel is unlike its neighbours and any fill. */
const vivid = (x: number, y: number) => ((x + y) % 2 ? [255, 0, 255] : [0, 255, 0]);

let picture: Raster;
let closed: () => number;
beforeEach(() => {
  picture = raster(60, 40, vivid);
  ({ closed } = stubCanvas(() => picture));
});
afterEach(() => vi.unstubAllGlobals());

const pixel = ({ data, width }: Raster, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];
const isIn = (x: number, y: number) =>
  BOXES.some((each) => {
    const place = pixelsOf(each, picture);
    return x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height;
  });

describe.each(STYLES)('$maskStyle', (style) => {
  it('leaves nothing of what lies in a box, and all that lies outside', async () => {
    await burntIn(BYTES, BOXES, null, style);
    const made = encoded?.raster;
    if (!made) throw new Error('nothing was encoded');
    expect([made.width, made.height]).toEqual([60, 40]);
    let inside = 0;
    for (let y = 0; y < 40; y++) {
      for (let x = 0; x < 60; x++) {
        const now = pixel(made, x, y);
        if (!isIn(x, y)) {
          expect(now).toEqual(pixel(picture, x, y));
          continue;
        }
        inside++;
        const [r = 0, g = 0, b = 0, alpha] = now;
        if (style.maskStyle === 'hide') expect(now).toEqual([0, 0, 0, 0]);
        else {
          expect(alpha).toBe(255);
          // Sand, lighter or darker: neither of the picture's colours.
          expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThan(60);
        }
      }
    }
    expect(inside).toBeGreaterThan(700);
  });
});

it('looks the same whatever lies in the box', async () => {
  const style = { maskStyle: 'pixelate', maskStrength: 3, maskColour: 'grey' } as const;
  const [first] = BOXES;
  if (!first) throw new Error('no box');
  const place = pixelsOf(first, picture);
  const made = async (): Promise<number[]> => {
    await burntIn(BYTES, [first], null, style);
    return [...(encoded?.raster.data ?? [])];
  };
  const before = await made();
  picture = raster(60, 40, (x, y) =>
    x >= place.x && x < place.x + place.width && y >= place.y && y < place.y + place.height
      ? [1, 2, 3]
      : vivid(x, y),
  );
  expect(await made()).toEqual(before);
});

it('takes the fill’s colours from the mosaic around the box', async () => {
  const style = { maskStyle: 'blur', maskStrength: 3, maskColour: 'grey' } as const;
  const mosaic = new Uint8Array(16 * 16 * 3).map((_, i) => (i % 3 === 0 ? 200 : 20));
  await burntIn(BYTES, BOXES, mosaic, style);
  const [r = 0, g = 0, b = 0] = pixel(encoded?.raster ?? picture, 12, 16);
  expect(r).toBeGreaterThan(g + 40);
  expect(Math.abs(g - b)).toBeLessThan(5);
});

it('lets go of the decoded picture', async () => {
  await burntIn(BYTES, BOXES, null, STYLES[0] as Style);
  expect(closed()).toBe(1);
});

it('fails where nothing can be drawn, so that nothing passes', async () => {
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => null;
    },
  );
  await expect(burntIn(BYTES, BOXES, null, STYLES[0] as Style)).rejects.toThrow('no 2D canvas');
});

describe('the format', () => {
  const large = { width: 2000, height: 1100 };
  const file = async (type: 'jpeg' | 'png') =>
    new Uint8Array(
      await sharp({ create: { ...large, channels: 3, background: '#888' } })
        .toFormat(type)
        .toBuffer(),
    );
  const made = async (bytes: Uint8Array<ArrayBuffer>, style: Style) => {
    await burntIn(bytes, BOXES, null, style);
    return encoded?.type;
  };
  const [solid, , , hide] = STYLES as [Style, Style, Style, Style];

  it('loses nothing up to two megapixels', async () => {
    expect(await made(await file('jpeg'), solid)).toBe('image/png');
  });

  it('stays small beyond, and keeps what may be transparent', async () => {
    picture = raster(large.width, large.height, () => [9, 9, 9]);
    expect(await made(await file('jpeg'), solid)).toBe('image/jpeg');
    expect(await made(await file('jpeg'), hide)).toBe('image/webp');
    expect(await made(await file('png'), solid)).toBe('image/webp');
  });
});
