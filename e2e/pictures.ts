import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { decode, encode, toRgba } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import { drawPattern, type Pattern } from '../demo/draw/pattern.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { createRandom } from '../demo/draw/random.ts';
import { bundledCards } from '../models/cards.ts';
import { createNodeClassifier, type NodeClassifier } from '../models/node-classifier.ts';
import { judge, scoresFrom, type Verdict } from '../src/shared/policy.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';

export const SIDE = 320;

/** A JPEG of `SIDE` pixels a side, and what a person should see of it. */
export interface Shot {
  readonly bytes: Buffer;
  readonly picture: Picture;
  readonly explicit: boolean;
}

/** Drawn anew for each run, so that no test learns its pictures by heart; told in each report. */
export const SEED = Number(process.env.FIGLEAF_E2E_SEED ?? Math.floor(Math.random() * 2 ** 31));

export const random = createRandom(SEED);

async function shot(picture: Picture, explicit: boolean): Promise<Shot> {
  const bytes = await encode(picture);
  return { bytes, picture: await decode(bytes), explicit };
}

const kept = new Map<string, Promise<Shot>>();
function once(key: string, make: () => Promise<Shot>): Promise<Shot> {
  const made = kept.get(key) ?? make();
  kept.set(key, made);
  return made;
}

let patterns: Promise<Pattern[]> | undefined;
const readPatterns = async (): Promise<Pattern[]> =>
  JSON.parse(await readFile(new URL('../demo/patterns.json', import.meta.url), 'utf8'));

/** @returns `count` distinct pictures that both models call explicit */
export async function explicitShots(count: number): Promise<Shot[]> {
  patterns ??= readPatterns();
  const order = createRandom(SEED).shuffle(await patterns);
  if (order.length < count) throw new RangeError(`only ${order.length} patterns`);
  return Promise.all(
    order
      .slice(0, count)
      .map((pattern, i) => once(`explicit ${i}`, () => shot(drawPattern(pattern, SIDE), true))),
  );
}

/** @returns `count` distinct pictures of ordinary things */
export const ordinaryShots = (count: number): Promise<Shot[]> =>
  Promise.all(
    Array.from({ length: count }, (_, i) =>
      once(`ordinary ${i}`, () => shot(ordinary(SEED, i).draw(SIDE), false)),
    ),
  );

/** One of each kind. */
export async function onePair(): Promise<{ usual: Shot; pattern: Shot }> {
  const [[usual], [pattern]] = [await ordinaryShots(1), await explicitShots(1)];
  if (!usual || !pattern) throw new Error('no pictures');
  return { usual, pattern };
}

const decoded = new WeakMap<Buffer, Promise<Picture>>();

/** A picture that something else drew and may serve again: the same bytes are decoded once. */
export async function shotOf(bytes: Buffer, explicit: boolean): Promise<Shot> {
  const known = decoded.get(bytes) ?? decode(bytes);
  decoded.set(bytes, known);
  return { bytes, picture: await known, explicit };
}

const said = new Map<string, Promise<Verdict>>();

/**
 * What a model itself says of a picture, without browser or extension, at the default settings: of
 * the same bytes always the same, so that it is asked once.
 */
export function modelsOwnVerdict(shot: Shot, modelId: string): Promise<Verdict> {
  const key = `${modelId} ${createHash('sha256').update(shot.bytes).digest('hex')}`;
  const verdict = said.get(key) ?? askModel(shot, modelId);
  said.set(key, verdict);
  return verdict;
}

/** Opening one takes longer than all its answers. */
const classifiers = new Map<string, Promise<NodeClassifier>>();

async function askModel({ picture }: Shot, modelId: string): Promise<Verdict> {
  const found = bundledCards().find(({ card }) => card.id === modelId);
  if (!found) throw new Error(`no model ${modelId}`);
  const opening = classifiers.get(modelId) ?? createNodeClassifier(found.cardPath);
  classifiers.set(modelId, opening);
  const { classify } = await opening;
  const classes = await classify(toRgba(picture), picture.width, picture.height);
  return judge(scoresFrom(found.card, [classes]), DEFAULT_SETTINGS, 'on');
}
