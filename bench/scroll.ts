import type { Page } from 'playwright';
import { createRandom } from '../demo/draw/random.ts';
import { blocks } from '../e2e/blocks.ts';
import { MASK_STYLES } from '../src/shared/settings.ts';
import { inBoth } from './both.ts';
import { type Env, median, openPage, type Row, spread, startWithExtension } from './env.ts';
// Only the type of the page's global.
import type {} from './pages/watch.ts';
import { cpuMs, processesOf } from './processes.ts';

/** Pictures of a feed, three in a row. */
const FEED = 600;
const MASKED = 100;
/** CSS pixels a frame: some thirteen pictures a second, as fast as one can look. */
const STEP = 24;
const FRAMES = 180;
/** Of 60 in a second; a frame that comes later than this had one left out before it. */
const LATE_MS = 1.5 * (1000 / 60);

interface Scrolled {
  /** Milliseconds from frame to frame. */
  gaps: number[];
  /** Milliseconds of processor time a frame, renderers and GPU process. */
  cpuMs: number;
}

/** Frames of a feed whose pictures come and are judged as one scrolls, and what masks cost then. */
export async function measure(env: Env): Promise<Row[]> {
  return [...(await feed(env)), ...(await masked(env))];
}

/** Rounds that nobody counts: the first one compiles. */
const WARM = 1;

async function feed(env: Env): Promise<Row[]> {
  const { mine, bare } = await inBoth(env, env.rounds, scrollFeed, WARM);
  const late = (rounds: Scrolled[]) =>
    rounds.map(({ gaps }) => (100 * gaps.filter((gap) => gap > LATE_MS).length) / gaps.length);
  const rate = (rounds: Scrolled[]) =>
    rounds.map(({ gaps }) => (1000 * gaps.length) / gaps.reduce((a, b) => a + b, 0));
  const row = (what: string, values: number[], unit: string): Row => ({
    what,
    value: median(values),
    unit,
    note: spread(values),
  });
  return [
    row('a feed that is scrolled, frames a second, without', rate(bare), '/s'),
    row('  the same with us', rate(mine), '/s'),
    row('  frames with one left out before them, without', late(bare), '%'),
    row('  the same with us', late(mine), '%'),
  ];
}

async function scrollFeed(page: Page, env: Env): Promise<Scrolled> {
  const urls = env.server.fresh(FEED);
  await page.bringToFront();
  await page.goto(env.server.put(pageOf(urls, 'loading="lazy"'), 'text/html'));
  return scroll(page);
}

/** A hundred pictures with parts masked in each way, and with nothing masked. */
async function masked(env: Env): Promise<Row[]> {
  const session = await startWithExtension(env, 'fast');
  const { console } = session;
  try {
    await console.evaluate(() => globalThis.engine.installDetector('colours'));
    await console.evaluate(() =>
      globalThis.engine.set({ strategy: 'detector', masked: 'boxes', label: false }),
    );
    const random = createRandom(41);
    const urls: string[] = [];
    while (urls.length < MASKED) {
      const { bytes, type } = await blocks(random, 2, 0.15, false);
      urls.push(env.server.put(bytes, type));
    }
    const address = env.server.put(pageOf(urls), 'text/html');
    const page = await openPage(session, env);
    // A picture that is hidden as a whole costs nothing to paint, and is never seen to be decided.
    const ways = ['nothing', ...MASK_STYLES.filter((style) => style !== 'hide')] as const;
    const of = new Map<string, number[]>(ways.map((way) => [way, []]));
    for (let round = 0; round < env.rounds; round++) {
      for (const way of ways) {
        const patch = way === 'nothing' ? { enabled: false } : { enabled: true, maskStyle: way };
        await console.evaluate((wanted) => globalThis.engine.set(wanted), patch);
        await page.bringToFront();
        await page.goto(address);
        await page.evaluate(() => globalThis.bench.all());
        of.get(way)?.push((await scroll(page)).cpuMs);
      }
    }
    return ways.map((way) => {
      const ms = of.get(way) ?? [];
      const what = `${MASKED} pictures scrolled, ${way === 'nothing' ? 'nothing masked' : `two parts of each: ${way}`}`;
      const note = `${spread(ms)}; processor time, renderers and GPU process`;
      return { what, value: median(ms), unit: 'ms/frame', note };
    });
  } finally {
    await session.close();
  }
}

async function scroll(page: Page): Promise<Scrolled> {
  const browser = page.context().browser();
  if (!browser) throw new Error('a page of no browser');
  const painters = (await processesOf(browser)).filter(
    ({ type, extension }) => !extension && /renderer|GPU/.test(type),
  );
  const before = await cpuMs(painters);
  const gaps = await page.evaluate((asked) => globalThis.bench.scroll(...asked), [
    FRAMES,
    STEP,
  ] as const);
  return { gaps, cpuMs: ((await cpuMs(painters)) - before) / FRAMES };
}

const pageOf = (urls: readonly string[], more = ''): string =>
  `<!doctype html><meta charset="utf-8"><title>scroll</title><script src="/watch.js"></script>
  <body>${urls
    .map((url) => `<img src="${url}" width="320" height="320" alt="" ${more}>`)
    .join('\n')}`;
