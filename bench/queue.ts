import type { Page } from 'playwright';
import {
  type Env,
  insert,
  median,
  openPage,
  pause,
  type Row,
  spread,
  startWithExtension,
} from './env.ts';
import type { Seen } from './pages/watch.ts';

const WAITING = 200;
/** Long enough that the waiting ones have loaded and the engine is at work on them. */
const HEAD_START_MS = 700;
/** A person notices a wait of a tenth of a second (Nielsen 1993). */
const NOTICED_MS = 100;

/** A picture on screen, inserted while 200 wait off screen, against the same with none waiting. */
export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  try {
    const page = await openPage(session, env);
    const [alone, late]: [number[], number[]] = [[], []];
    let left = WAITING;
    for (let round = 0; round < env.rounds; round++) {
      alone.push(await oneMore(page, env));
      const crowd = insert(page, env.server.fresh(WAITING), 'far-below');
      await pause(HEAD_START_MS);
      for (let i = 0; i < 3; i++) late.push(await oneMore(page, env));
      left = Math.min(left, await page.evaluate(() => globalThis.bench.waiting()));
      await crowd;
      await page.evaluate(() => globalThis.bench.clear());
    }
    if (left === 0) throw new Error('nothing waited any more when the last picture was judged');
    return [
      { what: 'one picture, empty queue', value: median(alone), unit: 'ms', note: spread(alone) },
      {
        what: `one picture on screen, ${WAITING} waiting off screen`,
        value: median(late),
        unit: 'ms',
        note: `${spread(late)}; at least ${left} still waited`,
      },
      {
        what: 'wait added by those off screen',
        value: median(late) - median(alone),
        unit: 'ms',
        target: { is: 'at most', value: NOTICED_MS },
        note: `batch off screen ${session.facts.batch}; the target is ours: what a person notices`,
      },
    ];
  } finally {
    await session.close();
  }
}

async function oneMore(page: Page, env: Env): Promise<number> {
  const [seen]: Seen[] = await insert(page, env.server.fresh(1));
  if (!seen) throw new Error('no picture was inserted');
  return seen.decided - seen.inserted;
}
