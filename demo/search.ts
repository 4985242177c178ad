import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type Pattern, type PatternKind, patternKinds } from './draw/pattern.ts';
import { createRandom, type Random } from './draw/random.ts';
import { climb } from './search/climb.ts';
import { randomDrawing } from './search/mutate.ts';
import { createScorers, explicitness, type Scorer } from './search/scorer.ts';
import { type Drawing, pageViews, plainView, scoreViews } from './search/views.ts';

/*
 * Finds pictures that the bundled models call explicit and that hold nothing anyone minds seeing:
 *   npx tsx demo/search.ts --count 16 --seed 1
 * Each seed gives the same pattern or none, in a minute or two. Those in patterns.json are of the
 * seeds 1 to 8 and 101 to 106, searched side by side. `--kind hentai` looks for patterns that
 * Hentai leads, and keeps the file's others; of the seeds tried so far none survived JPEG.
 */

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    kind: { type: 'string', default: 'porn' },
    out: { type: 'string', default: new URL('patterns.json', import.meta.url).pathname },
  },
});
const kind = patternKinds.find((each) => each === values.kind);
if (kind === undefined) throw new Error(`--kind is one of ${patternKinds.join(', ')}`);
const scorers = await createScorers();
const others = await keptBeside(kind);
const found: Pattern[] = [];
for (let seed = Number(values.seed); found.length < Number(values.count); seed++) {
  const pattern = await search(seed, kind, scorers);
  if (pattern === undefined) continue;
  found.push(pattern);
  await writeFile(values.out, format([...others, ...found]));
}

async function search(
  seed: number,
  kind: PatternKind,
  scorers: readonly Scorer[],
): Promise<Pattern | undefined> {
  const random = createRandom(seed);
  let drawing = await bestStart(kind, scorers, random);
  // Many views cost many inferences: only a pattern that has come far is worth them all.
  const few = [plainView, ...pageViews.slice(0, 1), ...pageViews.slice(-1)];
  const steps = [
    { views: [plainView], enough: 0.5, budget: 900 },
    { views: few, enough: 0.8, budget: 1500 },
    { views: few, enough: 1, budget: 1500 },
    { views: [plainView, ...pageViews], enough: 1, budget: 1500 },
  ];
  for (const { views, enough, budget } of steps) {
    const result = await climb(drawing, views, scorers, { kind, enough }, random, budget);
    console.log(seed, kind, views.length, result.worst.toFixed(3), result.inferences);
    if (result.worst < enough * 0.9) return undefined;
    drawing = result.drawing;
  }
  const short = (await scoreViews(drawing, [plainView, ...pageViews], scorers)).filter(
    ({ view, scores }) => explicitness(scores) < view.least,
  );
  return short.length === 0 ? { seed, kind, ...drawing } : undefined;
}

/** Which of a few random drawings the models find least unlike the goal. */
async function bestStart(
  kind: PatternKind,
  scorers: readonly Scorer[],
  random: Random,
): Promise<Drawing> {
  let best = { drawing: randomDrawing(kind, random), value: 0 };
  for (let i = 0; i < 12; i++) {
    const drawing = randomDrawing(kind, random);
    const scores = await scoreViews(drawing, [plainView], scorers);
    const value = Math.min(...scores.map((each) => each.scores[kind]));
    if (value > best.value) best = { drawing, value };
  }
  return best.drawing;
}

/** The patterns of the other kinds that the file already holds. */
async function keptBeside(kind: PatternKind): Promise<Pattern[]> {
  const text = await readFile(values.out, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '[]';
    throw error;
  });
  const patterns: Pattern[] = JSON.parse(text);
  return patterns.filter((pattern) => pattern.kind !== kind);
}

/** As Biome formats it: an ellipse a line. */
function format(patterns: readonly Pattern[]): string {
  const text = JSON.stringify(patterns, null, 2);
  return `${text.replace(/\[[\d\s,-]+\]/g, (list) => JSON.stringify(JSON.parse(list)).replaceAll(',', ', '))}\n`;
}
