/**
 * `npm run models`: makes the bundled models' ONNX files in `.cache/models/`, and checks each
 * against its card. `npm run models -- inception-v3` makes one that is not bundled, to be installed
 * as a file. With `--update-cards`, writes size, SHA-256 and self-test answers to the cards instead
 * (after a change to the converter or the package).
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { parseCard } from '../src/shared/card.ts';
import { checkAgainstCard, makeModel } from './bundled.ts';
import { replaceFile } from './cache.ts';
import { bundledCards, type CardFile, madeCards, projectFolder } from './cards.ts';

try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'update-cards': { type: 'boolean', default: false } },
  });
  await main(positionals, values['update-cards']);
} catch (error) {
  process.exitCode = 1;
  console.error(error instanceof Error ? error.message : error);
  if (error instanceof Error && error.cause) console.error(error.cause);
}

async function main(ids: string[], update: boolean): Promise<void> {
  const cards = ids.length > 0 ? ids.map(named) : bundledCards();
  if (cards.length === 0) throw new Error('no model cards found');
  for (const file of cards) {
    const made = makeModel(file);
    if (update) await updateCard(file, made);
    else checkAgainstCard(file.card, made);
    const size = (made.bytes / 1e6).toFixed(2);
    const where = file.card.bundled ? '' : `, ${relative(projectFolder, file.modelPath)}`;
    console.log(`${file.card.id}: ${size} MB, ${made.cached ? 'unchanged' : 'made'}${where}`);
  }
}

function named(id: string): CardFile {
  const all = madeCards();
  const file = all.find(({ card }) => card.id === id);
  if (file) return file;
  throw new Error(`no model ${id} is made here; there are ${all.map(({ card }) => card.id)}`);
}

async function updateCard(
  { card, cardPath }: CardFile,
  made: { bytes: number; sha256: string },
): Promise<void> {
  const { originalSelfTest } = await import('./original.ts');
  const classes = (await originalSelfTest(card)).map((p) => Number(p.toFixed(6)));
  // Read again rather than written from `card`, so that what the schema fills in stays out.
  const raw = JSON.parse(readFileSync(cardPath, 'utf8'));
  const { bytes, sha256 } = made;
  const updated = { ...raw, bytes, sha256, selfTest: { ...raw.selfTest, classes } };
  parseCard(updated);
  replaceFile(cardPath, `${formatJson(updated)}\n`);
}

/** As Biome formats it: lists of numbers on one line. */
function formatJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/\[[\d\s.,e-]+\]/g, (list) =>
    JSON.stringify(JSON.parse(list)).replaceAll(',', ', '),
  );
}
