import {
  type Env,
  insert,
  openPage,
  pause,
  type Row,
  type Session,
  startWithExtension,
} from './env.ts';
import { processesOf, residentMb } from './processes.ts';

const STEPS = [200, 1000, 2000];
const GROUP = 50;
/** For the collectors to come by. */
const SETTLE_MS = 5000;
/** 5,000 verdicts are kept at about 1 KB each: 1,000 more may take this much. */
const GROWTH_MB = 8;

/** Memory of the extension's process after so many distinct pictures. */
export async function measure(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  try {
    let page = await openPage(session, env);
    const rows: Row[] = [];
    let judged = 0;
    for (const step of STEPS) {
      while (judged < step) {
        await insert(page, env.server.fresh(GROUP));
        await page.evaluate(() => globalThis.bench.clear());
        judged += GROUP;
      }
      // Another document, so that only what the engine keeps is counted.
      await page.close();
      page = await openPage(session, env);
      await pause(SETTLE_MS);
      const { mb, count } = await extensionMemory(session);
      env.log(`${step} pictures: ${mb.toFixed(0)} MB`);
      rows.push({
        what: `the extension’s process after ${step} distinct pictures`,
        value: mb,
        unit: 'MB',
        note: `private resident memory, ${count} process`,
      });
    }
    const [before, after] = rows.slice(-2).map(({ value }) => value);
    rows.push({
      what: `growth between ${STEPS.slice(-2).join(' and ')}`,
      value: (after ?? Number.NaN) - (before ?? Number.NaN),
      unit: 'MB',
      target: { is: 'at most', value: GROWTH_MB },
      note: 'verdicts kept in memory may take 1 MB of it',
    });
    return rows;
  } finally {
    await session.close();
  }
}

async function extensionMemory(session: Session): Promise<{ mb: number; count: number }> {
  const ours = (await processesOf(session.browser)).filter(({ extension }) => extension);
  if (ours.length === 0) throw new Error('no process of the extension found');
  const each = await Promise.all(ours.map(({ pid }) => residentMb(pid)));
  return { mb: each.reduce((sum, mb) => sum + mb, 0), count: ours.length };
}
