import type { CDPSession, Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import type { Shot } from './pictures.ts';

/**
 * What a person sees in a picture's place: the picture (with a label where they revealed it), one
 * flat colour with a label (`masked`: a verdict covered it) or without (`blank`), or anything else.
 */
export type Look = 'shown' | 'revealed' | 'masked' | 'blank' | 'other';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A page of any browser, as far as looking at it goes. */
export interface Screen {
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  viewportSize(): { width: number; height: number } | null;
  /** @param clip of the window @returns a PNG */
  shoot(clip: Box): Promise<Buffer>;
}

/** Decoders may round differently; a picture differs from another by far more than this. */
const MEAN_DIFFERENCE = 2;
/** The label lies within these, in CSS pixels from the picture's corner (src/content/overlay.css.ts). */
const LABEL = { inset: 4, bottom: 36 };

export type Shots = Readonly<Record<string, Pick<Shot, 'picture'>>>;

/**
 * Looks at the screen, and at nothing else of the page than where its pictures stand.
 * @param shots what should be in the elements, at natural size, by the elements' ids or, for images
 *   without, by their addresses
 */
export async function looks(page: Page | Screen, shots: Shots): Promise<Record<string, Look>> {
  const boxes = await boxesOf(page, Object.keys(shots));
  const screen = await screenAround(page, boxes);
  return Object.fromEntries(
    Object.entries(shots).map(([key, { picture }], i) => [
      key,
      lookAt(crop(screen, boxes[i]), picture),
    ]),
  );
}

/** The same of places that no <img> need be in: how each stands to this picture. */
export async function looksAt(
  page: Page | Screen,
  boxes: readonly Box[],
  picture: Picture,
): Promise<Look[]> {
  const screen = await screenAround(page, boxes);
  return boxes.map((box) => lookAt(crop(screen, box), picture));
}

/** The colour in the middle of a picture's place. */
export async function colourAt(
  page: Page | Screen,
  key: string,
): Promise<[number, number, number]> {
  const [box] = await boxesOf(page, [key]);
  const { width, height, rgb } = crop(await screenAround(page, [box]), box);
  const at = (Math.floor(height / 2) * width + Math.floor(width / 2)) * 3;
  return [rgb[at] ?? -1, rgb[at + 1] ?? -1, rgb[at + 2] ?? -1];
}

/** What is on the screen in a picture's place. */
export async function pixelsAt(page: Page, key: string): Promise<Picture> {
  const [box] = await boxesOf(page, [key]);
  return crop(await screenAround(page, [box]), box);
}

/** What is on the screen at one moment in the places of elements of whatever kind. */
export async function pixelsOf(page: Page, selectors: readonly string[]): Promise<Picture[]> {
  const boxes = await page.evaluate(
    (wanted) =>
      wanted.map((selector) => {
        const element = document.querySelector(selector);
        const { x, y, width, height } = element?.getBoundingClientRect() ?? new DOMRect();
        return { x, y, width, height };
      }),
    selectors,
  );
  const screen = await screenAround(page, boxes);
  return boxes.map((box) => crop(screen, box));
}

function boxesOf(page: Page | Screen, keys: readonly string[]): Promise<Box[]> {
  const find = (wanted: readonly string[]): Box[] => {
    // What lies in shadow roots a page of ours puts there.
    const { inRoots = [] } = globalThis as { inRoots?: HTMLImageElement[] };
    const all = [...document.images, ...inRoots];
    const images = new Map(all.map((img) => [img.id || img.currentSrc, img]));
    return wanted.map((key) => {
      const img = document.getElementById(key) ?? images.get(key);
      const { x, y, width, height } = img?.getBoundingClientRect() ?? new DOMRect();
      const frame = img?.ownerDocument.defaultView?.frameElement?.getBoundingClientRect();
      return { x: x + (frame?.x ?? 0), y: y + (frame?.y ?? 0), width, height };
    });
  };
  return 'shoot' in page ? page.evaluate(find, keys) : page.evaluate(find, keys);
}

/** A part of the screen, which begins at `left` and `top` of the window. */
interface Shown extends Picture {
  left: number;
  top: number;
}

/** What holds all the boxes and no more: the browser writes, and we read, every pixel asked for. */
async function screenAround(
  page: Page | Screen,
  boxes: readonly (Box | undefined)[],
): Promise<Shown> {
  const there = boxes.filter((box) => box !== undefined);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const [left, top] = [least(there.map(({ x }) => x)), least(there.map(({ y }) => y))];
  const right = Math.min(width, Math.ceil(Math.max(0, ...there.map((box) => box.x + box.width))));
  const end = Math.min(height, Math.ceil(Math.max(0, ...there.map((box) => box.y + box.height))));
  if (right <= left || end <= top) return { left, top, width: 0, height: 0, rgb: new Uint8Array() };
  const clip = { x: left, y: top, width: right - left, height: end - top };
  return {
    left,
    top,
    ...(await decode(await ('shoot' in page ? page.shoot(clip) : shoot(page, clip)))),
  };
}

const sessions = new WeakMap<Page, CDPSession>();

/** As `page.screenshot`, in half the time: packed loosely, though no less truly. */
async function shoot(page: Page, { x, y, width, height }: Box): Promise<Buffer> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page));
  sessions.set(page, session);
  // Of the document, where a page has been scrolled.
  const scrolled = await page.evaluate(() => ({ x: scrollX, y: scrollY }));
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'png',
    optimizeForSpeed: true,
    clip: { x: scrolled.x + x, y: scrolled.y + y, width, height, scale: 1 },
  });
  return Buffer.from(data, 'base64');
}

const least = (edges: readonly number[]): number => Math.max(0, Math.floor(Math.min(...edges)));

function lookAt(area: Picture, picture: Picture): Look {
  if (!differs(area, picture, besideLabel)) {
    return differs(area, picture, underLabel) ? 'revealed' : 'shown';
  }
  if (!isFlat(area, besideLabel)) return 'other';
  return isFlat(area, underLabel) ? 'blank' : 'masked';
}

/** The parts of a picture's place that are looked at, each from and up to an x and a y. */
type Where = (
  picture: Picture,
) => readonly [left: number, top: number, right: number, end: number][];

const besideLabel: Where = ({ width, height }) => {
  const { inset, bottom } = LABEL;
  const end = Math.min(bottom, height);
  return [
    [0, 0, width, Math.min(inset, height)],
    [0, inset, Math.min(inset, width), end],
    [Math.max(inset, width - inset), inset, width, end],
    [0, bottom, width, height],
  ];
};

const underLabel: Where = ({ width, height }) => [
  [LABEL.inset, LABEL.inset, width - LABEL.inset, Math.min(LABEL.bottom, height)],
];

/** What lies off the screen is left out, and so never equal to anything. */
function crop(screen: Shown, box: Box | undefined): Picture {
  if (!box) return { width: 0, height: 0, rgb: new Uint8Array() };
  const [left, top] = [Math.max(0, Math.round(box.x)), Math.max(0, Math.round(box.y))];
  const width = Math.min(Math.round(box.width), screen.left + screen.width - left);
  const height = Math.min(Math.round(box.height), screen.top + screen.height - top);
  if (width <= 0 || height <= 0) return { width: 0, height: 0, rgb: new Uint8Array() };
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = ((top - screen.top + y) * screen.width + left - screen.left) * 3;
    rgb.set(screen.rgb.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, rgb };
}

/** More than decoders do, on the mean; pictures of different sizes differ. */
function differs(a: Picture, b: Picture, where: Where): boolean {
  if (a.width !== b.width || a.height !== b.height || a.rgb.length === 0) return true;
  let sum = 0;
  let count = 0;
  for (const [left, top, right, end] of where(a)) {
    for (let y = top; y < end; y++) {
      const to = (y * a.width + right) * 3;
      for (let i = (y * a.width + left) * 3; i < to; i++) {
        sum += Math.abs((a.rgb[i] ?? 0) - (b.rgb[i] ?? 0));
        count++;
      }
    }
  }
  return sum > MEAN_DIFFERENCE * count;
}

/** Of 255: where a label was, Chromium leaves a pixel at either end of it that is off by three. */
const FLAT = 4;

function isFlat(area: Picture, where: Where): boolean {
  const { width, rgb } = area;
  const colour = rgb.subarray(0, 3);
  if (colour.length < 3) return false;
  return where(area).every(([left, top, right, end]) => {
    for (let y = top; y < end; y++) {
      const to = (y * width + right) * 3;
      for (let i = (y * width + left) * 3; i < to; i++) {
        if (Math.abs((rgb[i] ?? 0) - (colour[i % 3] ?? 0)) > FLAT) return false;
      }
    }
    return true;
  });
}
