import type { Page } from 'playwright';
import { insertMany } from '../e2e/insert-many.ts';
import { inBoth } from './both.ts';
import { type Env, pause, type Row, spread } from './env.ts';
import { assertSeesTasks, longestTask } from './longest-task.ts';

const MANY = 5000;
/** Put in each frame. */
const AT_ONCE = 100;
/** Addresses that they share. */
const DISTINCT = 60;
/** In which all of them are judged, on a slow machine, too. */
const DECIDED_WITHIN_MS = 180_000;
const SETTLE_MS = 1000;

/** Long tasks of a page of 5,000 small pictures, from the first that is put in until all are judged. */
export async function measure(env: Env): Promise<Row[]> {
  let checked = false;
  const { mine, bare } = await inBoth(env, env.rounds, async (page) => {
    if (!checked) await assertSeesTasks(page, () => pause(SETTLE_MS));
    checked = true;
    await page.goto(`${env.server.origin}/blank`);
    const urls = env.server.fresh(DISTINCT);
    return longestTask(
      page,
      () => putIn(page, urls),
      () => decided(page),
    );
  });
  return [
    {
      what: `longest task while ${MANY} pictures came and were judged`,
      value: Math.max(...mine),
      unit: 'ms',
      target: { is: 'at most', value: 50 },
      note: `processor time, the page’s own work included; ${spread(mine)}, without us ${spread(bare)}`,
    },
  ];
}

/** Begins, and does not wait: the tasks meanwhile are what is measured. */
async function putIn(page: Page, urls: readonly string[]): Promise<void> {
  await page.addStyleTag({ content: 'img { width: 32px; height: 32px }' });
  // What becomes of it, `decided` tells.
  page.evaluate(insertMany, { urls, count: MANY, atOnce: AT_ONCE }).catch(console.warn);
}

async function decided(page: Page): Promise<void> {
  await page.waitForFunction(
    (many) => document.images.length === many && globalThis.bench.waiting() === 0,
    MANY,
    { polling: 500, timeout: DECIDED_WITHIN_MS },
  );
  await pause(SETTLE_MS);
}
