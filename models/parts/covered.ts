import { toRgba } from '../../demo/draw/encode.ts';
import type { Picture } from '../../demo/draw/picture.ts';
import type { Rgba } from '../../src/inference/decode.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { locate } from '../../src/inference/locate.ts';
import { type Tile, tilesOf } from '../../src/inference/tiles.ts';
import { type Looked, lookWith, type View } from '../../src/inference/views.ts';
import { wantedOf } from '../../src/inference/wanted.ts';
import { boxesFrom } from '../../src/shared/box-policy.ts';
import { BOX_DEFAULTS } from '../../src/shared/levels.ts';
import { type BoxJudgement, judgePicture } from '../../src/shared/picture-policy.ts';
import { scoresFrom, type Verdict } from '../../src/shared/policy.ts';
import { DEFAULT_SETTINGS } from '../../src/shared/settings.ts';

/** Parts are wanted, there is nothing but the bundled model, and the rest is as by default. */
export const BOX_MODE: BoxJudgement = {
  sensitivity: DEFAULT_SETTINGS.sensitivity,
  strategy: 'classifier',
  rule: 'categories',
  masked: 'boxes',
  margin: BOX_DEFAULTS.margin,
  areaLimit: BOX_DEFAULTS.areaLimit,
};

export interface Judged {
  /** As the engine's worker does without boxes. */
  readonly first: readonly Looked[];
  /** With the second look. */
  readonly verdict: Verdict;
  readonly looks: number;
}

/** Judges a picture as the extension does in box mode, the second look included. */
export async function judgeParts(
  engine: Pick<Engine, 'card' | 'runRaw'>,
  picture: Picture,
  settings = BOX_MODE,
): Promise<Judged> {
  const rgba = { data: toRgba(picture), width: picture.width, height: picture.height };
  const look = lookWith(engine, picture, (part) => crop(rgba, part));
  const { card } = engine;
  const { size } = card.input;
  const first = await look(
    tilesOf(picture.width, picture.height).map(
      (part): View => ({ part, width: size, height: size, filled: [] }),
    ),
  );
  const tiles = first.map(({ classes }) => classes);
  const { labels } = card;
  const wanted = wantedOf(labels, settings, settings.rule, 'on');
  const { boxes, looks } = await locate(
    picture,
    tiles,
    { labels, size, wanted, margin: settings.margin, areaLimit: settings.areaLimit },
    look,
  );
  const seen = { scores: scoresFrom(card, tiles), boxes: boxesFrom(labels, boxes) };
  return { first, verdict: judgePicture(seen, settings, 'on'), looks };
}

function crop({ data, width }: Rgba, part: Tile): Rgba {
  const out = new Uint8ClampedArray(part.width * part.height * 4);
  for (let row = 0; row < part.height; row++) {
    const start = ((part.y + row) * width + part.x) * 4;
    out.set(data.subarray(start, start + part.width * 4), row * part.width * 4);
  }
  return { data: out, width: part.width, height: part.height };
}

/**
 * @param part pixels, or null for a picture that has none
 * @returns of the part's pixels, and of all others, how many a verdict covers; 0–1
 */
export function coveredOf(
  verdict: Verdict,
  { width, height }: Pick<Picture, 'width' | 'height'>,
  part: Tile | null,
): { part: number; rest: number } {
  const masks = !verdict.cover ? [] : (verdict.boxes ?? [{ x: 0, y: 0, width: 1, height: 1 }]);
  const count = { part: [0, 0], rest: [0, 0] };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [u, v] = [(x + 0.5) / width, (y + 0.5) / height];
      const covered = masks.some(
        (m) => u >= m.x && v >= m.y && u <= m.x + m.width && v <= m.y + m.height,
      );
      const inside =
        part !== null &&
        x >= part.x &&
        y >= part.y &&
        x < part.x + part.width &&
        y < part.y + part.height;
      const counted = inside ? count.part : count.rest;
      counted[0] = (counted[0] ?? 0) + (covered ? 1 : 0);
      counted[1] = (counted[1] ?? 0) + 1;
    }
  }
  const share = ([covered = 0, all = 0]: number[]) => (all > 0 ? covered / all : 0);
  return { part: share(count.part), rest: share(count.rest) };
}
