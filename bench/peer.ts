import type { Page } from 'playwright';
import {
  type Env,
  insert,
  median,
  openPage,
  type Row,
  spread,
  startPlain,
  startWithExtension,
} from './env.ts';
import { COUNT } from './pictures.ts';

/** The same gallery through nsfwjs itself and through ours, turn by turn, fast model both. */
export async function measure(env: Env): Promise<Row[]> {
  const ours = await startWithExtension(env, 'fast');
  const plain = await startPlain(env);
  try {
    const page = await openPage(ours, env);
    const peers: { threads: number; page: Page; ms: number[] }[] = [];
    for (const threads of new Set([1, ours.facts.threads])) {
      peers.push({ threads, page: await openPeer(plain.context.newPage(), env, threads), ms: [] });
    }
    const mine: number[] = [];
    for (let round = 0; round < env.rounds; round++) {
      for (const peer of peers) {
        const urls = env.server.fresh(COUNT);
        await peer.page.bringToFront();
        peer.ms.push(await peer.page.evaluate((list) => globalThis.peer.classifyAll(list), urls));
      }
      await page.bringToFront();
      const seen = await insert(page, env.server.fresh(COUNT));
      const start = Math.min(...seen.map(({ inserted }) => inserted));
      mine.push(Math.max(...seen.map(({ decided }) => decided)) - start);
      await page.evaluate(() => globalThis.bench.clear());
      env.log(`nsfwjs ${peers.map(({ ms }) => ms.at(-1)?.toFixed(0))} ms, ours ${mine.at(-1)} ms`);
    }
    const best = peers.toSorted((a, b) => median(a.ms) - median(b.ms))[0];
    if (!best) throw new Error('no peer ran');
    return [
      ...peers.map(({ threads, ms }) => ({
        what: `nsfwjs on tfjs-wasm, ${threads} threads, ${COUNT} pictures`,
        value: median(ms),
        unit: 'ms',
        note: spread(ms),
      })),
      { what: `ours, ${COUNT} pictures`, value: median(mine), unit: 'ms', note: spread(mine) },
      {
        what: `nsfwjs / ours (fast model both, nsfwjs with ${best.threads} threads)`,
        value: median(best.ms.map((ms, i) => ms / (mine[i] ?? Number.NaN))),
        unit: '× sooner',
        target: { is: 'at least', value: 1.5 },
      },
    ];
  } finally {
    await ours.close();
    await plain.close();
  }
}

/** A page with nsfwjs loaded and warm. */
export async function openPeer(opening: Promise<Page>, env: Env, threads: number): Promise<Page> {
  const page = await opening;
  await page.goto(`${env.server.origin}/peer`);
  await page.waitForFunction(() => 'peer' in globalThis);
  const on = await page.evaluate((count) => globalThis.peer.open(count), threads);
  if (on.backend !== 'wasm' || !on.simd || !on.threaded) {
    throw new Error(`the peer is not at its best: ${JSON.stringify(on)}`);
  }
  const warm = env.server.fresh(24);
  await page.evaluate((list) => globalThis.peer.classifyAll(list), warm);
  return page;
}
