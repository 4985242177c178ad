/** Both are compared in so many pixels a side. */
const SIDE = 128;
/** A side of the squares in which they are compared. */
const SQUARE = 16;
/** Differences of channels (0–255), in the mean: two ways to shrink one picture differ by less. */
const MOST_IN_ALL = 8;
const MOST_IN_A_SQUARE = 16;

/**
 * Whether an element's pixels are those of the encoded picture; of one that moves, the first frame's.
 * @returns false also where nobody can tell
 */
export async function showsThese(
  img: HTMLImageElement,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  try {
    const bitmap = await createImageBitmap(new Blob([bytes]));
    try {
      return showsTheSame(img, bitmap);
    } finally {
      bitmap.close();
    }
  } catch {
    // An SVG, or not to be read: the element's own pixels are judged, where they can be.
    return false;
  }
}

/** @returns false also where nobody can tell */
export function showsTheSame(a: CanvasImageSource, b: CanvasImageSource): boolean {
  try {
    return areAlike(shrunk(a), shrunk(b));
  } catch {
    // Of another site, or it has not loaded.
    return false;
  }
}

function shrunk(picture: CanvasImageSource): Uint8ClampedArray {
  const context = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2D canvas');
  context.imageSmoothingQuality = 'medium';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, SIDE, SIDE);
  context.drawImage(picture, 0, 0, SIDE, SIDE);
  return context.getImageData(0, 0, SIDE, SIDE).data;
}

/** @param a, b RGBA, `SIDE` pixels a side */
export function areAlike(a: Uint8ClampedArray, b: Uint8ClampedArray): boolean {
  const squares = SIDE / SQUARE;
  const sums = new Float64Array(squares * squares);
  for (let i = 0; i < a.length; i += 4) {
    const pixel = i / 4;
    const square =
      Math.floor(pixel / SIDE / SQUARE) * squares + Math.floor((pixel % SIDE) / SQUARE);
    for (let channel = i; channel < i + 3; channel++) {
      sums[square] = (sums[square] ?? 0) + Math.abs((a[channel] ?? 0) - (b[channel] ?? 0));
    }
  }
  const values = SQUARE * SQUARE * 3;
  const all = sums.reduce((sum, one) => sum + one, 0) / (values * sums.length);
  return all <= MOST_IN_ALL && sums.every((sum) => sum / values <= MOST_IN_A_SQUARE);
}
