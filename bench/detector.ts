import type { Page } from 'playwright';
import {
  type Env,
  insert,
  median,
  openPage,
  type Row,
  type Session,
  spread,
  startWithExtension,
} from './env.ts';
// Only a type of the page's.
import type { Lookers } from './pages/engine.ts';

const RUNS = 5;
const PICTURES = 24;
const BATCHES = [1, 8];
const STRATEGIES = ['classifier', 'cascade', 'both'] as const;

/**
 * What a detector costs: NudeNet 320n's architecture with random weights, which is as fast and finds
 * nothing true. It takes one picture at a time.
 */
export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  try {
    return [...(await alone(env, session)), ...(await together(env, session))];
  } finally {
    await session.close();
  }
}

async function alone({ rounds, server }: Env, { console, facts }: Session): Promise<Row[]> {
  const rows: Row[] = [];
  for (const threads of new Set([1, facts.threads])) {
    const [classifier, detector] = await console.evaluate(
      async (n) => [
        await globalThis.engine.open('mobilenet-v2', n),
        await globalThis.engine.openDetector(n),
      ],
      threads,
    );
    if (classifier === undefined || detector === undefined) throw new Error('no workers');
    const looks: Record<string, Lookers> = {
      classifier: { classifier, detector: null },
      detector: { classifier: null, detector },
      'cascade, where each is unsure': { classifier, detector },
    };
    for (const [what, by] of Object.entries(looks)) {
      for (const batch of BATCHES) {
        const ms: number[] = [];
        for (let round = 0; round < rounds; round++) {
          const pictures = server.fresh(batch).map((url) => new URL(url, server.origin).href);
          const about = [by, pictures, RUNS] as const;
          const took = await console.evaluate((args) => globalThis.engine.look(...args), about);
          ms.push(took / batch);
        }
        rows.push({
          what: `${what}, ${threads} threads, ${batch} at once`,
          value: median(ms),
          unit: 'ms/picture',
          note: `${spread(ms)}; decode, resize, model, reading`,
        });
      }
    }
    for (const worker of [classifier, detector]) {
      await console.evaluate((of) => globalThis.engine.close(of), worker);
    }
  }
  return rows;
}

async function together(env: Env, session: Session): Promise<Row[]> {
  await session.console.evaluate(() => globalThis.engine.installDetector('random'));
  const page = await openPage(session, env);
  const ms = new Map<string, number[]>(STRATEGIES.map((strategy) => [strategy, []]));
  const shares: number[] = [];
  // One round to load the detector, of which no time is kept.
  for (let round = 0; round <= env.rounds; round++) {
    for (const strategy of STRATEGIES) {
      await session.console.evaluate((s) => globalThis.engine.set({ strategy: s }), strategy);
      const before = await looked(session);
      const took = await lastOf(page, env);
      if (round === 0) continue;
      ms.get(strategy)?.push(took / PICTURES);
      if (strategy === 'cascade') shares.push(((await looked(session)) - before) / PICTURES);
    }
  }
  const rows = STRATEGIES.map((strategy): Row => {
    const each = ms.get(strategy) ?? [];
    return {
      what: `${PICTURES} pictures end to end, ${strategy}`,
      value: median(each),
      unit: 'ms/picture',
      note: spread(each),
    };
  });
  return [
    ...rows,
    {
      what: 'pictures of the gallery that the cascade puts before the detector',
      value: median(shares),
      unit: 'of 1',
      target: { is: 'at most', value: 0.2 },
      note: 'one in five of them is explicit, and so sure that it needs no second look',
    },
  ];
}

async function lastOf(page: Page, env: Env): Promise<number> {
  const seen = await insert(page, env.server.fresh(PICTURES));
  await page.evaluate(() => globalThis.bench.clear());
  const first = Math.min(...seen.map(({ inserted }) => inserted));
  return Math.max(...seen.map(({ decided }) => decided)) - first;
}

const looked = async ({ console }: Session): Promise<number> =>
  (await console.evaluate(() => globalThis.engine.facts())).detector?.judged ?? 0;
