import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../tools/install-browser.ts';
import { buildPages } from './build-pages.ts';
import * as decoders from './decoders.ts';
import * as detector from './detector.ts';
import * as engine from './engine.ts';
import { type Env, type Row, startWithExtension } from './env.ts';
import * as firefox from './firefox.ts';
import * as firefoxMemory from './firefox-memory.ts';
import * as idle from './idle.ts';
import * as latency from './latency.ts';
import * as load from './load.ts';
import * as mainThread from './main-thread.ts';
import * as many from './many.ts';
import * as memory from './memory.ts';
import * as ourPages from './our-pages.ts';
import * as parts from './parts.ts';
import * as peer from './peer.ts';
import { drawPictures } from './pictures.ts';
import * as queue from './queue.ts';
import { markdown, meets, type Section } from './report.ts';
import * as restore from './restore.ts';
import * as scroll from './scroll.ts';
import { serve } from './server.ts';
import * as styled from './styled.ts';
import * as throughput from './throughput.ts';
import * as turning from './turning.ts';

/**
 * npm run bench -- [--only throughput,peer] [--rounds 5]
 * Prints a table and writes bench/results/<date>.md and .json, and latest.md; ✓ and ✗ say whether
 * the stated targets are met. Exits 0 either way: a time is a measurement, not a test.
 */
const MEASUREMENTS: Record<string, { title: string; measure(env: Env): Promise<Row[]> }> = {
  throughput: { title: 'Pictures a second, end to end', ...throughput },
  peer: { title: 'Against nsfwjs, first picture to last', ...peer },
  engine: { title: 'The models alone', ...engine },
  decoders: { title: 'Reading a detector’s answer', ...decoders },
  detector: { title: 'A detector beside the classifier', ...detector },
  parts: { title: 'Finding the part without a detector', ...parts },
  latency: { title: 'From insertion to shown', ...latency },
  queue: { title: 'On screen first', ...queue },
  load: { title: 'What a page’s load takes', ...load },
  mainThread: { title: 'What the page’s main thread gives', ...mainThread },
  many: { title: 'A page of many pictures', ...many },
  styled: { title: 'A page of many elements and rules', ...styled },
  scroll: { title: 'Scrolling', ...scroll },
  turning: { title: 'A film that turns explicit', ...turning },
  ourPages: { title: 'Our own pages', ...ourPages },
  restore: { title: 'A browser’s start with 30 tabs', ...restore },
  memory: { title: 'Memory', ...memory },
  firefox: { title: 'In Firefox', ...firefox },
  firefoxMemory: { title: 'Memory in Firefox', ...firefoxMemory },
  idle: { title: 'At rest', ...idle },
};

const TITLE = 'Figleaf’s speed';

const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const names = values.only?.split(',') ?? Object.keys(MEASUREMENTS);
const unknown = names.filter((name) => !MEASUREMENTS[name]);
if (unknown.length > 0) {
  throw new Error(`no measurement ${unknown}; there are ${Object.keys(MEASUREMENTS)}`);
}

const browser = ensureBrowser('chromium');
const built = await buildPages();
const server = await serve(await drawPictures(), built.site);
const env: Env = {
  rounds: Math.max(1, Number(values.rounds)),
  server,
  browser,
  extension: built.extension,
  log: (line) => console.error(`  ${line}`),
};
const sections: Section[] = [];
try {
  const machine = await machineOf(env);
  for (const name of names) {
    const measurement = MEASUREMENTS[name];
    if (!measurement) continue;
    console.error(`${measurement.title} …`);
    try {
      sections.push({ name: measurement.title, rows: await measurement.measure(env) });
    } catch (error) {
      console.error(error);
      sections.push({ name: measurement.title, rows: [], error: String(error) });
    }
    // A run takes long: what stands already is not lost with it.
    if (!values.only) await keep(machine, sections);
  }
  print(machine, sections);
} finally {
  await server.close();
  await built.remove();
}

async function machineOf({ rounds }: Env): Promise<Record<string, string>> {
  const session = await startWithExtension(env, 'auto');
  const { facts } = session;
  const version = session.browser.version();
  await session.close();
  return {
    date: new Date().toISOString(),
    machine: `${os.cpus()[0]?.model.trim()}, ${os.cpus().length} cores, ${Math.round(os.totalmem() / 2 ** 30)} GB, ${os.type()} ${os.release()}`,
    'load at the start': os
      .loadavg()
      .map((load) => load.toFixed(2))
      .join(' '),
    browser: `${path.basename(browser.path)} ${version}, headless`,
    engine: `${facts.provider}, ${facts.threads} threads; automatic choice: ${facts.model?.name}`,
    rounds: String(rounds),
  };
}

function print(machine: Record<string, string>, results: Section[]): void {
  console.log(markdown(TITLE, machine, results));
  const judged = results.flatMap(({ rows }) => rows).map(meets);
  console.log(
    `${judged.filter((met) => met === true).length} targets met, ` +
      `${judged.filter((met) => met === false).length} missed`,
  );
}

/** Not of a part of a run, which must not take the place of a whole one. */
async function keep(machine: Record<string, string>, results: Section[]): Promise<void> {
  const folder = path.join(import.meta.dirname, 'results');
  await mkdir(folder, { recursive: true });
  const text = markdown(TITLE, machine, results);
  const stem = path.join(folder, new Date().toISOString().slice(0, 10));
  await writeFile(`${stem}.md`, text);
  await writeFile(`${stem}.json`, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  await writeFile(path.join(folder, 'latest.md'), text);
}
