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

const RUNS = 5;
const PICTURES = 24;
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
    const worker = await console.evaluate((n) => globalThis.engine.openDetector(n), threads);
    const ms: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const [picture = ''] = server.fresh(1);
      const about = [worker, new URL(picture, server.origin).href, RUNS] as const;
      ms.push(await console.evaluate((args) => globalThis.engine.detect(...args), about));
    }
    await console.evaluate((of) => globalThis.engine.close(of), worker);
    rows.push({
      what: `a look of the detector, ${threads} threads`,
      value: median(ms),
      unit: 'ms/picture',
      note: `${spread(ms)}; decode, resize, model, reading`,
    });
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
