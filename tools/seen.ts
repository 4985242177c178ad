/** Pixels of one picture as they stood on the screen; rows of RGB bytes. */
export interface Region {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** What a person would say who saw the page with and without the extension. */
export type Seen = 'shown' | 'covered' | 'partly' | 'nothing to tell by';

const CELL = 16;
/** Standard deviation of a cell's brightness from which its loss is visible. */
const TELLING = 12;
/** Mean difference of a byte up to which a cell counts as the same; a flat mask over a telling cell differs more. */
const SAME = 4;
const ENOUGH_CELLS = 8;

/**
 * Compares a picture cell by cell, looking only at cells with something to see in them.
 * `covered` leaves room for a label or frame that happens to resemble what is under it.
 * @param plain without the extension
 * @param filtered with it, the same place on the same page
 * @throws RangeError when the two differ in size: the layout has shifted
 */
export function seen(plain: Region, filtered: Region): Seen {
  if (plain.width !== filtered.width || plain.height !== filtered.height) {
    throw new RangeError('regions of different sizes cannot be compared');
  }
  let telling = 0;
  let same = 0;
  for (let y = 0; y + CELL <= plain.height; y += CELL) {
    for (let x = 0; x + CELL <= plain.width; x += CELL) {
      if (deviation(plain, x, y) < TELLING) continue;
      telling += 1;
      if (difference(plain, filtered, x, y) <= SAME) same += 1;
    }
  }
  if (telling < ENOUGH_CELLS) return 'nothing to tell by';
  if (same >= telling * 0.98) return 'shown';
  return same <= telling * 0.02 ? 'covered' : 'partly';
}

/** Standard deviation of (R + G + B) / 3 over a cell. */
function deviation({ rgb, width }: Region, left: number, top: number): number {
  let sum = 0;
  let squares = 0;
  for (let y = top; y < top + CELL; y++) {
    for (let at = (y * width + left) * 3; at < (y * width + left + CELL) * 3; at += 3) {
      const grey = ((rgb[at] ?? 0) + (rgb[at + 1] ?? 0) + (rgb[at + 2] ?? 0)) / 3;
      sum += grey;
      squares += grey * grey;
    }
  }
  const count = CELL * CELL;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** Mean absolute difference of a byte over a cell. */
function difference(a: Region, b: Region, left: number, top: number): number {
  let sum = 0;
  for (let y = top; y < top + CELL; y++) {
    const row = (y * a.width + left) * 3;
    for (let at = row; at < row + CELL * 3; at++)
      sum += Math.abs((a.rgb[at] ?? 0) - (b.rgb[at] ?? 0));
  }
  return sum / (CELL * CELL * 3);
}
