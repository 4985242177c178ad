import { type Box, insidePicture } from '../../shared/boxes.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const FITS = ['fill', 'contain', 'cover', 'none', 'scale-down'] as const;
export type Fit = (typeof FITS)[number];

/** One coordinate of `object-position`: a part (0–1) of the room left over, and CSS pixels. */
export interface Offset {
  readonly part: number;
  readonly px: number;
}

/** How the page fits a picture into its element. */
export interface Fitting {
  readonly fit: Fit;
  readonly x: Offset;
  readonly y: Offset;
}

/** A picture this near to filling its element, in CSS pixels, does so: layout rounds to 1/64. */
const FILLS_WITHIN = 0.05;

/**
 * @param content of the element's content box, in CSS pixels
 * @param natural of the upright picture, in CSS pixels
 * @returns where the whole picture lies, in CSS pixels from the content box's corner; parts may lie
 *   outside
 */
export function pictureIn(content: Size, natural: Size, { fit, x, y }: Fitting): Box {
  const { width, height } = shownSize(content, natural, fit);
  return {
    x: (content.width - width) * x.part + x.px,
    y: (content.height - height) * y.part + y.px,
    width,
    height,
  };
}

function shownSize(content: Size, natural: Size, fit: Fit): Size {
  if (fit === 'fill') return content;
  const across = content.width / natural.width;
  const down = content.height / natural.height;
  const scale = {
    contain: Math.min(across, down),
    cover: Math.max(across, down),
    none: 1,
    'scale-down': Math.min(1, across, down),
  }[fit];
  return { width: natural.width * scale, height: natural.height * scale };
}

/** @returns whether the picture covers the content box exactly, as `object-fit: fill` has it */
export const fills = (picture: Box, content: Size): boolean =>
  Math.abs(picture.x) <= FILLS_WITHIN &&
  Math.abs(picture.y) <= FILLS_WITHIN &&
  Math.abs(picture.width - content.width) <= FILLS_WITHIN &&
  Math.abs(picture.height - content.height) <= FILLS_WITHIN;

/**
 * @param box a part of the picture, 0–1
 * @param picture where the picture lies, as `pictureIn` says
 * @returns the part of the content box that it takes, 0–1; null when none of it is in there
 */
export const boxInContent = (box: Box, picture: Box, content: Size): Box | null =>
  insidePicture({
    x: (picture.x + box.x * picture.width) / content.width,
    y: (picture.y + box.y * picture.height) / content.height,
    width: (box.width * picture.width) / content.width,
    height: (box.height * picture.height) / content.height,
  });

/**
 * Reads a computed `object-position`: two of `50%`, `10px`, `calc(100% - 10px)`.
 * @returns null for anything else, which nobody here can work out
 */
export function readPosition(computed: string): { x: Offset; y: Offset } | null {
  const parts = computed.match(/calc\([^()]*\)|[^\s]+/g) ?? [];
  const [x, y] = parts.map(readOffset);
  return parts.length === 2 && x && y ? { x, y } : null;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const PERCENT = new RegExp(`^(${NUMBER})%$`);
const PIXELS = new RegExp(`^(${NUMBER})px$`);
const SUM = new RegExp(`^calc\\((${NUMBER})% ([+-]) (${NUMBER})px\\)$`);

function readOffset(text: string): Offset | null {
  const [, percent] = PERCENT.exec(text) ?? [];
  if (percent) return { part: Number(percent) / 100, px: 0 };
  const [, pixels] = PIXELS.exec(text) ?? [];
  if (pixels) return { part: 0, px: Number(pixels) };
  const [, part, sign, px] = SUM.exec(text) ?? [];
  if (!part || !px) return null;
  return { part: Number(part) / 100, px: Number(px) * (sign === '-' ? -1 : 1) };
}
