import { pathToFileURL } from 'node:url';
import { readCard } from '../models/cards.ts';
import { seededRandom } from '../models/test-pictures.ts';
import { decodeBoxes } from '../src/inference/decoders/index.ts';
import { placementOf } from '../src/inference/letterbox.ts';
import { prepare } from '../src/inference/preprocess.ts';
import type { CardOf } from '../src/shared/card.ts';
import { type Env, median, quantile, type Row, spread } from './env.ts';

const RUNS = 200;
/** So that the code is compiled before it is timed, as it is after the first pictures of a page. */
const WARM_UP = 100;
/** A crowded picture: things in it, each seen by so many anchors about it. */
const THINGS = 12;
const ANCHORS_EACH = 12;

/**
 * `npx tsx bench/decoders.ts`, or a part of `npm run bench`: what it takes to read a detector's
 * answer, without a browser and in one thread. The answers are made up: a crowd of things, and
 * scores just under the floor everywhere else.
 */
export async function measure({ rounds, log }: Pick<Env, 'rounds' | 'log'>): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [id, target] of [
    ['nudenet-320n', 1],
    ['nudenet-640m', 3],
  ] as const) {
    const card = yoloCard(id);
    const at = placementOf(1600, 1067, card.input);
    const { data, dims } = crowd(card);
    const outputs = new Map([[card.outputs.boxes ?? '', { data, dims }]]);
    const ms = times(rounds, () => decodeBoxes(card, outputs, at).length);
    rows.push({
      what: `decode [${dims.join(', ')}]`,
      value: median(ms),
      unit: 'ms',
      target: { is: 'at most', value: target },
      note: `95 % within ${quantile(ms, 0.95).toFixed(2)}; ${spread(ms)}`,
    });
    log(`${id}: ${median(ms).toFixed(3)} ms`);
  }
  const card = yoloCard('nudenet-320n');
  const rgba = new Uint8Array(1600 * 1067 * 4).fill(120);
  const ms = times(Math.max(1, Math.floor(rounds / 5)), () => {
    prepare(rgba, 1600, 1067, card.input);
  });
  rows.push({
    what: 'prepare 1600 × 1067 for 320',
    value: median(ms),
    unit: 'ms',
    note: spread(ms),
  });
  return rows;
}

function times(rounds: number, work: () => unknown): number[] {
  for (let i = 0; i < WARM_UP; i++) work();
  return Array.from({ length: Math.max(1, rounds) * RUNS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}

function yoloCard(id: string): CardOf<'boxes-yolo'> {
  const { card } = readCard(new URL(`../models/${id}/card.json`, import.meta.url).pathname);
  if (card.kind !== 'boxes-yolo') throw new Error(`${id} is no YOLO detector`);
  return card;
}

function crowd({ input: { size }, labels, thresholds }: CardOf<'boxes-yolo'>) {
  const random = seededRandom(4);
  const anchors = [8, 16, 32].reduce((sum, stride) => sum + (size / stride) ** 2, 0);
  const rows = labels.length + 4;
  const data = Float32Array.from({ length: rows * anchors }, (_, i) =>
    i < 4 * anchors ? 4 + random() * size * 0.6 : random() * thresholds.score * 0.99,
  );
  for (let thing = 0; thing < THINGS; thing++) {
    const label = Math.floor(random() * labels.length);
    const place = [0.2 + random() * 0.6, 0.1 + random() * 0.6, 0.1, 0.15].map((v) => v * size);
    for (let i = 0; i < ANCHORS_EACH; i++) {
      const anchor = Math.floor(random() * anchors);
      place.forEach((value, row) => {
        data[row * anchors + anchor] = value + random() * size * 0.01;
      });
      data[(4 + label) * anchors + anchor] = 0.3 + random() * 0.6;
    }
  }
  return { data, dims: [1, rows, anchors] };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { markdown } = await import('./report.ts');
  const rows = await measure({ rounds: 5, log: () => undefined });
  console.log(markdown('Decoders', {}, [{ name: 'Reading a detector’s answer', rows }]));
}
