import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as timer } from 'node:timers/promises';
import { BUNDLED } from '../src/shared/bundled.ts';
import { type Env, median, type Row, spread, startWithExtension } from './env.ts';
import type { Round } from './pages/throughput.ts';
import type { Seen } from './pages/watch.ts';
import { COUNT, EXPLICIT } from './pictures.ts';
import { rate } from './rate.ts';
import { openIn, startUndriven, stopUndriven } from './undriven.ts';

/**
 * Pictures a second end to end, against the bare engine's, turn by turn in one browser that nobody
 * drives. The profile is made beforehand: model chosen, batch measured.
 */
export async function measure(env: Env): Promise<Row[]> {
  const rows: Row[] = [];
  for (const model of ['fast', 'balanced'] as const) {
    const profile = await mkdtemp(path.join(tmpdir(), 'figleaf-bench-profile-'));
    try {
      rows.push(...(await oneModel(env, model, profile)));
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return rows;
}

const LIMIT_MS = 300_000;
const tooLong = async () => {
  await timer(LIMIT_MS, null, { ref: false });
  return { error: 'the measuring page gave no result' };
};

async function oneModel(env: Env, model: 'fast' | 'balanced', profile: string): Promise<Row[]> {
  const session = await startWithExtension(env, model, profile);
  const { facts, extensionId } = session;
  await session.close();
  const page = new URL(`chrome-extension://${extensionId}/bench/throughput.html`);
  const asked = {
    model: BUNDLED[model],
    origin: env.server.origin,
    other: env.server.other,
    rounds: String(env.rounds),
    count: String(COUNT),
  };
  page.search = new URLSearchParams(asked).toString();
  const browser = startUndriven(env, profile, true, ['about:blank']);
  try {
    await openIn(profile, page.href);
    const result = (await Promise.race([env.server.nextResult(), tooLong()])) as
      | { rounds: Round[] }
      | { error: string };
    if ('error' in result) throw new Error(result.error);
    return rowsOf(env, model, result.rounds, {
      name: `${model}, ${facts.provider}, ${facts.threads} threads`,
      batch: `batch off screen ${facts.batch}`,
    });
  } finally {
    await stopUndriven(browser);
  }
}

function rowsOf(
  env: Env,
  model: string,
  rounds: readonly Round[],
  { name, batch }: { name: string; batch: string },
): Row[] {
  const [together, apart] = (['together', 'apart'] as const).map((way) =>
    rounds.map((round) => 1000 / round.bare[way]),
  ) as [number[], number[]];
  const bare = rounds.map((_, i) => Math.max(together[i] ?? 0, apart[i] ?? 0));
  const [same, other] = [rounds.map((round) => rate(round.same)), rounds.map((r) => rate(r.other))];
  const explicit = (seen: Seen[]) =>
    seen.filter(({ url, covered }) => covered && env.server.kindOf(url) === 'pattern').length;
  for (const [i, rate] of same.entries()) {
    env.log(`${model}: bare ${bare[i]?.toFixed(1)}/s, gallery ${rate.toFixed(1)}/s`);
  }
  return [
    {
      what: `of ${EXPLICIT} explicit pictures covered in every round (${model})`,
      value: Math.min(...rounds.flatMap((round) => [explicit(round.same), explicit(round.other)])),
      unit: 'pictures',
      target: { is: 'at least', value: EXPLICIT },
    },
    {
      what: `bare engine (${name}, in one worker)`,
      value: median(together),
      unit: 'pictures/s',
      note: spread(together),
    },
    {
      what: `bare engine (the same threads in workers of their own)`,
      value: median(apart),
      unit: 'pictures/s',
      note: spread(apart),
    },
    {
      what: `${COUNT} pictures end to end (${model})`,
      value: median(same),
      unit: 'pictures/s',
      note: `${spread(same)}, ${batch}`,
    },
    {
      what: `end to end / bare engine (${model})`,
      value: ratio(same, bare),
      unit: '×',
      target: { is: 'at least', value: 0.7 },
      note: `the better of the two; median of the rounds’ ratios; no debugger attached`,
    },
    {
      what: `end to end / bare engine in one worker (${model})`,
      value: ratio(same, together),
      unit: '×',
    },
    {
      what: `${COUNT} cross-origin pictures / bare engine (${model})`,
      value: ratio(other, bare),
      unit: '×',
      note: `${spread(other)} pictures/s; the engine fetches them again`,
    },
  ];
}

const ratio = (ours: readonly number[], bare: readonly number[]): number =>
  median(ours.map((value, i) => value / (bare[i] ?? Number.NaN)));
