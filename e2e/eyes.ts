import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import type { Shot } from './pictures.ts';

/**
 * What a person sees in a picture's place: the picture (with a label where they revealed it), one
 * flat colour with a label (`masked`: a verdict covered it) or without (`blank`), or anything else.
 */
export type Look = 'shown' | 'revealed' | 'masked' | 'blank' | 'other';

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Decoders may round differently; a picture differs from another by far more than this. */
const MEAN_DIFFERENCE = 2;
/** The label lies within these, in CSS pixels from the picture's corner (src/content/overlay.css.ts). */
const LABEL = { inset: 4, bottom: 36 };

export type Shots = Readonly<Record<string, Pick<Shot, 'picture'>>>;

/**
 * Looks at the screen, and at nothing else of the page than where its pictures stand.
 * @param shots what should be in the <img> elements, at natural size, by the elements' ids or, for
 *   elements without, by their addresses
 */
export async function looks(page: Page, shots: Shots): Promise<Record<string, Look>> {
  const boxes = await boxesOf(page, Object.keys(shots));
  const screen = await decode(await page.screenshot());
  return Object.fromEntries(
    Object.entries(shots).map(([key, { picture }], i) => [
      key,
      lookAt(crop(screen, boxes[i]), picture),
    ]),
  );
}

/** The colour in the middle of a picture's place. */
export async function colourAt(page: Page, key: string): Promise<[number, number, number]> {
  const [box] = await boxesOf(page, [key]);
  const { width, height, rgb } = crop(await decode(await page.screenshot()), box);
  const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
  return [rgb[at] ?? -1, rgb[at + 1] ?? -1, rgb[at + 2] ?? -1];
}

/** What is on the screen in a picture's place. */
export async function pixelsAt(page: Page, key: string): Promise<Picture> {
  const [box] = await boxesOf(page, [key]);
  return crop(await decode(await page.screenshot()), box);
}

const boxesOf = (page: Page, keys: readonly string[]): Promise<Box[]> =>
  page.evaluate((wanted) => {
    const images = new Map([...document.images].map((img) => [img.id || img.currentSrc, img]));
    return wanted.map((key) => {
      const { x, y, width, height } = images.get(key)?.getBoundingClientRect() ?? new DOMRect();
      return { x, y, width, height };
    });
  }, keys);

function lookAt(area: Picture, picture: Picture): Look {
  if (!differs(area, picture, besideLabel)) {
    return differs(area, picture, underLabel) ? 'revealed' : 'shown';
  }
  if (!isFlat(area, besideLabel)) return 'other';
  return isFlat(area, underLabel) ? 'blank' : 'masked';
}

type Where = (x: number, y: number, picture: Picture) => boolean;
const besideLabel: Where = (x, y, { width }) =>
  x < LABEL.inset || y < LABEL.inset || y >= LABEL.bottom || x >= width - LABEL.inset;

const underLabel: Where = (x, y, picture) => !besideLabel(x, y, picture);

/** What lies off the screen is left out, and so never equal to anything. */
function crop(screen: Picture, box: Box | undefined): Picture {
  if (!box) return { width: 0, height: 0, rgb: new Uint8Array() };
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const width = Math.min(Math.round(box.width), screen.width - left);
  const height = Math.min(Math.round(box.height), screen.height - top);
  if (width <= 0 || height <= 0) return { width: 0, height: 0, rgb: new Uint8Array() };
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top + y) * screen.width + left) * 3;
    rgb.set(screen.rgb.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, rgb };
}

/** More than decoders do, on the mean; pictures of different sizes differ. */
function differs(a: Picture, b: Picture, where: Where): boolean {
  if (a.width !== b.width || a.height !== b.height || a.rgb.length === 0) return true;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < a.rgb.length; i++) {
    const pixel = Math.floor(i / 3);
    if (!where(pixel % a.width, Math.floor(pixel / a.width), a)) continue;
    sum += Math.abs((a.rgb[i] ?? 0) - (b.rgb[i] ?? 0));
    count++;
  }
  return sum > MEAN_DIFFERENCE * count;
}

function isFlat(area: Picture, where: Where): boolean {
  const colour = area.rgb.subarray(0, 3);
  if (colour.length < 3) return false;
  for (let i = 0; i < area.rgb.length; i++) {
    if (Math.abs((area.rgb[i] ?? 0) - (colour[i % 3] ?? 0)) <= 2) continue;
    const pixel = Math.floor(i / 3);
    if (where(pixel % area.width, Math.floor(pixel / area.width), area)) return false;
  }
  return true;
}
