import sharp from 'sharp';
import { encode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import type { Random } from '../demo/draw/random.ts';
import { COLOUR_KEYS } from '../models/synthetic/colour-detector.ts';
import type { Box } from '../src/shared/boxes.ts';

/** A picture with blocks of the colours that the synthetic detector finds, and nothing else vivid. */
export interface Blocks {
  readonly bytes: Buffer;
  readonly type: string;
  /** The same picture with every pixel's kind in its place, as `kindOf` reads it. */
  readonly map: Buffer;
  readonly width: number;
  readonly height: number;
  /** In pixels. */
  readonly boxes: readonly Box[];
}

export type Kind = 'outside' | 'box' | 'neither';

/** Grey values in a map; what lies between a box and the box grown by the margin is `neither`. */
const MAP = { outside: 0, neither: 128, box: 255 } as const;

/** @returns what a map shows in a pixel; edges that the browser mixed, and all else, are neither */
export function kindOf(r: number, g: number, b: number): Kind {
  const near = (value: number) => [r, g, b].every((channel) => Math.abs(channel - value) <= 12);
  return near(MAP.box) ? 'box' : near(MAP.outside) ? 'outside' : 'neither';
}

/** Of one colour around each block, in pixels. */
const RIM = 6;

/** Boxes lie in cells of this grid, far enough apart that their masks do not meet. */
const GRID = { columns: 3, rows: 2 };

/**
 * @param count of boxes, 1–5
 * @param margin that masks will have, as the setting
 * @param turned the file holds the picture lying on its side, and EXIF says so
 */
export async function blocks(
  random: Random,
  count: number,
  margin: number,
  turned: boolean,
): Promise<Blocks> {
  const width = random.int(260, 480);
  const height = random.int(260, 480);
  const cells = Array.from({ length: GRID.columns * GRID.rows }, (_, i) => i);
  const places = random.shuffle(cells).slice(0, count);
  const keys = random.shuffle(COLOUR_KEYS);
  const boxes = places.map((cell): Box => {
    const [w, h] = [width / GRID.columns, height / GRID.rows];
    const size = [random.range(0.45, 0.65) * w, random.range(0.45, 0.65) * h].map(Math.round);
    const [bw = 0, bh = 0] = size;
    const x = Math.round(((cell % GRID.columns) + 0.5) * w - bw / 2);
    const y = Math.round((Math.floor(cell / GRID.columns) + 0.5) * h - bh / 2);
    return { x, y, width: bw, height: bh };
  });
  const picture = dull(random, width, height);
  const map: Picture = { width, height, rgb: new Uint8Array(width * height * 3).fill(MAP.outside) };
  boxes.forEach((box, i) => {
    // On uneven ground some pixels of a blended edge are near a key and some are not, and the
    // synthetic detector takes what it finds in such a row for a block.
    const [x0, y0] = [box.x - RIM, box.y - RIM];
    const rim = { x: x0, y: y0, width: box.width + 2 * RIM, height: box.height + 2 * RIM };
    paint(picture, rim, [128, 136, 144]);
    paint(picture, box, keys[i % keys.length]?.rgb.map((value) => value * 255) ?? []);
    const { x, y, width: w, height: h } = box;
    const [dx, dy] = [Math.ceil(w * margin) + 2, Math.ceil(h * margin) + 2];
    paint(map, { x: x - dx, y: y - dy, width: w + 2 * dx, height: h + 2 * dy }, [MAP.neither]);
    paint(map, box, [MAP.box]);
  });
  const bytes = turned ? await onItsSide(picture) : await encode(picture, 'png');
  const type = turned ? 'image/jpeg' : 'image/png';
  return { bytes, type, map: await encode(map, 'png'), width, height, boxes };
}

/** Soft shapes in colours that no key is near. */
function dull(random: Random, width: number, height: number): Picture {
  const rgb = new Uint8Array(width * height * 3);
  const [a, b, c] = [random.range(20, 60), random.range(20, 60), random.range(0, 6)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = 128 + 40 * Math.sin(x / a + c) + 30 * Math.cos(y / b - c);
      const grain = random.range(-4, 4);
      for (let i = 0; i < 3; i++) rgb[(y * width + x) * 3 + i] = light + grain + i * 8;
    }
  }
  return { width, height, rgb };
}

function paint({ width, height, rgb }: Picture, box: Box, colour: readonly number[]): void {
  for (let y = Math.max(0, box.y); y < Math.min(height, box.y + box.height); y++) {
    for (let x = Math.max(0, box.x); x < Math.min(width, box.x + box.width); x++) {
      for (let i = 0; i < 3; i++) rgb[(y * width + x) * 3 + i] = colour[i % colour.length] ?? 0;
    }
  }
}

const onItsSide = ({ width, height, rgb }: Picture): Promise<Buffer> =>
  sharp(rgb, { raw: { width, height, channels: 3 } })
    .rotate(-90)
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .withMetadata({ orientation: 6 })
    .toBuffer();

/** @returns how many pixels have a colour that the synthetic detector looks for */
export function vividIn({ rgb }: Picture): number {
  let count = 0;
  for (let i = 0; i < rgb.length; i += 3) {
    const [r = 0, g = 0, b = 0] = [rgb[i], rgb[i + 1], rgb[i + 2]];
    const spread = Math.max(r, g, b) - Math.min(r, g, b);
    if (spread > 190) count++;
  }
  return count;
}
