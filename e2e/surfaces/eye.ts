import type { Picture } from '../../demo/draw/picture.ts';
import { CELL, type Kind, type Row } from './row.ts';

/** A part of a screen, in pixels of the page. */
export interface Slot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How far a channel must stand out; half-transparent blocks on white still do. */
const APART = 100;

/**
 * @param slot looked at, in pixels of the page; all of it without
 * @param scale pixels of the picture for one of the page
 * @returns how many pixels have the colour that marks pictures of this kind
 */
export function keyed(screen: Picture, kind: Kind, slot?: Slot, scale = 1): number {
  const { left, top, right, end } = edges(screen, slot, scale);
  let count = 0;
  for (let y = top; y < end; y++) {
    for (let x = left; x < right; x++) {
      const i = (y * screen.width + x) * 3;
      const [r = 0, g = 0, b = 0] = [screen.rgb[i], screen.rgb[i + 1], screen.rgb[i + 2]];
      const [low, high] = kind === 'explicit' ? [g, r] : [r, g];
      if (b - low > APART && high - low > APART && Math.abs(high - b) < APART) count++;
    }
  }
  return count;
}

function edges({ width, height }: Picture, slot: Slot | undefined, scale: number) {
  if (!slot) return { left: 0, top: 0, right: width, end: height };
  return {
    left: Math.max(0, Math.round(slot.x * scale)),
    top: Math.max(0, Math.round(slot.y * scale)),
    right: Math.min(width, Math.round((slot.x + slot.width) * scale)),
    end: Math.min(height, Math.round((slot.y + slot.height) * scale)),
  };
}

/**
 * @returns 0–1, how much the light and dark in the slot follow those of the picture, or of its
 *   negative: their correlation
 */
export function likeness(screen: Picture, picture: Picture, slot: Slot, scale = 1): number {
  const { left, top, right, end } = edges(screen, slot, scale);
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let y = top; y < end; y++) {
    for (let x = left; x < right; x++) {
      const px = Math.floor(((x - left) / (right - left)) * picture.width);
      const py = Math.floor(((y - top) / (end - top)) * picture.height);
      const a = light(screen, x, y);
      const b = light(picture, px, py);
      n++;
      sumA += a;
      sumB += b;
      sumAA += a * a;
      sumBB += b * b;
      sumAB += a * b;
    }
  }
  const spread = Math.sqrt((n * sumAA - sumA * sumA) * (n * sumBB - sumB * sumB));
  // Where all is of one colour, nothing is alike.
  return spread > 0 ? Math.abs((n * sumAB - sumA * sumB) / spread) : 0;
}

function light({ width, rgb }: Picture, x: number, y: number): number {
  const i = (y * width + x) * 3;
  return 0.299 * (rgb[i] ?? 0) + 0.587 * (rgb[i + 1] ?? 0) + 0.114 * (rgb[i + 2] ?? 0);
}

/** Who is looked for, and where. */
export interface Wanted {
  readonly slot: Slot;
  readonly row: Pick<Row, 'eye'>;
  readonly it: { readonly kind: Kind; readonly drawn: { readonly picture: Picture } };
}

/** @returns 0–1, how much of a picture the screen shows in its slot */
export function shareOf(screen: Picture, { slot, row, it }: Wanted, scale = 1): number {
  const { picture } = it.drawn;
  if (row.eye === 'shape') return likeness(screen, picture, cellOf(slot), scale);
  const marks = keyed(screen, it.kind, slot, scale) / scale ** 2;
  return Math.min(1, marks / keyed(picture, it.kind));
}

/** The cell within a slot. */
const cellOf = ({ x, y, width, height }: Slot): Slot => ({
  x: x + (width - CELL) / 2,
  y: y + (height - CELL) / 2,
  width: CELL,
  height: CELL,
});

/** A sixth of one of the four blocks; more likeness than two pictures have by chance. */
const LEAST = { colour: 0.04, shape: 0.5 };

export const isSeen = (share: number, eye: Row['eye'] = 'colour'): boolean => share > LEAST[eye];
