import type { CDPSession, Page } from 'playwright';

interface Task {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds, as the next two; `tdur` is the thread's own time. */
  ts: number;
  dur?: number;
  tdur?: number;
}

const TASK = 'RunTask';
const MARK = 'figleaf-bench-from-here';
/** How long the page is blocked to see whether that would be seen. */
const BLOCK_MS = 80;

/**
 * Milliseconds of the thread's own time that the longest task of the page's main thread took, of all
 * that began after the one in which `act` ran. Out of a trace: what the page's own observer of long
 * tasks reports is nothing below 50 ms.
 * @param act runs in the page
 * @param settle until whatever follows has followed
 */
export async function longestTask(
  page: Page,
  act: () => Promise<unknown>,
  settle: () => Promise<void>,
): Promise<number> {
  const browser = page.context().browser();
  if (!browser) throw new Error('no browser to trace');
  const session = await browser.newBrowserCDPSession();
  try {
    const traced = await trace(session, async () => {
      await act();
      await page.evaluate((mark) => performance.mark(mark), MARK);
      await settle();
    });
    const from = traced.find(({ name }) => name === MARK);
    if (!from) throw new Error('the trace does not know the page');
    const tasks = traced.filter(
      ({ name, pid, tid, ts }) =>
        name === TASK && pid === from.pid && tid === from.tid && ts >= from.ts,
    );
    return Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1000));
  } finally {
    await session.detach();
  }
}

/** @throws Error where a task that blocks the page would not be seen */
export async function assertSeesTasks(page: Page, settle: () => Promise<void>): Promise<void> {
  const block = (): Promise<void> =>
    page.evaluate((ms) => {
      setTimeout(() => {
        const until = performance.now() + ms;
        while (performance.now() < until);
      }, 100);
    }, BLOCK_MS);
  const seen = await longestTask(page, block, settle);
  if (seen < BLOCK_MS / 2)
    throw new Error(`a task of ${BLOCK_MS} ms was seen as one of ${seen} ms`);
}

async function trace(session: CDPSession, work: () => Promise<void>): Promise<Task[]> {
  const events: Task[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value as unknown as Task[]) {
      if (event.name === TASK || event.name === MARK) events.push(event);
    }
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: {
      includedCategories: ['disabled-by-default-devtools.timeline', 'blink.user_timing'],
      excludedCategories: ['*'],
    },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return events;
}
