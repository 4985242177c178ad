import type { Page } from 'playwright';
import { launchPlain } from '../tools/launch.ts';
import { expect, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { insertMany } from './insert-many.ts';
import { explicitShots, ordinaryShots } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/** Pictures that a page inserts, and how many at a time. */
const MANY = 5000;
const AT_ONCE = 100;

const LONG_TASK_MS = 50;

// Each of them is read and asked about, on a machine that may be busy with other things.
test.describe.configure({ timeout: 240_000 });
test.use({ room: GALLERY_ROOM });

/** A page of `MANY` small pictures, and the addresses they share. */
async function openMany(page: Page, site: Site) {
  const address = ({ bytes }: { bytes: Buffer }) => site.url(site.picture(bytes));
  const ordinary = (await ordinaryShots(36)).map(address);
  const explicit = (await explicitShots(4)).map(address);
  await page.goto(site.page(pageOf('', '<style>img { width: 32px; height: 32px }</style>')));
  return { ordinary, explicit };
}

/** Inserts the pictures, a part each frame. @returns long tasks meanwhile, in milliseconds */
async function insert(page: Page, urls: readonly string[]): Promise<number[]> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(Math.round(duration));
    });
    observer.observe({ type: 'longtask' });
    Object.assign(globalThis, { longTasks: { tasks, observer } });
  });
  await page.evaluate(insertMany, { urls, count: MANY, atOnce: AT_ONCE });
  return page.evaluate(async () => {
    while (![...document.images].every((img) => img.complete)) {
      await new Promise(requestAnimationFrame);
    }
    const { longTasks } = globalThis as unknown as {
      longTasks: { tasks: number[]; observer: PerformanceObserver };
    };
    const { tasks, observer } = longTasks;
    for (const { duration } of observer.takeRecords()) tasks.push(Math.round(duration));
    return tasks;
  });
}

const inWords = (tasks: readonly number[]): string =>
  `${tasks.length} tasks over ${LONG_TASK_MS} ms, the longest ${Math.max(0, ...tasks)} ms`;

test('5,000 pictures: none explicit is seen; long tasks are told, not judged', async ({
  figleaf,
  page,
  site,
}) => {
  const plain = await launchPlain({ headless: true, viewport: GALLERY_ROOM });
  const bare = await plain.context.newPage();
  const without = await openMany(bare, site);
  const before = await insert(bare, [...without.ordinary, ...without.explicit]);
  await plain.close();

  const { ordinary, explicit } = await openMany(page, site);
  const trace = await paintTrace(figleaf.browser);
  const after = await insert(page, [...ordinary, ...explicit]);
  await expect
    .poll(async () => (await figleaf.counts(page)).looked, { timeout: 180_000 })
    .toBeGreaterThanOrEqual(MANY);
  await page.screenshot();
  const painted = await trace.stop();
  expect(seenOf(painted, explicit)).toEqual([]);
  expect(seenOf(painted, ordinary)).toEqual(ordinary);
  const told = `without: ${inWords(before)}; with Figleaf: ${inWords(after)}`;
  console.log(told);
  test.info().annotations.push({ type: 'long tasks', description: told });
});
