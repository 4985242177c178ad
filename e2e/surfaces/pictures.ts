import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { decode } from '../../demo/draw/encode.ts';
import { ordinary } from '../../demo/draw/ordinary.ts';
import { drawPattern } from '../../demo/draw/pattern.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import { createRandom } from '../../demo/draw/random.ts';
import { patterns } from '../../demo/patterns.ts';
import { createScorers, explicitness, type Scorer } from '../../demo/search/scorer.ts';
import { keyed } from './eye.ts';
import { CELL, type Kind } from './row.ts';

/*
 * The pictures of the table: the patterns that the bundled model calls explicit and ordinary drawings,
 * each with four small blocks of a colour that nothing else on the pages has, magenta on the explicit
 * and cyan on the ordinary ones. So a single frame tells which of the two it shows, wherever and however
 * small. The model judges them with the blocks on: those are taken that it is sure of either way.
 */

export interface Drawn {
  readonly kind: Kind;
  readonly picture: Picture;
}

const BLOCK = 12;
const PER_SIDE = 2;
const COLOURS: Readonly<Record<Kind, readonly [number, number, number]>> = {
  explicit: [255, 0, 255],
  ordinary: [0, 255, 255],
};

/** The model that the table's browser runs (TEST_SETTINGS). */
const MODEL = 'mobilenet-v2';
const SURE = 0.85;

/** @returns so many of a kind, at the least one, that the model is sure of */
async function pick(
  kind: Kind,
  count: number,
  draw: (index: number) => Picture | undefined,
  sure: (picture: Picture) => Promise<boolean>,
): Promise<Drawn[]> {
  const found: Drawn[] = [];
  for (let i = 0; found.length < count; i++) {
    const plain = draw(i);
    if (!plain) break;
    // A colour that the picture has by itself would tell nothing.
    if (keyed(plain, 'explicit') + keyed(plain, 'ordinary') > 0) continue;
    const picture = mark(plain, kind);
    if (await sure(await decode(await jpeg(picture)))) found.push({ kind, picture });
  }
  if (found.length === 0) throw new Error(`no ${kind} picture that the model is sure of`);
  return found;
}

function mark({ width, height, rgb }: Picture, kind: Kind): Picture {
  const marked = rgb.slice();
  for (let row = 0; row < PER_SIDE; row++) {
    for (let column = 0; column < PER_SIDE; column++) {
      const left = Math.round(((column + 0.5) * width) / PER_SIDE - BLOCK / 2);
      const top = Math.round(((row + 0.5) * height) / PER_SIDE - BLOCK / 2);
      for (let y = top; y < top + BLOCK; y++) {
        for (let x = left; x < left + BLOCK; x++) marked.set(COLOURS[kind], (y * width + x) * 3);
      }
    }
  }
  return { width, height, rgb: marked };
}

const fromPixels = ({ width, height, rgb }: Picture) =>
  sharp(rgb, { raw: { width, height, channels: 3 } });

const jpeg = (picture: Picture): Promise<Buffer> =>
  fromPixels(picture).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer();

export interface Stock {
  readonly explicit: readonly Drawn[];
  readonly ordinary: readonly Drawn[];
}

/** @param seed of which ordinary ones are drawn */
export async function drawStock(seed: number): Promise<Stock> {
  const scorer = await scorerOf(MODEL);
  return {
    explicit: await pick(
      'explicit',
      6,
      (i) => {
        const pattern = patterns[i];
        return pattern && drawPattern(pattern, CELL);
      },
      async (picture) => explicitness(await scorer.score(picture)) > SURE,
    ),
    ordinary: await pick(
      'ordinary',
      12,
      (i) => (i < 100 ? ordinary(seed, i).draw(CELL) : undefined),
      async (picture) => {
        const scores = await scorer.score(picture);
        return explicitness(scores) < 0.1 && scores.sexy < 0.2;
      },
    ),
  };
}

async function scorerOf(name: string): Promise<Scorer> {
  const found = (await createScorers()).find(({ model }) => model === name);
  if (!found) throw new Error(`no model ${name}`);
  return found;
}

/** Bytes that no other encoding of the picture has, so that each is judged for itself. */
export async function encodeAnew(picture: Picture): Promise<Buffer> {
  const bytes = await jpeg(picture);
  const comment = randomBytes(12);
  const segment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, comment.length + 2]), comment]);
  // After the marker that begins every JPEG.
  return Buffer.concat([bytes.subarray(0, 2), segment, bytes.subarray(2)]);
}

/** An ordinary picture without blocks, and without their colours, which nearly one drawing in four has some of. */
export async function drawFiller(seed: number): Promise<Buffer> {
  const first = createRandom(seed).int(0, 8);
  for (let i = first; ; i++) {
    const picture = ordinary(seed, i).draw(CELL);
    if (keyed(picture, 'explicit') + keyed(picture, 'ordinary') === 0) return jpeg(picture);
  }
}
