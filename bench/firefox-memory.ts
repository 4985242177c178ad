import { extensionProcess } from '../tools/firefox/processes.ts';
import { type Env, pause, type Row } from './env.ts';
import { type Session, withOurs } from './firefox.ts';
// Only the type of the page's global.
import type {} from './pages/watch.ts';
import { residentMb } from './processes.ts';

const STEPS = [200, 1000, 2000];
const GROUP = 50;
/** For the collectors to come by. */
const SETTLE_MS = 5000;
/** As in Chromium (memory.ts). */
const GROWTH_MB = 8;

/** Of the process in which the background, the engine and its workers live. */
export const measure = (env: Env): Promise<Row[]> => withOurs(env, (ours) => memory(env, ours));

async function memory(env: Env, { firefox, page }: Session): Promise<Row[]> {
  const rows: Row[] = [];
  let judged = 0;
  for (const step of STEPS) {
    while (judged < step) {
      await page.evaluate(async (urls) => {
        await globalThis.bench.insert(urls);
        globalThis.bench.clear();
      }, env.server.fresh(GROUP));
      judged += GROUP;
    }
    // Another document, so that only what the engine keeps is counted.
    await page.goto(`${env.server.origin}/blank`);
    await pause(SETTLE_MS);
    const mb = await residentMb(await extensionProcess(await firefox.chrome()));
    env.log(`${step} pictures: ${mb.toFixed(0)} MB`);
    rows.push({
      what: `Firefox, the extension’s process after ${step} distinct pictures`,
      value: mb,
      unit: 'MB',
      note: 'private resident memory',
    });
  }
  const [before, after] = rows.slice(-2).map(({ value }) => value);
  rows.push({
    what: `Firefox, growth between ${STEPS.slice(-2).join(' and ')}`,
    value: (after ?? Number.NaN) - (before ?? Number.NaN),
    unit: 'MB',
    target: { is: 'at most', value: GROWTH_MB },
  });
  return rows;
}
