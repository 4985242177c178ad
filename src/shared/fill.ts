import { areaOf, type Box, overlapOf } from './boxes.ts';
import { COLOURS } from './mask-colours.ts';
import { MOSAIC_SIDE, type PageView } from './messages.ts';

type Rgb = readonly [r: number, g: number, b: number];

/** What is drawn in a hole. Cells in rows, of equal size. */
export interface Fill {
  readonly columns: number;
  readonly cells: readonly Rgb[];
  /** Colours run into one another along the rows, and the whole grows darker downwards. */
  readonly soft: boolean;
}

/** What a person chose of how covers look. */
export type Style = Pick<PageView, 'maskStyle' | 'maskStrength' | 'maskColour'>;

/** Squares along the longer side at strength 1 to 5. */
const SQUARES = [9, 8, 6, 5, 4] as const;
/** How far squares and softened colours are from their mean, of 255, at strength 1 to 5. */
const UNEVEN = [26, 23, 20, 17, 14] as const;
/** Part of a surrounding colour that is taken for grey: no fill is as vivid as what a model seeks. */
const GREYED = 0.4;
/** Colours of a soft fill, from one side to the other. */
const SOFT_STEPS = 5;

/**
 * What stands in a box's place. It is worked out from the colours around the box and from nothing
 * under it, so nobody can tell from it what is there. That is stronger than any blur or mosaic of
 * the picture itself: those keep coarse shapes, by which one of twenty pictures can be told
 * (docs/decisions/0007-box-masks.md).
 * @param mosaic of the whole picture, `MOSAIC_SIDE`² RGB triples; null where there is none
 * @param boxes all that are masked in the picture, this one among them, 0–1 of the picture
 * @param shape of the box as shown, width / height
 * @returns null for `hide`: the hole shows whatever lies behind the picture
 */
export function fillOf(
  view: Style,
  mosaic: Uint8Array | null,
  boxes: readonly Box[],
  box: Box,
  shape: number,
): Fill | null {
  const plain = rgbOf(COLOURS[view.maskColour]);
  const strength = Math.min(5, Math.max(1, view.maskStrength)) - 1;
  switch (view.maskStyle) {
    case 'hide':
      return null;
    case 'solid':
      return { columns: 1, cells: [plain], soft: false };
    case 'blur':
    case 'pixelate': {
      const base = (mosaic && colourAround(mosaic, boxes, box)) ?? plain;
      const unevenness = UNEVEN[strength] ?? 14;
      if (view.maskStyle === 'blur') return pattern(base, SOFT_STEPS, 1, unevenness / 2, true);
      const longer = SQUARES[strength] ?? 4;
      const shorter = (ratio: number) => Math.max(2, Math.round(longer * Math.min(1, ratio)));
      return pattern(base, shorter(shape), shorter(1 / shape), unevenness, false);
    }
  }
}

/** The same for every picture, but for its base colour. */
function pattern(base: Rgb, columns: number, rows: number, by: number, soft: boolean): Fill {
  const cells = Array.from({ length: columns * rows }, (_, i): Rgb => {
    const light = by * unevenAt(i % columns, Math.floor(i / columns));
    return [byte(base[0] + light), byte(base[1] + light), byte(base[2] + light)];
  });
  return { columns, cells, soft };
}

/** @returns -1 to 1, spread evenly and in no pattern (Roberts' R2 sequence) */
const unevenAt = (column: number, row: number): number =>
  ((column * 0.7548776662 + row * 0.5698402911 + 0.31) % 1) * 2 - 1;

/** @returns the mean colour of the mosaic's cells about a box that no box touches, or null if none */
function colourAround(mosaic: Uint8Array, boxes: readonly Box[], box: Box): Rgb | null {
  const side = 1 / MOSAIC_SIDE;
  const near = {
    x: box.x - 2 * side,
    y: box.y - 2 * side,
    width: box.width + 4 * side,
    height: box.height + 4 * side,
  };
  const [sum, all] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  for (let cell = 0; cell < MOSAIC_SIDE ** 2; cell++) {
    const place = {
      x: (cell % MOSAIC_SIDE) * side,
      y: Math.floor(cell / MOSAIC_SIDE) * side,
      width: side,
      height: side,
    };
    if (boxes.some((one) => overlapOf(place, one) > 0)) continue;
    add(all, mosaic, cell);
    if (overlapOf(place, near) > areaOf(place) / 2) add(sum, mosaic, cell);
  }
  return meanOf(sum) ?? meanOf(all);
}

function add(sum: number[], mosaic: Uint8Array, cell: number): void {
  for (let c = 0; c < 3; c++) sum[c] = (sum[c] ?? 0) + (mosaic[cell * 3 + c] ?? 0);
  sum[3] = (sum[3] ?? 0) + 1;
}

function meanOf([r = 0, g = 0, b = 0, count = 0]: readonly number[]): Rgb | null {
  if (count === 0) return null;
  const mean = [r / count, g / count, b / count] as const;
  const grey = 0.299 * mean[0] + 0.587 * mean[1] + 0.114 * mean[2];
  const calm = (value: number) => byte(value * (1 - GREYED) + grey * GREYED);
  return [calm(mean[0]), calm(mean[1]), calm(mean[2])];
}

const byte = (value: number): number => Math.round(Math.min(255, Math.max(0, value)));

function rgbOf(hex: string): Rgb {
  const digits = hex.length === 4 ? [...hex.slice(1)].map((d) => d + d).join('') : hex.slice(1);
  const value = Number.parseInt(digits, 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

/** Black over a soft fill, from its upper to its lower edge. */
export const SHADE = 0.12;

/** @returns a value for CSS `background` that draws it at any size, without canvas or address */
export function backgroundOf({ columns, cells, soft }: Fill): string {
  const rows = cells.length / columns;
  if (soft) {
    const shade = `linear-gradient(rgb(0 0 0/0), rgb(0 0 0/${SHADE}))`;
    // Held at each end for half a step, as a resized row of pixels is.
    const stops = cells.map((cell, i) => `${css(cell)} ${(100 * (i + 0.5)) / columns}%`);
    return `${shade}, linear-gradient(90deg, ${stops.join(', ')})`;
  }
  return Array.from({ length: rows }, (_, row) => {
    const stops = cells
      .slice(row * columns, (row + 1) * columns)
      .map((cell, i) => `${css(cell)} ${i === 0 ? '' : '0 '}${(100 * (i + 1)) / columns}%`);
    // Each row reaches under those before it to the lower edge: no seam between rows.
    const height = (100 * (row + 1)) / rows;
    return `linear-gradient(90deg, ${stops.join(', ')}) 0 0/100% ${height}% no-repeat`;
  }).join(', ');
}

const css = ([r, g, b]: Rgb): string => `rgb(${r} ${g} ${b})`;

/** @returns the colour at a place of the fill, 0–1 from its upper left corner, as it is drawn */
export function colourAt({ columns, cells, soft }: Fill, u: number, v: number): Rgb {
  const rows = cells.length / columns;
  const at = (column: number, row: number): Rgb => {
    const x = Math.min(columns - 1, Math.max(0, column));
    return cells[Math.min(rows - 1, row) * columns + x] ?? [0, 0, 0];
  };
  if (!soft) return at(Math.floor(u * columns), Math.floor(v * rows));
  const x = u * columns - 0.5;
  const [left, right] = [at(Math.floor(x), 0), at(Math.floor(x) + 1, 0)];
  const mix = (c: 0 | 1 | 2) =>
    (left[c] + (right[c] - left[c]) * (x - Math.floor(x))) * (1 - SHADE * v);
  return [mix(0), mix(1), mix(2)];
}

/** Of a picture's own pixels beyond each edge of a box: decoders and encoders mix neighbours. */
const ALLOWANCE = 1;

/** @returns the whole pixels that a box is painted over with, where it is painted into the picture */
export function pixelsOf(box: Box, size: { readonly width: number; readonly height: number }): Box {
  const from = (start: number, room: number) => Math.max(0, Math.floor(start * room) - ALLOWANCE);
  const to = (end: number, room: number) => Math.min(room, Math.ceil(end * room) + ALLOWANCE);
  const [x, y] = [from(box.x, size.width), from(box.y, size.height)];
  return {
    x,
    y,
    width: to(box.x + box.width, size.width) - x,
    height: to(box.y + box.height, size.height) - y,
  };
}
