import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  type Env,
  median,
  pause,
  type Row,
  spread,
  startPlain,
  startWithExtension,
} from './env.ts';
import { startUndriven, stopUndriven } from './undriven.ts';

const TABS = 30;
const PICTURES = 10;
const LIMIT_MS = 240_000;
/** No tab reported for so long: the browser loads no more of them by itself. */
const QUIET_MS = 20_000;
/** A session is written some seconds after it changes. */
const SAVE_MS = 6000;
/** A restored session takes a minute or two each time. */
const MOST_ROUNDS = 3;

/**
 * From the browser's start to the first and the last verdict: with 30 tabs restored from the last
 * session, which the browser loads one after another at its own pace and not all of them, and with
 * 30 tabs opened at once. Nobody drives this browser; its pages report to the server.
 */
export async function measure(env: Env): Promise<Row[]> {
  const rows: Row[] = [];
  for (const extension of [true, false]) {
    const profile = await mkdtemp(path.join(tmpdir(), 'figleaf-bench-profile-'));
    try {
      await keepTabs(env, profile, extension);
      const restored = ['--restore-last-session'];
      rows.push(...(await starts(env, profile, extension, restored, `${TABS} tabs restored`)));
      const opened = ['--disable-popup-blocking', `${env.server.origin}/opener?${query()}`];
      rows.push(...(await starts(env, profile, extension, opened, `${TABS} tabs opened at once`)));
    } finally {
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  return rows;
}

const query = (): string => `tabs=${TABS}&count=${PICTURES}`;

/** Fills a profile with a session of 30 tabs, and lets the engine measure what it measures once. */
async function keepTabs(env: Env, profile: string, extension: boolean): Promise<void> {
  const launched = extension
    ? await startWithExtension(env, 'fast', profile)
    : await startPlain(env, profile);
  for (let tab = 0; tab < TABS; tab++) {
    const page = await launched.context.newPage();
    await page.goto(`${env.server.origin}/gallery?count=${PICTURES}&report=${tab}`);
    await page.evaluate(() => globalThis.bench.all());
  }
  await pause(SAVE_MS);
  await launched.close();
}

async function starts(
  env: Env,
  profile: string,
  extension: boolean,
  how: readonly string[],
  title: string,
): Promise<Row[]> {
  const seen: Start[] = [];
  for (let round = 0; round < Math.min(env.rounds, MOST_ROUNDS); round++) {
    // Other bytes behind other addresses: no verdict is known from before.
    env.server.salt = `start-${Date.now().toString(36)}`;
    const one = await startAndWait(env, profile, extension, how);
    seen.push(one);
    env.log(`${title}: first ${one.first} ms, last ${one.last} ms, ${one.tabs} tabs`);
  }
  const who = extension ? 'with us' : 'without';
  const of = (key: keyof Start): number[] => seen.map((one) => one[key]);
  const row = (what: string, key: keyof Start, note = ''): Row => ({
    what: `${title}, ${what}, ${who}`,
    value: median(of(key)),
    unit: 'ms',
    note: spread(of(key)) + note,
  });
  const tabs = `; ${Math.min(...of('tabs'))} of ${TABS} tabs loaded, ${PICTURES} new pictures each`;
  return [
    row('start to first picture shown', 'first'),
    row('start to last picture shown', 'last', tabs),
    row('a tab’s load to its last picture shown, median', 'settle'),
  ];
}

/** Milliseconds, all but the last. */
interface Start {
  first: number;
  last: number;
  /** Median over the tabs. */
  settle: number;
  tabs: number;
}

async function startAndWait(
  env: Env,
  profile: string,
  extension: boolean,
  how: readonly string[],
): Promise<Start> {
  const { reports } = env.server;
  reports.length = 0;
  const started = Date.now();
  const browser = startUndriven(env, profile, extension, how);
  try {
    const of = (wanted: string) => reports.filter(({ what }) => what === wanted);
    for (;;) {
      await pause(50);
      const latest = Math.max(started, ...reports.map(({ at }) => at));
      if (of('last').length >= TABS || Date.now() - started > LIMIT_MS) break;
      if (of('last').length > 0 && Date.now() - latest > QUIET_MS) break;
    }
    const loads = new Map(of('load').map(({ tab, at }) => [tab, at]));
    return {
      first: Math.min(...of('first').map(({ at }) => at)) - started,
      last: Math.max(...of('last').map(({ at }) => at)) - started,
      settle: median(of('last').map(({ tab, at }) => at - (loads.get(tab) ?? Number.NaN))),
      tabs: of('last').length,
    };
  } finally {
    await stopUndriven(browser);
  }
}
