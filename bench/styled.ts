import type { Page } from 'playwright';
import { type Both, inBoth } from './both.ts';
import { type Env, median, pause, type Row, spread } from './env.ts';
import { assertSeesTasks, longestTask } from './longest-task.ts';
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
/** In which all backgrounds are judged, on a slow machine, too. */
const JUDGED_WITHIN_MS = 90_000;

interface Visit {
  loadMs: number;
  /** Until the page was at rest; with us that is after all backgrounds were judged. */
  mainThread: MainThread;
  /** Milliseconds; the longest task after `MORE` nodes were put in. */
  longestMs: number;
}

const settle = (): Promise<void> => pause(SETTLE_MS);

/** What a page of many elements, rules and backgrounds pays for us. */
export async function measure(env: Env): Promise<Row[]> {
  let checked = false;
  const both = await inBoth(
    env,
    env.rounds,
    async (page, _env, ours) => {
      if (!checked) await assertSeesTasks(page, settle);
      checked = true;
      return visit(page, env, ours);
    },
    WARM,
  );
  return rowsOf(both);
}

function rowsOf({ mine, bare }: Both<Visit>): Row[] {
  const title = `${ELEMENTS} elements, ${BACKGROUNDS} backgrounds, ${RULES} rules`;
  const load = bare.map(({ loadMs }) => loadMs);
  const withUs = mine.map(({ loadMs }) => loadMs);
  const own = bare.map(({ mainThread }) => mainThread.TaskDuration);
  const added = (kind: keyof MainThread, what: string): Row => {
    const of = (visits: readonly Visit[]) => visits.map(({ mainThread }) => mainThread[kind]);
    return {
      what,
      value: median(of(mine)) - median(of(bare)),
      unit: 'ms',
      note: `processor time; with ${spread(of(mine))}, without ${spread(of(bare))}`,
    };
  };
  const scripting = added('ScriptDuration', 'our scripting on the page’s main thread');
  const longest = (visits: readonly Visit[]) => visits.map(({ longestMs }) => longestMs);
  return [
    { what: `load of ${title}, without`, value: median(load), unit: 'ms', note: spread(load) },
    { what: '  the same with us', value: median(withUs), unit: 'ms', note: spread(withUs) },
    {
      what: 'what the page’s main thread does without us',
      value: median(own),
      unit: 'ms',
      note: `processor time; ${spread(own)}`,
    },
    scripting,
    {
      what: '  as a part of the page’s own load',
      value: (scripting.value / median(load)) * 100,
      unit: '%',
      target: { is: 'at most', value: 15 },
    },
    {
      what: '  as a part of what its main thread does without us',
      value: (scripting.value / median(own)) * 100,
      unit: '%',
    },
    ...(['TaskDuration', 'RecalcStyleDuration', 'LayoutDuration'] as const).map((kind) =>
      added(kind, `${NAMES[kind]} on the page’s main thread, added`),
    ),
    {
      what: `longest task after ${MORE} nodes were put in`,
      value: Math.max(...longest(mine)),
      unit: 'ms',
      target: { is: 'at most', value: 50 },
      note: `processor time; with ${spread(longest(mine))}, without ${spread(longest(bare))}`,
    },
  ];
}

async function visit(page: Page, env: Env, ours: boolean): Promise<Visit> {
  await page.bringToFront();
  await page.goto(`${env.server.origin}/blank`);
  const address = env.server.put(styledPage(env.server.fresh(BACKGROUNDS)), 'text/html');
  let loadMs = Number.NaN;
  const mainThread = await mainThreadOf(page, async () => {
    await page.goto(address);
    loadMs = await loadEndOf(page);
    if (ours) await allMarked(page);
    await settle();
  });
  return { loadMs, mainThread, longestMs: await putIn(page) };
}

/** What is judged has a mark, shown or covered. */
async function allMarked(page: Page): Promise<void> {
  await page.waitForFunction(
    (least) => document.querySelectorAll('[data-figleaf-css]').length >= least,
    BACKGROUNDS,
    { polling: 500, timeout: JUDGED_WITHIN_MS },
  );
}

/** @returns milliseconds of the longest task that follows, without the one that puts them in */
const putIn = (page: Page): Promise<number> =>
  longestTask(
    page,
    () =>
      page.evaluate((more) => {
        const place = document.createElement('div');
        place.hidden = true;
        for (let i = 0; i < more; i++) {
          const node = document.createElement('i');
          node.className = `more m${i % 50}`;
          place.append(node);
        }
        document.body.append(place);
      }, MORE),
    settle,
  );

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
