import { type Fill, fillOf, pixelsOf, SHADE, type Style } from '../shared/fill.ts';
import type { CoveredBox } from '../shared/policy.ts';
import { sizeOf } from './decode.ts';

/** Up to so many pixels nothing around the boxes is lost; larger pictures would make files of many MB. */
const MOST_LOSSLESS = 2 * 1024 * 1024;
const QUALITY = 0.95;

/**
 * @param boxes 0–1 of the picture as it is seen
 * @returns a picture of the same size with all boxes painted over, in a format that browsers know by
 *   its first bytes
 * @throws Error for what cannot be decoded or encoded
 */
export async function burntIn(
  bytes: Uint8Array<ArrayBuffer>,
  boxes: readonly CoveredBox[],
  mosaic: Uint8Array | null,
  style: Style,
): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2D canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  for (const box of boxes) {
    const place = pixelsOf(box, { width, height });
    context.clearRect(place.x, place.y, place.width, place.height);
    const shape = (box.width * width) / (box.height * height);
    const fill = fillOf(style, mosaic, boxes, box, shape);
    if (fill) paint(context, fill, place);
  }
  const blob = await canvas.convertToBlob({
    type: formatFor(bytes, canvas, style),
    quality: QUALITY,
  });
  return new Uint8Array(await blob.arrayBuffer());
}

type Place = ReturnType<typeof pixelsOf>;

function paint(context: OffscreenCanvasRenderingContext2D, fill: Fill, place: Place): void {
  const { x, y, width, height } = place;
  const { columns, cells, soft } = fill;
  const rows = cells.length / columns;
  if (!soft) {
    // Each cell reaches under those after it to the far corner: no seams.
    cells.forEach((cell, i) => {
      const left = Math.round((width * (i % columns)) / columns);
      const top = Math.round((height * Math.floor(i / columns)) / rows);
      context.fillStyle = css(cell);
      context.fillRect(x + left, y + top, width - left, height - top);
    });
    return;
  }
  const across = context.createLinearGradient(x, 0, x + width, 0);
  cells.forEach((cell, i) => {
    across.addColorStop((i + 0.5) / columns, css(cell));
  });
  const down = context.createLinearGradient(0, y, 0, y + height);
  down.addColorStop(0, 'rgb(0 0 0 / 0)');
  down.addColorStop(1, `rgb(0 0 0 / ${SHADE})`);
  for (const fillStyle of [across, down]) {
    context.fillStyle = fillStyle;
    context.fillRect(x, y, width, height);
  }
}

const css = ([r, g, b]: Fill['cells'][number]): string => `rgb(${r} ${g} ${b})`;

function formatFor(
  bytes: Uint8Array,
  { width, height }: OffscreenCanvas,
  { maskStyle }: Style,
): string {
  if (width * height <= MOST_LOSSLESS) return 'image/png';
  const opaque = maskStyle !== 'hide' && sizeOf(bytes)?.type === 'jpg';
  return opaque ? 'image/jpeg' : 'image/webp';
}
