import { BUNDLED } from '../src/shared/bundled.ts';
import { Firefox } from '../tools/firefox/launch.ts';
import { openExtensionPage } from '../tools/firefox/own-pages.ts';
import type { FirefoxPage } from '../tools/firefox/page.ts';
import { buildPages } from './build-pages.ts';
import { type Env, median, type Row, spread } from './env.ts';
// Only the types of the page's globals.
import type {} from './pages/engine.ts';
import type { Seen } from './pages/watch.ts';
import { COUNT, EXPLICIT } from './pictures.ts';
import { rate } from './rate.ts';

/* The same product in Firefox: the gallery with and without, and against the bare engine there. */

const VIEWPORT = { width: 1280, height: 800 };
const WARM_WITHIN_MS = 120_000;
const BARE_RUNS = 5;
const BATCHES = [1, 4];
/** As many as the engine has there (src/inference/start-worker.ts), with a thread each. */
const WORKERS = 2;
export interface Session {
  firefox: Firefox;
  /** A page inside the extension, `globalThis.engine` in it. */
  console: FirefoxPage;
  page: FirefoxPage;
}

export async function measure(env: Env): Promise<Row[]> {
  return withOurs(env, async (ours) => {
    const plain = await Firefox.launch({ headless: true });
    try {
      const without = await openPage(plain, env);
      return [...(await lastPicture(env, ours.page, without)), ...(await throughput(env, ours))];
    } finally {
      await plain.close();
    }
  });
}

/** Firefox with the extension, for as long as `work` takes. */
export async function withOurs<T>(env: Env, work: (ours: Session) => Promise<T>): Promise<T> {
  const built = await buildPages('firefox');
  try {
    const ours = await startOurs(env, built.extension);
    try {
      return await work(ours);
    } finally {
      await ours.firefox.close();
    }
  } finally {
    await built.remove();
  }
}

/** Its engine loaded, its batch measured, its code warm. */
async function startOurs(env: Env, extension: string): Promise<Session> {
  const firefox = await Firefox.launch({ headless: true });
  try {
    await firefox.install(extension);
    const console = await openExtensionPage(await firefox.newPage(), 'bench/engine.html');
    await console.evaluate(() => globalThis.engine.set({ model: 'fast' }));
    const page = await openPage(firefox, env);
    const until = Date.now() + WARM_WITHIN_MS;
    for (;;) {
      await insert(page, env.server.fresh(24));
      const facts = await console.evaluate(() => globalThis.engine.facts());
      const tuning = await console.evaluate(() => globalThis.engine.tuning());
      if (facts.model && tuning?.batches[facts.model.id]) break;
      if (Date.now() > until) throw new Error(`engine not ready: ${JSON.stringify(facts)}`);
    }
    await page.evaluate(() => globalThis.bench.clear());
    return { firefox, console, page };
  } catch (error) {
    await firefox.close();
    throw error;
  }
}

async function openPage(firefox: Firefox, env: Env): Promise<FirefoxPage> {
  const page = await firefox.newPage();
  await page.setViewportSize(VIEWPORT);
  await page.goto(`${env.server.origin}/blank`);
  return page;
}

const insert = (page: FirefoxPage, urls: string[]): Promise<Seen[]> =>
  page.evaluate((list) => globalThis.bench.insert(list), urls);

async function lastPicture(env: Env, mine: FirefoxPage, bare: FirefoxPage): Promise<Row[]> {
  const [withUs, without]: [number[], number[]] = [[], []];
  for (let round = 0; round < env.rounds; round++) {
    withUs.push(await visit(mine, env));
    without.push(await visit(bare, env));
  }
  return [
    {
      what: `Firefox, navigation to the last of ${COUNT} pictures shown, without`,
      value: median(without),
      unit: 'ms',
      note: spread(without),
    },
    { what: '  the same with us', value: median(withUs), unit: 'ms', note: spread(withUs) },
    { what: '  added', value: median(withUs) - median(without), unit: 'ms' },
  ];
}

async function visit(page: FirefoxPage, env: Env): Promise<number> {
  const [first = ''] = env.server.fresh(1);
  const salt = first.split('/')[2] ?? '';
  await page.goto(`${env.server.origin}/gallery?count=${COUNT}&salt=${salt}`, 'interactive');
  const seen = await page.evaluate(() => globalThis.bench.all());
  return Math.max(...seen.map(({ decided }) => decided));
}

/** Turn by turn the bare engine and the gallery. */
async function throughput(env: Env, { console, page }: Session): Promise<Row[]> {
  await page.goto(`${env.server.origin}/blank`);
  const bare: number[] = [];
  const [same, other]: [Seen[][], Seen[][]] = [[], []];
  const asked = { model: BUNDLED.fast, workers: WORKERS, batches: BATCHES, runs: BARE_RUNS };
  for (let round = 0; round < env.rounds; round++) {
    bare.push(await console.evaluate(bareRate, asked));
    for (const [into, origin] of [
      [same, ''],
      [other, env.server.other],
    ] as const) {
      into.push(await insert(page, env.server.fresh(COUNT, origin)));
      await page.evaluate(() => globalThis.bench.clear());
    }
    env.log(`bare ${bare.at(-1)?.toFixed(1)}/s, gallery ${rate(same.at(-1) ?? []).toFixed(1)}/s`);
  }
  const [sameRates, otherRates] = [same.map(rate), other.map(rate)];
  const ratio = (rates: readonly number[]) =>
    median(rates.map((value, i) => value / (bare[i] ?? Number.NaN)));
  return [
    {
      what: `Firefox, of ${EXPLICIT} explicit pictures covered in every round`,
      value: Math.min(...[...same, ...other].map((seen) => explicitIn(env, seen))),
      unit: 'pictures',
      target: { is: 'at least', value: EXPLICIT },
    },
    {
      what: `Firefox, bare engine (fast, ${WORKERS} workers)`,
      value: median(bare),
      unit: 'pictures/s',
      note: spread(bare),
    },
    {
      what: `Firefox, ${COUNT} pictures end to end (fast)`,
      value: median(sameRates),
      unit: 'pictures/s',
      note: spread(sameRates),
    },
    {
      what: 'Firefox, end to end / bare engine (fast)',
      value: ratio(sameRates),
      unit: '×',
      target: { is: 'at least', value: 0.7 },
      note: 'median of the rounds’ ratios',
    },
    {
      what: `Firefox, ${COUNT} cross-origin pictures / bare engine (fast)`,
      value: ratio(otherRates),
      unit: '×',
      note: `${spread(otherRates)} pictures/s`,
    },
  ];
}

/** Runs in the extension's page. @returns pictures a second of workers that run at once */
async function bareRate(asked: {
  model: string;
  workers: number;
  batches: number[];
  runs: number;
}): Promise<number> {
  const { engine } = globalThis;
  const workers = await Promise.all(
    Array.from({ length: asked.workers }, () => engine.open(asked.model, 1)),
  );
  let best = 0;
  for (const batch of asked.batches) {
    const times = await Promise.all(workers.map((one) => engine.time(one, batch, asked.runs)));
    best = Math.max(
      best,
      times.reduce((sum, ms) => sum + (1000 * batch) / ms, 0),
    );
  }
  for (const one of workers) engine.close(one);
  return best;
}

const explicitIn = (env: Env, seen: readonly Seen[]): number =>
  seen.filter(({ url, covered }) => covered && env.server.kindOf(url) === 'pattern').length;
