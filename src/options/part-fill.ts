import type { Box } from '../shared/boxes.ts';
import { backgroundOf, fillOf, type Style } from '../shared/fill.ts';
import { MOSAIC_SIDE } from '../shared/messages.ts';

/**
 * The content script's own fills, so that a preview shows what a page will.
 * @param mosaic of the whole picture, as `mosaicFrom` gives it
 * @param size of the picture, in pixels
 * @returns what stands in each part's place, as a CSS background; null where nothing does
 */
export const partFills = (
  style: Style,
  mosaic: Uint8Array | null,
  parts: readonly Box[],
  size: { width: number; height: number },
): (string | null)[] =>
  parts.map((part) => {
    const shape = (part.width * size.width) / (part.height * size.height);
    const fill = fillOf(style, mosaic, parts, part, shape);
    return fill && backgroundOf(fill);
  });

/** @returns average colours as RGB triples in rows; null where there is no canvas to be had */
export function mosaicFrom(source: CanvasImageSource): Uint8Array | null {
  const side = { width: MOSAIC_SIDE, height: MOSAIC_SIDE };
  const context = Object.assign(document.createElement('canvas'), side).getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, 0, 0, MOSAIC_SIDE, MOSAIC_SIDE);
  const { data } = context.getImageData(0, 0, MOSAIC_SIDE, MOSAIC_SIDE);
  return Uint8Array.from(data.filter((_, i) => i % 4 < 3));
}
