import type { Page } from 'playwright';

export const KINDS = [
  'TaskDuration',
  'ScriptDuration',
  'RecalcStyleDuration',
  'LayoutDuration',
] as const;

export const NAMES: Record<(typeof KINDS)[number], string> = {
  TaskDuration: 'all tasks',
  ScriptDuration: 'scripts',
  RecalcStyleDuration: 'styles',
  LayoutDuration: 'layout',
};

/**
 * What a page's main thread did, milliseconds of the thread's own time by kind of work: what else the
 * machine does meanwhile is not in it. Scripts are without the styles and layouts they had computed.
 */
export type MainThread = Record<(typeof KINDS)[number], number>;

/** @returns what the page's main thread did in all its worlds while `work` went on */
export async function mainThreadOf(page: Page, work: () => Promise<void>): Promise<MainThread> {
  const session = await page.context().newCDPSession(page);
  try {
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const metrics = async (): Promise<Map<string, number>> => {
      const { metrics: all } = await session.send('Performance.getMetrics');
      return new Map(all.map(({ name, value }) => [name, value * 1000]));
    };
    const before = await metrics();
    await work();
    const after = await metrics();
    const taken = (kind: string): number => (after.get(kind) ?? 0) - (before.get(kind) ?? 0);
    return {
      TaskDuration: taken('TaskDuration'),
      ScriptDuration: taken('ScriptDuration'),
      RecalcStyleDuration: taken('RecalcStyleDuration'),
      LayoutDuration: taken('LayoutDuration'),
    };
  } finally {
    await session.detach();
  }
}
