import { colourAt, type Fill, fillOf, pixelsOf } from '../../shared/fill.ts';
import type { PageView } from '../../shared/messages.ts';
import type { CoveredBox } from '../../shared/policy.ts';
import { MAY_BE_REPLACED } from '../browser.chrome.ts';

/** Longest side that is looked at. */
const LOOKED_AT = 640;
/** Points along each side of a box. */
const POINTS = 24;
/** Of 255: neighbouring cells run into one another where the picture is read in another size. */
const UNLIKE = 32;
/** Of all points, that may be unlike for the same reason. */
const MOST_UNLIKE = 0.03;
/** Of 255: as good as nothing. */
const CLEAR_ALPHA = 8;

/** Whether the boxes are painted over in an image, and by what that was said. */
export interface Burnt {
  readonly key: string;
  readonly image: HTMLImageElement;
  readonly is: boolean;
}

/** The same for the same boxes, painted over in the same way. */
export const paintKey = (
  boxes: readonly CoveredBox[],
  { maskStyle, maskStrength, maskColour }: PageView,
): string => JSON.stringify([boxes, maskStyle, maskStrength, maskColour]);

/**
 * Whether all boxes are painted over already in what is shown, as the background does; read once for
 * each image and way of painting, which `stand` keeps.
 */
export function isBurnt(
  stand: { burnt?: Burnt | null; readonly mosaic: Uint8Array | null },
  image: HTMLImageElement | null | undefined,
  boxes: readonly CoveredBox[] | null,
  view: PageView,
): boolean {
  if (!MAY_BE_REPLACED || !boxes || !image?.complete) return false;
  const key = paintKey(boxes, view);
  if (stand.burnt?.key !== key || stand.burnt.image !== image) {
    stand.burnt = { key, image, is: isBurntIn(image, boxes, stand.mosaic, view) };
  }
  return stand.burnt.is;
}

/**
 * Reads off a picture whether the boxes are painted over in it as the background paints them. It is
 * the pixels themselves that are looked at: whatever put the fills there, nothing is to be seen of
 * what lies under them.
 */
function isBurntIn(
  image: HTMLImageElement,
  boxes: readonly CoveredBox[],
  mosaic: Uint8Array | null,
  view: PageView,
): boolean {
  const { naturalWidth: width, naturalHeight: height } = image;
  if (!image.complete || width === 0 || height === 0 || boxes.length === 0) return false;
  const scale = Math.min(1, LOOKED_AT / Math.max(width, height));
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const context = new OffscreenCanvas(w, h).getContext('2d', { willReadFrequently: true });
  if (!context) return false;
  let data: Uint8ClampedArray;
  try {
    context.drawImage(image, 0, 0, w, h);
    // Firefox lets an extension that may see all sites read a picture of another one.
    data = context.getImageData(0, 0, w, h).data;
  } catch {
    // Not to be read, and so not to be proven.
    return false;
  }
  const read = { data, width: w, height: h };
  return boxes.every((box) => {
    const shape = (box.width * width) / (box.height * height);
    const fill = fillOf(view, mosaic, boxes, box, shape);
    const place = pixelsOf(box, { width, height });
    const { x, y } = place;
    const within = {
      x: x / width,
      y: y / height,
      width: place.width / width,
      height: place.height / height,
    };
    return isFilled(read, within, fill);
  });
}

type Read = { data: Uint8ClampedArray; width: number; height: number };

function isFilled(
  { data, width, height }: Read,
  box: Omit<CoveredBox, 'reasons'>,
  fill: Fill | null,
) {
  let unlike = 0;
  for (let i = 0; i < POINTS * POINTS; i++) {
    const u = ((i % POINTS) + 0.5) / POINTS;
    const v = (Math.floor(i / POINTS) + 0.5) / POINTS;
    const column = Math.min(width - 1, Math.floor((box.x + u * box.width) * width));
    const row = Math.min(height - 1, Math.floor((box.y + v * box.height) * height));
    const at = (row * width + column) * 4;
    const meant = fill && colourAt(fill, u, v);
    const like = meant
      ? [0, 1, 2].every((c) => Math.abs((data[at + c] ?? 0) - (meant[c] ?? 0)) <= UNLIKE) &&
        (data[at + 3] ?? 0) > 255 - CLEAR_ALPHA
      : (data[at + 3] ?? 255) < CLEAR_ALPHA;
    if (!like) unlike++;
  }
  return unlike <= MOST_UNLIKE * POINTS * POINTS;
}
