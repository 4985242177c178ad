import {
  type Env,
  median,
  type Row,
  type Session,
  spread,
  startPlain,
  startWithExtension,
} from './env.ts';
import { openPeer } from './peer.ts';

const BATCHES = [1, 4, 8];
const RUNS = 5;
/** What is compared with the peer; batch 4 is only to choose a batch. */
const COMPARED = [1, 8];

/** The models alone: our engine against tfjs-wasm, pixels ready, by batch and threads. */
export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  const plain = await startPlain(env);
  try {
    const rows: Row[] = [];
    for (const threads of new Set([1, session.facts.threads])) {
      const peer = await openPeer(plain.context.newPage(), env, threads);
      const worker = await open(session, 'mobilenet-v2', threads);
      for (const batch of BATCHES) {
        const [ours, theirs]: [number[], number[]] = [[], []];
        for (let round = 0; round < env.rounds; round++) {
          ours.push((await time(session, worker, batch)) / batch);
          if (!COMPARED.includes(batch)) continue;
          const ms = await peer.evaluate(([size, runs]) => globalThis.peer.bare(size, runs), [
            batch,
            RUNS,
          ] as const);
          theirs.push(ms / batch);
        }
        const how = `${threads} threads, batch ${batch}`;
        rows.push({
          what: `our engine alone, fast, ${how}`,
          value: median(ours),
          unit: 'ms/picture',
          note: spread(ours),
        });
        if (theirs.length === 0) continue;
        rows.push(
          {
            what: `tfjs-wasm alone, ${how}`,
            value: median(theirs),
            unit: 'ms/picture',
            note: spread(theirs),
          },
          {
            what: `tfjs-wasm / our engine, ${how}`,
            value: median(theirs.map((ms, i) => ms / (ours[i] ?? Number.NaN))),
            unit: '×',
          },
        );
        env.log(`${how}: ours ${median(ours).toFixed(1)}, tfjs ${median(theirs).toFixed(1)} ms`);
      }
      await session.console.evaluate((of) => globalThis.engine.close(of), worker);
      await peer.close();
    }
    rows.push(...(await balanced(env, session)));
    return rows;
  } finally {
    await session.close();
    await plain.close();
  }
}

async function balanced(env: Env, session: Session): Promise<Row[]> {
  const worker = await open(session, 'mobilenet-v2-mid', session.facts.threads);
  const rows: Row[] = [];
  for (const batch of BATCHES) {
    const ms: number[] = [];
    for (let round = 0; round < env.rounds; round++) {
      ms.push((await time(session, worker, batch)) / batch);
    }
    rows.push({
      what: `our engine alone, balanced, ${session.facts.threads} threads, batch ${batch}`,
      value: median(ms),
      unit: 'ms/picture',
      note: spread(ms),
    });
  }
  return rows;
}

const open = (session: Session, model: string, threads: number): Promise<number> =>
  session.console.evaluate(([name, count]) => globalThis.engine.open(name, count), [
    model,
    threads,
  ] as const);

const time = (session: Session, worker: number, batch: number): Promise<number> =>
  session.console.evaluate(([of, size, runs]) => globalThis.engine.time(of, size, runs), [
    worker,
    batch,
    RUNS,
  ] as const);
