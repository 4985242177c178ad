import { describe, expect, it, test, vi } from 'vitest';
import { toRgba } from '../../demo/draw/encode.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import { createRandom, type Random } from '../../demo/draw/random.ts';
import { allCards } from '../../models/cards.ts';
import { COLOUR_KEYS, colourDetector } from '../../models/synthetic/colour-detector.ts';
import { openEngine } from '../../models/synthetic/engine-in-node.ts';
import { mosaicOf } from '../inference/decode.ts';
import { decodeBoxes } from '../inference/decoders/index.ts';
import { prepare } from '../inference/preprocess.ts';
import type { Box } from './boxes.ts';
import type { CardOf } from './card.ts';
import { backgroundOf, colourAt, type Fill, fillOf } from './fill.ts';
import { DEFAULT_SETTINGS, MASK_COLOURS } from './settings.ts';

vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'));

/*
 * How strong a mask of boxes is. Pictures are noise at several scales, so that there is structure to
 * be recognised wherever one looks, and drawn from a seed.
 */

const SIDE = 256;
const BOX: Box = { x: 0.25, y: 0.3125, width: 0.5, height: 0.375 };
const STYLES = ['blur', 'pixelate', 'solid'] as const;
const STRENGTHS = [1, 2, 3, 4, 5];
const view = (maskStyle: (typeof STYLES)[number] | 'hide', maskStrength = 3) => ({
  maskStyle,
  maskStrength,
  maskColour: DEFAULT_SETTINGS.maskColour,
});

/** Noise at six scales, each as strong as the others, stretched smoothly from coarse grids. */
function texture(random: Random): Float32Array {
  const out = new Float32Array(SIDE * SIDE * 3);
  for (const cells of [4, 8, 16, 32, 64, 128]) {
    const grid = Float32Array.from({ length: (cells + 1) ** 2 * 3 }, () => random.range(-1, 1));
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        const [gx, gy] = [(x / SIDE) * cells, (y / SIDE) * cells];
        const [cx, cy] = [Math.floor(gx), Math.floor(gy)];
        const [fx, fy] = [gx - cx, gy - cy];
        for (let c = 0; c < 3; c++) {
          const at = (dx: number, dy: number) =>
            grid[((cy + dy) * (cells + 1) + cx + dx) * 3 + c] ?? 0;
          const top = at(0, 0) * (1 - fx) + at(1, 0) * fx;
          const bottom = at(0, 1) * (1 - fx) + at(1, 1) * fx;
          const i = (y * SIDE + x) * 3 + c;
          out[i] = (out[i] ?? 0) + top * (1 - fy) + bottom * fy;
        }
      }
    }
  }
  return out;
}

const pictureOf = (values: Float32Array): Picture => ({
  width: SIDE,
  height: SIDE,
  rgb: Uint8Array.from(values, (value) => Math.min(255, Math.max(0, 128 + value * 55))),
});

const isIn = (box: Box, x: number, y: number): boolean =>
  x >= box.x * SIDE &&
  x < (box.x + box.width) * SIDE &&
  y >= box.y * SIDE &&
  y < (box.y + box.height) * SIDE;

/** The picture with another one's pixels inside the box. */
function inlaid(around: Picture, within: Picture): Picture {
  const rgb = around.rgb.slice();
  for (let i = 0; i < SIDE * SIDE; i++) {
    if (!isIn(BOX, i % SIDE, Math.floor(i / SIDE))) continue;
    rgb.set(within.rgb.subarray(i * 3, i * 3 + 3), i * 3);
  }
  return { ...around, rgb };
}

const mosaicFrom = (picture: Picture) => mosaicOf({ ...picture, data: toRgba(picture) });

function fillFor(picture: Picture, style: (typeof STYLES)[number], strength: number): Fill {
  const shape = BOX.width / BOX.height;
  const fill = fillOf(view(style, strength), mosaicFrom(picture), [BOX], BOX, shape);
  if (!fill) throw new Error('no fill');
  return fill;
}

/** Grey values of a region as large as the box. */
interface Region {
  width: number;
  height: number;
  values: Float64Array;
}
const REGION = { width: BOX.width * SIDE, height: BOX.height * SIDE };
const grey = (rgb: ArrayLike<number>) =>
  0.299 * (rgb[0] ?? 0) + 0.587 * (rgb[1] ?? 0) + 0.114 * (rgb[2] ?? 0);

const region = (at: (x: number, y: number) => ArrayLike<number>): Region => ({
  ...REGION,
  values: Float64Array.from({ length: REGION.width * REGION.height }, (_, i) =>
    grey(at(i % REGION.width, Math.floor(i / REGION.width))),
  ),
});
const under = ({ rgb }: Picture): Region =>
  region((x, y) => {
    const i = ((y + BOX.y * SIDE) * SIDE + x + BOX.x * SIDE) * 3;
    return rgb.subarray(i, i + 3);
  });
const drawn = (fill: Fill): Region =>
  region((x, y) => colourAt(fill, (x + 0.5) / REGION.width, (y + 0.5) / REGION.height));

function halved({ width, height, values }: Region): Region {
  const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
  const at = (x: number, y: number) => values[y * width + x] ?? 0;
  return {
    width: w,
    height: h,
    values: Float64Array.from({ length: w * h }, (_, i) => {
      const [x, y] = [(i % w) * 2, Math.floor(i / w) * 2];
      return (at(x, y) + at(x + 1, y) + at(x, y + 1) + at(x + 1, y + 1)) / 4;
    }),
  };
}

interface Moments {
  meanA: number;
  meanB: number;
  varA: number;
  varB: number;
  both: number;
}
function momentsOf(a: ArrayLike<number>, b: ArrayLike<number>): Moments {
  let [meanA, meanB] = [0, 0];
  for (let i = 0; i < a.length; i++) {
    meanA += (a[i] ?? 0) / a.length;
    meanB += (b[i] ?? 0) / a.length;
  }
  let [varA, varB, both] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    const [da, db] = [(a[i] ?? 0) - meanA, (b[i] ?? 0) - meanB];
    varA += da * da;
    varB += db * db;
    both += da * db;
  }
  return { meanA, meanB, varA: varA / a.length, varB: varB / a.length, both: both / a.length };
}

const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
const WINDOW = 8;

/** Structural similarity (Wang et al., 2004), mean over windows of 8 pixels a side. */
function ssim(a: Region, b: Region): number {
  let sum = 0;
  let count = 0;
  for (let top = 0; top + WINDOW <= a.height; top += WINDOW / 2) {
    for (let left = 0; left + WINDOW <= a.width; left += WINDOW / 2) {
      const window = ({ values, width }: Region) =>
        Array.from({ length: WINDOW ** 2 }, (_, i) => {
          const [x, y] = [left + (i % WINDOW), top + Math.floor(i / WINDOW)];
          return values[y * width + x] ?? 0;
        });
      const { meanA, meanB, varA, varB, both } = momentsOf(window(a), window(b));
      sum +=
        ((2 * meanA * meanB + C1) * (2 * both + C2)) /
        ((meanA ** 2 + meanB ** 2 + C1) * (varA + varB + C2));
      count++;
    }
  }
  return sum / count;
}

const correlation = (a: Region, b: Region): number => {
  const { varA, varB, both } = momentsOf(a.values, b.values);
  return both / Math.sqrt(varA * varB || 1);
};
const closeness = (a: Region, b: Region): number => {
  let sum = 0;
  for (let i = 0; i < a.values.length; i++) {
    sum += ((a.values[i] ?? 0) - (b.values[i] ?? 0)) ** 2;
  }
  return -sum;
};

/** How many masks an attacker lays to the right original, of those there are. */
function told(masks: Region[], originals: Region[], likeness: typeof correlation): number {
  return masks.filter((mask, i) => {
    const likes = originals.map((original) => likeness(mask, original));
    return likes.indexOf(Math.max(...likes)) === i;
  }).length;
}

const CANDIDATES = 20;
const random = createRandom(20260101);
const pictures = Array.from({ length: CANDIDATES }, () => pictureOf(texture(random)));

test('the measures can tell what is alike', () => {
  const [first, second] = pictures.map(under);
  if (!first || !second) throw new Error('no pictures');
  expect(ssim(first, first)).toBeCloseTo(1);
  expect(ssim(first, second)).toBeLessThan(0.3);
  // What is seldom thought of: a mosaic of the picture itself gives it away.
  const coarse = pictures.map((picture) => {
    const at = under(picture);
    const cell = (v: number) => Math.floor(v / 16) * 16 + 8;
    return region((x, y) => Array(3).fill(at.values[cell(y) * at.width + cell(x)] ?? 0));
  });
  expect(told(coarse, pictures.map(under), correlation)).toBeGreaterThan(CANDIDATES / 2);
});

describe.each(STYLES)('%s', (style) => {
  it.each(STRENGTHS)('at strength %i is unlike what lies under it, at three scales', (strength) => {
    for (const picture of pictures.slice(0, 6)) {
      let [mask, original] = [drawn(fillFor(picture, style, strength)), under(picture)];
      for (const _scale of [1, 2, 4]) {
        expect(ssim(mask, original)).toBeLessThanOrEqual(0.3);
        [mask, original] = [halved(mask), halved(original)];
      }
    }
  });

  it.each(STRENGTHS)('at strength %i says nothing of what lies under it', (strength) => {
    const [around] = pictures;
    if (!around) throw new Error('no pictures');
    const fills = pictures.map((within) => fillFor(inlaid(around, within), style, strength));
    // The strongest there is: the same for all twenty.
    for (const fill of fills) expect(fill).toEqual(fills[0]);
    const masks = fills.map((fill) => halved(drawn(fill)));
    const originals = pictures.map((within) => halved(under(within)));
    for (const likeness of [correlation, closeness]) {
      expect(told(masks, originals, likeness)).toBeLessThanOrEqual(1);
    }
  });

  it('does not tell which of twenty quite different pictures it lies on, by its structure', () => {
    const masks = pictures.map((picture) => drawn(fillFor(picture, style, 1)));
    expect(told(masks, pictures.map(under), correlation)).toBeLessThanOrEqual(2);
  });
});

test('the synthetic detector finds the blocks, and none of them under a mask', async () => {
  const card = allCards()
    .map((file) => file.card)
    .find(
      (one): one is CardOf<'boxes-yolo'> => one.kind === 'boxes-yolo' && one.input.size === 320,
    );
  if (!card) throw new Error('no card');
  const engine = await openEngine(card, colourDetector());
  const found = async (picture: Picture) => {
    const { data, dims, at } = prepare(toRgba(picture), SIDE, SIDE, card.input);
    return decodeBoxes(card, await engine.runRaw(data, dims), at);
  };
  for (const { rgb } of COLOUR_KEYS) {
    // Vivid all around too: the fill takes its colour from there.
    const vivid = pictureOf(new Float32Array(SIDE * SIDE * 3));
    for (let i = 0; i < SIDE * SIDE; i++) {
      const inside = isIn(BOX, i % SIDE, Math.floor(i / SIDE));
      for (let c = 0; c < 3; c++) vivid.rgb[i * 3 + c] = (rgb[c] ?? 0) * (inside ? 255 : 150);
    }
    expect((await found(vivid)).length).toBeGreaterThan(0);
    for (const style of ['blur', 'pixelate'] as const) {
      const fill = fillFor(vivid, style, 1);
      const masked = { ...vivid, rgb: vivid.rgb.slice() };
      for (let i = 0; i < SIDE * SIDE; i++) {
        const [x, y] = [i % SIDE, Math.floor(i / SIDE)];
        if (!isIn(BOX, x, y)) continue;
        const [u, v] = [(x + 0.5) / SIDE - BOX.x, (y + 0.5) / SIDE - BOX.y];
        masked.rgb.set(colourAt(fill, u / BOX.width, v / BOX.height), i * 3);
      }
      const [cx, cy] = [BOX.x + BOX.width / 2, BOX.y + BOX.height / 2];
      const there = (await found(masked)).filter(
        ({ x, y, width, height }) => x < cx && cx < x + width && y < cy && cy < y + height,
      );
      expect(there, style).toEqual([]);
    }
  }
});

test('hide draws nothing: the hole shows what lies behind', () => {
  expect(fillOf(view('hide'), null, [BOX], BOX, 1)).toBeNull();
});

test('where nothing is known of the surroundings the chosen colour stands', () => {
  const colours = MASK_COLOURS.map((maskColour) => {
    const whole = { x: 0, y: 0, width: 1, height: 1 };
    const mosaic = new Uint8Array(16 * 16 * 3).fill(9);
    const fills = (['solid', 'pixelate', 'blur'] as const).flatMap((maskStyle) =>
      [null, mosaic].map((one) =>
        fillOf({ maskStyle, maskStrength: 3, maskColour }, one, [whole], whole, 1),
      ),
    );
    return JSON.stringify(fills);
  });
  expect(new Set(colours).size).toBe(MASK_COLOURS.length);
});

test('fewer, larger squares the stronger it is, in the shape of the box', () => {
  const columns = (strength: number, shape: number) =>
    fillOf(view('pixelate', strength), null, [BOX], BOX, shape)?.columns ?? 0;
  const wide = STRENGTHS.map((strength) => columns(strength, 2));
  expect(wide).toEqual(wide.toSorted((a, b) => b - a));
  expect(columns(3, 0.3)).toBe(2);
});

test('the CSS of a fill draws each of its cells, and asks for no address', () => {
  for (const style of STYLES) {
    const fill = fillOf(view(style), null, [BOX], BOX, 1.4);
    if (!fill) throw new Error('no fill');
    const css = backgroundOf(fill);
    expect(css).not.toContain('url');
    const colours = css.match(/rgb\(\d+ \d+ \d+\)/g) ?? [];
    expect(colours).toEqual(fill.cells.map(([r, g, b]) => `rgb(${r} ${g} ${b})`));
  }
});
