import type { Launched } from '../tools/launch.ts';
import {
  type Env,
  insert,
  median,
  openPage,
  pause,
  type Row,
  startPlain,
  startWithExtension,
} from './env.ts';
import { COUNT } from './pictures.ts';
import { cpuMs, processesOf } from './processes.ts';

const REST_MS = 10_000;
/** What a burst leaves behind is collected by then: V8 comes for it some 8 to 20 s later. */
const SETTLE_MS = 30_000;
const MOST_RESTS = 3;
/** Two ticks of the kernel's clock in ten seconds. */
const NOTHING = 0.2;

/** Processor time of all the browser's processes once every verdict is in, with and without us. */
export async function measure(env: Env): Promise<Row[]> {
  const without = await atRest(env, startPlain);
  const withUs = await atRest(env, startOurs);
  const unit = '% of a core';
  const note = `all processes, over ${REST_MS / 1000} s, ${COUNT} pictures on the page`;
  return [
    { what: 'idle, without the extension', value: without.all, unit, note },
    { what: 'idle, with the extension', value: withUs.all, unit, note },
    {
      what: 'idle, the extension’s own process',
      value: withUs.extension,
      unit,
      target: { is: 'at most', value: NOTHING },
    },
  ];
}

/** @returns percent of a core; the median of the rounds */
async function atRest(
  env: Env,
  start: (env: Env) => Promise<Launched>,
): Promise<{ all: number; extension: number }> {
  const launched = await start(env);
  try {
    const page = await openPage(launched, env);
    await insert(page, env.server.fresh(COUNT));
    await pause(SETTLE_MS);
    const [all, own]: [number[], number[]] = [[], []];
    for (let round = 0; round < Math.min(env.rounds, MOST_RESTS); round++) {
      const processes = await processesOf(launched.browser);
      const extension = processes.filter((one) => one.extension);
      const before = [await cpuMs(processes), await cpuMs(extension)] as const;
      await pause(REST_MS);
      all.push(((await cpuMs(processes)) - before[0]) / REST_MS);
      own.push(((await cpuMs(extension)) - before[1]) / REST_MS);
    }
    return { all: median(all) * 100, extension: median(own) * 100 };
  } finally {
    await launched.close();
  }
}

const startOurs = (env: Env) => startWithExtension(env, 'fast');
