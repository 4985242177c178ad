import type { Page } from 'playwright';
import { type Both, inBoth } from './both.ts';
import { type Env, median, pause, type Row, spread } from './env.ts';
import { type MainThread, mainThreadOf, NAMES } from './main-thread-of.ts';
import { loadEndOf } from './visit.ts';

/** The page that the aim speaks of. */
const ELEMENTS = 5000;
const BACKGROUNDS = 200;
const RULES = 2000;
/** Put in at once. */
const MORE = 10_000;
/** In which whatever follows of a page's load, or of what was put in, has followed. */
const SETTLE_MS = 3000;
/** Visits that nobody counts: the first ones compile. */
const WARM = 1;

interface Visit {
  loadMs: number;
  mainThread: MainThread;
  /** Milliseconds; the longest task after `MORE` nodes were put in, and 0 where none took 50. */
  longestMs: number;
}

/** What a page of many elements, rules and backgrounds pays for us. */
export async function measure(env: Env): Promise<Row[]> {
  return rowsOf(await inBoth(env, env.rounds, visit, WARM));
}

function rowsOf({ mine, bare }: Both<Visit>): Row[] {
  const title = `${ELEMENTS} elements, ${BACKGROUNDS} backgrounds, ${RULES} rules`;
  const load = bare.map(({ loadMs }) => loadMs);
  const withUs = mine.map(({ loadMs }) => loadMs);
  const added = (kind: keyof MainThread, what: string): Row => {
    const of = (visits: readonly Visit[]) => visits.map(({ mainThread }) => mainThread[kind]);
    return {
      what,
      value: median(of(mine)) - median(of(bare)),
      unit: 'ms',
      note: `with ${spread(of(mine))}, without ${spread(of(bare))}`,
    };
  };
  const scripting = added('ScriptDuration', 'our scripting on the page’s main thread');
  const longest = (visits: readonly Visit[]) => visits.map(({ longestMs }) => longestMs);
  return [
    { what: `load of ${title}, without`, value: median(load), unit: 'ms', note: spread(load) },
    { what: '  the same with us', value: median(withUs), unit: 'ms', note: spread(withUs) },
    scripting,
    {
      what: '  as a part of the page’s own load',
      value: (scripting.value / median(load)) * 100,
      unit: '%',
      target: { is: 'at most', value: 15 },
    },
    ...(['TaskDuration', 'RecalcStyleDuration', 'LayoutDuration'] as const).map((kind) =>
      added(kind, `${NAMES[kind]} on the page’s main thread, added`),
    ),
    {
      what: `longest task after ${MORE} nodes were put in`,
      value: Math.max(...longest(mine)),
      unit: 'ms',
      note: `0: none over 50; with ${spread(longest(mine))}, without ${spread(longest(bare))}`,
    },
  ];
}

async function visit(page: Page, env: Env): Promise<Visit> {
  await page.bringToFront();
  await page.goto(`${env.server.origin}/blank`);
  const address = env.server.put(styledPage(env.server.fresh(BACKGROUNDS)), 'text/html');
  let loadMs = Number.NaN;
  const mainThread = await mainThreadOf(page, async () => {
    await page.goto(address);
    loadMs = await loadEndOf(page);
    await pause(SETTLE_MS);
  });
  return { loadMs, mainThread, longestMs: await putIn(page) };
}

/** @returns milliseconds of the longest task that follows, without the one that puts them in */
async function putIn(page: Page): Promise<number> {
  await page.evaluate((more) => {
    const tasks: number[] = [];
    Object.assign(globalThis, { tasks });
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) {
        if (startTime >= from) tasks.push(duration);
      }
    }).observe({ type: 'longtask' });
    const place = document.createElement('div');
    place.hidden = true;
    for (let i = 0; i < more; i++) {
      const node = document.createElement('i');
      node.className = `more m${i % 50}`;
      place.append(node);
    }
    document.body.append(place);
    const from = performance.now();
  }, MORE);
  await pause(SETTLE_MS);
  return page.evaluate(() => {
    const { tasks } = globalThis as unknown as { tasks: number[] };
    return Math.max(0, ...tasks);
  });
}

/** Cards of text, some with a picture behind it, as a shop or a news page has them. */
function styledPage(pictures: readonly string[]): string {
  const rules: string[] = pictures.map((url, i) => `.b${i} { background-image: url("${url}") }`);
  while (rules.length < RULES) {
    const i = rules.length;
    rules.push(
      `.c${i % 700} .d${i} > .e${i % 9}, .f${i}:first-child { color: #${(i % 4096).toString(16).padStart(3, '0')}; margin: ${i % 7}px }`,
    );
  }
  const perCard = 10;
  const cards = Array.from({ length: ELEMENTS / perCard }, (_, i) => {
    const behind = i < pictures.length ? ` b${i}` : '';
    const words = Array.from(
      { length: perCard - 3 },
      (__, j) => `<span class="e${j} f${i * perCard + j}">word</span>`,
    );
    return `<div class="card c${i}"><div class="d${i}${behind}"><p>${words.join(' ')}</p></div></div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>styled</title><style>
    .card { display: inline-block; width: 300px } ${rules.join('\n')}</style>${cards.join('\n')}`;
}
