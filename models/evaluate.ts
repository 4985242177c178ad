/**
 * `npm run evaluate -- FOLDER`: how many of a folder's pictures each bundled model covers at the
 * lenient, default and strict levels, judged as the extension judges them. With `--each`, also
 * which ones, and by what.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { tilesOf } from '../src/inference/tiles.ts';
import { CATEGORIES, type Category } from '../src/shared/categories.ts';
import { type Level, NAMED_LEVELS } from '../src/shared/levels.ts';
import { judge, type Scores, scoresFrom } from '../src/shared/policy.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { bundledCards } from './cards.ts';
import { createNodeClassifier, type NodeClassifier } from './node-classifier.ts';

const PICTURE = /\.(jpe?g|png|webp|gif|avif|tiff?)$/i;

interface Judged {
  file: string;
  scores: Scores;
}

/**
 * Scores every picture of a folder, turned upright and over white, whole and in the tiles that the
 * extension looks at.
 * @returns in the order of file names, and what could not be read, with why
 */
async function scoreFolder(
  folder: string,
  classifier: NodeClassifier,
): Promise<{ judged: Judged[]; unread: string[] }> {
  const judged: Judged[] = [];
  const unread: string[] = [];
  for (const file of readdirSync(folder).sort()) {
    if (!PICTURE.test(file)) continue;
    try {
      judged.push({ file, scores: await scorePicture(join(folder, file), classifier) });
    } catch (error) {
      unread.push(`${file}: ${error instanceof Error ? error.message : error}`);
    }
  }
  return { judged, unread };
}

async function scorePicture(path: string, classifier: NodeClassifier): Promise<Scores> {
  const upright = await sharp(path)
    .rotate()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = upright.info;
  const answers: number[][] = [];
  for (const tile of tilesOf(width, height)) {
    const rgba = crop(upright.data, width, tile);
    answers.push(await classifier.classify(rgba, tile.width, tile.height));
  }
  return scoresFrom(classifier.card, answers);
}

function crop(
  rgba: Uint8Array,
  stride: number,
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): Uint8Array {
  const out = new Uint8Array(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * stride + x) * 4;
    out.set(rgba.subarray(from, from + width * 4), row * width * 4);
  }
  return out;
}

/** The categories that are on by default, all at one level. */
function sensitivityAt(level: Level): Record<Category, Level> {
  const { sensitivity } = DEFAULT_SETTINGS;
  const all = CATEGORIES.map((c) => [c, sensitivity[c] === 0 ? 0 : level] as const);
  return Object.fromEntries(all) as Record<Category, Level>;
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { each: { type: 'boolean', default: false } },
});
const [folder] = positionals;
if (!folder) throw new Error('usage: npm run evaluate -- FOLDER [--each]');

for (const { cardPath } of bundledCards()) {
  const classifier = await createNodeClassifier(cardPath);
  const { judged, unread } = await scoreFolder(folder, classifier);
  await classifier.dispose();
  console.log(`${classifier.card.name} (${classifier.card.id}), ${judged.length} pictures`);
  if (judged.length === 0) {
    console.error(`no picture in ${folder} could be read`);
    process.exitCode = 1;
  }
  for (const [name, level] of Object.entries(NAMED_LEVELS)) {
    const settings = { sensitivity: sensitivityAt(level) };
    const covered = judged.flatMap(({ file, scores }) => {
      const verdict = judge(scores, settings, 'on');
      return verdict.cover ? [`${file}: ${verdict.reason}`] : [];
    });
    console.log(`  ${name.padEnd(8)} covers ${covered.length}`);
    if (values.each) for (const line of covered) console.log(`    ${line}`);
  }
  for (const line of unread) console.error(`  not read: ${line}`);
}
