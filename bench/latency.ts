import type { Page } from 'playwright';
import {
  type Env,
  insert,
  openPage,
  pause,
  quantile,
  type Row,
  startPlain,
  startWithExtension,
} from './env.ts';
import type { Seen } from './pages/watch.ts';

const GAP_MS = 150;
const GROUP = 12;

/** From a picture's insertion into an open page to it being on screen, with and without us. */
export async function measure(env: Env): Promise<Row[]> {
  const ours = await startWithExtension(env, 'fast');
  const plain = await startPlain(env);
  try {
    const withUs = await openPage(ours, env);
    const without = await openPage(plain, env);
    const rows: Row[] = [];
    for (const group of [1, GROUP]) {
      const [mine, bare]: [Seen[], Seen[]] = [[], []];
      for (let round = 0; round < env.rounds * (group === 1 ? GROUP : 2); round++) {
        mine.push(...(await once(withUs, env, group)));
        bare.push(...(await once(without, env, group)));
      }
      const name = group === 1 ? 'one by one' : `${group} at a time`;
      rows.push(...rowsOf(`insertion to shown, ${name}`, mine));
      rows.push(...rowsOf(`  the same without the extension, ${name}`, bare));
    }
    return rows;
  } finally {
    await ours.close();
    await plain.close();
  }
}

async function once(page: Page, env: Env, group: number): Promise<Seen[]> {
  await page.bringToFront();
  const seen = await insert(page, env.server.fresh(group));
  await page.evaluate(() => globalThis.bench.clear());
  await pause(GAP_MS);
  return seen;
}

function rowsOf(what: string, seen: readonly Seen[]): Row[] {
  const ms = seen.map(({ inserted, decided }) => decided - inserted);
  const note = `${ms.length} pictures`;
  return [
    { what: `${what}, median`, value: quantile(ms, 0.5), unit: 'ms', note },
    { what: `${what}, 95th percentile`, value: quantile(ms, 0.95), unit: 'ms', note },
  ];
}
