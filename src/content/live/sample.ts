/** Longest side of what is read of a frame; the models look at 224 to 299. */
const LONGEST_SIDE = 640;
/** Points on each side by which two frames are told apart. */
const GRID = 16;
/** Pixels averaged for one point, on each side. */
const TAPS = 4;
/** Mean difference of points, of 255, below which two frames show the same but for noise. */
const SAME_BELOW = 6;
/** And no part of them may differ by more, of 255 in any one point. */
const NO_POINT_ABOVE = 48;
/**
 * Mean difference of points, of 255, from which two frames are of two scenes. Pictures that have nothing
 * to do with each other differ by 40 to 90, what moves within one scene by 5 to 15 in half a second.
 */
const OTHER_SCENE_FROM = 24;

export type MovingElement = HTMLVideoElement | HTMLCanvasElement;

export interface Sample {
  readonly rgba: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Its pixels are withheld from everybody: something of another origin is in them. */
export const UNREADABLE = 'unreadable';

/**
 * The pixels that something shows now, over white, shrunk.
 * @param width,height its own pixels
 * @returns null where it has none
 */
export function sampleOf(
  shown: MovingElement,
  width: number,
  height: number,
): Sample | typeof UNREADABLE | null {
  if (width === 0 || height === 0) return null;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  const across = Math.max(1, Math.round(width * scale));
  const down = Math.max(1, Math.round(height * scale));
  return read(shown, across, down);
}

/**
 * Just enough of what something shows now to tell scenes apart, for a fraction of a sample's cost.
 * @returns as `gridOf`; null where it cannot be read
 */
export function glanceAt(shown: MovingElement): Uint8Array | null {
  const sample = read(shown, GRID * TAPS, GRID * TAPS);
  return isSample(sample) ? gridOf(sample) : null;
}

/** Shrunk by whoever has the picture, so that a graphics card sends back no more than is asked for. */
function read(
  shown: MovingElement,
  across: number,
  down: number,
): Sample | typeof UNREADABLE | null {
  const context = new OffscreenCanvas(across, down).getContext('2d', { alpha: false });
  if (!context) return null;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, across, down);
  context.imageSmoothingQuality = 'medium';
  try {
    context.drawImage(shown, 0, 0, across, down);
    const { data } = context.getImageData(0, 0, across, down);
    return { rgba: new Uint8Array(data.buffer), width: across, height: down };
  } catch (error) {
    if (error instanceof DOMException && error.name === 'SecurityError') return UNREADABLE;
    throw error;
  }
}

/** Whether there were pixels, and they could be read. */
export const isSample = (read: ReturnType<typeof sampleOf>): read is Sample =>
  read !== null && read !== UNREADABLE;

/** Whether it is one colour all over: nothing to see, and no model needs to say so. */
export function isBlank(sample: Sample): boolean {
  const pixels = words(sample);
  const [first] = pixels;
  return pixels.every((pixel) => pixel === first);
}

/** Whether not one pixel is another. */
export function isSameSample(a: Sample, b: Sample | null): boolean {
  if (b === null || a.width !== b.width || a.height !== b.height) return false;
  const [ours, theirs] = [words(a), words(b)];
  return ours.every((pixel, i) => pixel === theirs[i]);
}

const words = ({ rgba }: Sample) => new Uint32Array(rgba.buffer, rgba.byteOffset, rgba.length >> 2);

/** Few enough numbers to be kept of what was judged: means of red, green and blue, in rows. */
export function gridOf({ rgba, width, height }: Sample): Uint8Array {
  const grid = new Uint8Array(GRID * GRID * 3);
  let to = 0;
  for (let y = 0; y < GRID; y++) {
    for (let x = 0; x < GRID; x++) {
      let [r, g, b] = [0, 0, 0];
      for (let tap = 0; tap < TAPS * TAPS; tap++) {
        const across = (x + ((tap % TAPS) + 0.5) / TAPS) / GRID;
        const down = (y + (Math.floor(tap / TAPS) + 0.5) / TAPS) / GRID;
        const at = (Math.floor(down * height) * width + Math.floor(across * width)) * 4;
        r += rgba[at] ?? 0;
        g += rgba[at + 1] ?? 0;
        b += rgba[at + 2] ?? 0;
      }
      grid[to++] = r / (TAPS * TAPS);
      grid[to++] = g / (TAPS * TAPS);
      grid[to++] = b / (TAPS * TAPS);
    }
  }
  return grid;
}

/** Whether two frames are of two scenes, as far as the grids tell. */
export function isOtherScene(a: Uint8Array, b: Uint8Array): boolean {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += Math.abs(value - (b[i] ?? 0));
  return sum >= OTHER_SCENE_FROM * a.length;
}

/** Whether two frames show the same, as far as the grids tell. */
export function isSameGrid(a: Uint8Array, b: Uint8Array | null): boolean {
  if (b === null || a.length !== b.length) return false;
  let sum = 0;
  for (const [i, value] of a.entries()) {
    const difference = Math.abs(value - (b[i] ?? 0));
    if (difference > NO_POINT_ABOVE) return false;
    sum += difference;
  }
  return sum < SAME_BELOW * a.length;
}
