import type { Page } from 'playwright';
import { type Env, pause } from './env.ts';
import { COUNT } from './pictures.ts';

export interface Visit {
  /** From navigation to the end of the load event. */
  loadMs: number;
  /** From navigation to the last picture decided and on screen. */
  lastMs: number;
  /** What the page's main thread did in all, milliseconds by kind of work. */
  mainThread: Record<(typeof KINDS)[number], number>;
  /** Tasks longer than 50 ms. */
  longTasks: number;
}

export const KINDS = [
  'TaskDuration',
  'ScriptDuration',
  'RecalcStyleDuration',
  'LayoutDuration',
] as const;

const SETTLE_MS = 300;

/** Loads a gallery that nobody has seen before, waits until all of it is decided. */
export async function visit(page: Page, env: Env): Promise<Visit> {
  await page.bringToFront();
  await page.goto(`${env.server.origin}/blank`);
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Performance.enable');
    const metrics = async (): Promise<Map<string, number>> => {
      const { metrics: all } = await session.send('Performance.getMetrics');
      return new Map(all.map(({ name, value }) => [name, value * 1000]));
    };
    const before = await metrics();
    const [first = ''] = env.server.fresh(1);
    const salt = first.split('/')[2] ?? '';
    await page.goto(`${env.server.origin}/gallery?count=${COUNT}&salt=${salt}`);
    const seen = await page.evaluate(() => globalThis.bench.all());
    await pause(SETTLE_MS);
    const after = await metrics();
    const [loadMs, longTasks] = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('navigation');
      const loadEnd = (entry as PerformanceNavigationTiming).loadEventEnd;
      return [loadEnd, globalThis.bench.longTasks()] as const;
    });
    const taken = (kind: string): number => (after.get(kind) ?? 0) - (before.get(kind) ?? 0);
    return {
      loadMs,
      lastMs: Math.max(...seen.map(({ decided }) => decided)),
      mainThread: {
        TaskDuration: taken('TaskDuration'),
        ScriptDuration: taken('ScriptDuration'),
        RecalcStyleDuration: taken('RecalcStyleDuration'),
        LayoutDuration: taken('LayoutDuration'),
      },
      longTasks,
    };
  } finally {
    await session.detach();
  }
}
