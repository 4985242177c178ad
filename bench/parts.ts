import { pathToFileURL } from 'node:url';
import { ordinary } from '../demo/draw/ordinary.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { bundledCards } from '../models/cards.ts';
import { compose } from '../models/parts/compositions.ts';
import { judgeParts } from '../models/parts/covered.ts';
import { openNodeEngine } from '../models/parts/node-engine.ts';
import { lookWith } from '../src/inference/views.ts';
import { type Env, median, type Row, spread } from './env.ts';

const MODEL = 'mobilenet-v2-mid';
/** Not those of any test. */
const SEED = 3000;

/**
 * `npx tsx bench/parts.ts`, or a part of `npm run bench`: what the second look of box mode takes
 * where there is no detector, in Node on the WebAssembly that the extension runs. With two threads
 * in a process of its own: onnxruntime keeps the number it began with.
 */
export async function measure({ rounds, log }: Pick<Env, 'rounds' | 'log'>): Promise<Row[]> {
  const threads = Number(process.env.FIGLEAF_BENCH_THREADS ?? 1);
  const found = bundledCards().find(({ card }) => card.id === MODEL);
  if (!found) throw new Error(`no model ${MODEL}`);
  const engine = await openNodeEngine(found, threads);
  const { size } = engine.card.input;
  const usual = Array.from({ length: rounds }, (_, i) => ordinary(SEED, i).draw(400));
  const composed = await Promise.all(
    Array.from({ length: rounds }, async (_, i) => (await compose(SEED + i)).picture),
  );
  const rows: Row[] = [];
  for (const [what, pictures, work] of [
    ['first look alone', usual, first],
    ['with the second look, ordinary picture', usual, whole],
    ['with the second look, a pattern in a quarter', composed, whole],
  ] as const) {
    const ms: number[] = [];
    for (const picture of [...pictures.slice(0, 1), ...pictures]) {
      const start = performance.now();
      await work(picture);
      ms.push(performance.now() - start);
    }
    // The first one compiles and allocates.
    ms.shift();
    rows.push({
      what: `balanced, ${what}, ${threads} threads`,
      value: median(ms),
      unit: 'ms/picture',
      note: spread(ms),
    });
    log(`${what}: ${median(ms).toFixed(0)} ms`);
  }
  await engine.dispose();
  return rows;

  async function whole(picture: Picture): Promise<void> {
    await judgeParts(engine, picture);
  }
  async function first(picture: Picture): Promise<void> {
    const data = new Uint8ClampedArray(picture.width * picture.height * 4);
    const { width, height } = picture;
    const look = lookWith(engine, picture, () => ({ data, width, height }));
    const part = { x: 0, y: 0, width, height };
    await look([{ part, width: size, height: size, filled: [] }]);
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { markdown } = await import('./report.ts');
  const rows = await measure({ rounds: 10, log: () => undefined });
  console.log(markdown('Parts', {}, [{ name: 'Finding the part without a detector', rows }]));
}
