import type { Page } from 'playwright';
import { type Env, pause } from './env.ts';
import { type MainThread, mainThreadOf } from './main-thread-of.ts';
import type { Seen } from './pages/watch.ts';
import { COUNT } from './pictures.ts';

export interface Visit {
  /** From navigation to the end of the load event. */
  loadMs: number;
  /** From navigation to the last picture decided and on screen. */
  lastMs: number;
  /** What the page's main thread did in all, milliseconds by kind of work. */
  mainThread: MainThread;
  /** Tasks longer than 50 ms. */
  longTasks: number;
}

const SETTLE_MS = 300;

/** Loads a gallery that nobody has seen before, waits until all of it is decided. */
export async function visit(page: Page, env: Env): Promise<Visit> {
  await page.bringToFront();
  await page.goto(`${env.server.origin}/blank`);
  let seen: Seen[] = [];
  const mainThread = await mainThreadOf(page, async () => {
    const [first = ''] = env.server.fresh(1);
    const salt = first.split('/')[2] ?? '';
    await page.goto(`${env.server.origin}/gallery?count=${COUNT}&salt=${salt}`);
    seen = await page.evaluate(() => globalThis.bench.all());
    await pause(SETTLE_MS);
  });
  const loadMs = await loadEndOf(page);
  const longTasks = await page.evaluate(() => globalThis.bench.longTasks());
  return { loadMs, lastMs: Math.max(...seen.map(({ decided }) => decided)), mainThread, longTasks };
}

/** @returns milliseconds from navigation to the end of the load event */
export const loadEndOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [entry] = performance.getEntriesByType('navigation');
    return (entry as PerformanceNavigationTiming).loadEventEnd;
  });
