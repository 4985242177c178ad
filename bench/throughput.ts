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
import type { Seen } from './pages/watch.ts';
import { COUNT, EXPLICIT } from './pictures.ts';

const BATCHES = [1, 4, 8];
const BARE_RUNS = 5;

/** Pictures a second end to end, against the bare engine's, turn by turn in the same browser. */
export async function measure(env: Env): Promise<Row[]> {
  const rows: Row[] = [];
  for (const model of ['fast', 'balanced'] as const) {
    const session = await startWithExtension(env, model);
    try {
      rows.push(...(await oneModel(env, session, model)));
    } finally {
      await session.close();
    }
  }
  return rows;
}

async function oneModel(env: Env, session: Session, model: string): Promise<Row[]> {
  const { facts } = session;
  const id = facts.model?.id ?? '';
  const worker = await session.console.evaluate(
    ([name, threads]) => globalThis.engine.open(name, threads),
    [id, facts.threads] as const,
  );
  const page = await openPage(session, env);
  const [same, other, bare]: [number[], number[], number[]] = [[], [], []];
  let covered = EXPLICIT;
  const ours = async (origin?: string): Promise<number> => {
    const seen = await insert(page, env.server.fresh(COUNT, origin));
    const explicit = seen.filter(({ url }) => env.server.kindOf(url) === 'pattern');
    covered = Math.min(covered, explicit.filter((one) => one.covered).length);
    await page.evaluate(() => globalThis.bench.clear());
    return rate(seen);
  };
  for (let round = 0; round < env.rounds; round++) {
    const each: number[] = [];
    for (const batch of BATCHES) {
      const ms = await session.console.evaluate(
        ([of, size, runs]) => globalThis.engine.time(of, size, runs),
        [worker, batch, BARE_RUNS] as const,
      );
      each.push(ms / batch);
    }
    bare.push(1000 / Math.min(...each));
    same.push(await ours());
    other.push(await ours(env.server.other));
    env.log(`${model}: bare ${bare.at(-1)?.toFixed(1)}/s, gallery ${same.at(-1)?.toFixed(1)}/s`);
  }
  const name = `${model}, ${facts.provider}, ${facts.threads} threads`;
  const batch = `batch off screen ${facts.batch}`;
  return [
    {
      what: `of ${EXPLICIT} explicit pictures covered in every round (${model})`,
      value: covered,
      unit: 'pictures',
      target: { is: 'at least', value: EXPLICIT },
    },
    { what: `bare engine (${name})`, value: median(bare), unit: 'pictures/s', note: spread(bare) },
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
      note: 'median of the rounds’ ratios',
    },
    {
      what: `${COUNT} cross-origin pictures / bare engine (${model})`,
      value: ratio(other, bare),
      unit: '×',
      note: `${spread(other)} pictures/s; the engine fetches them again`,
    },
  ];
}

/** Pictures a second from the first insertion to the last verdict on screen. */
function rate(seen: readonly Seen[]): number {
  const start = Math.min(...seen.map(({ inserted }) => inserted));
  const end = Math.max(...seen.map(({ decided }) => decided));
  return (seen.length * 1000) / (end - start);
}

const ratio = (ours: readonly number[], bare: readonly number[]): number =>
  median(ours.map((value, i) => value / (bare[i] ?? Number.NaN)));
