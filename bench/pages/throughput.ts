import type {} from './engine.ts';
import type { Seen } from './watch.ts';

/**
 * A page inside the extension that measures by itself, in a browser that nobody drives: turn by
 * turn the bare engine, and the gallery in the tab beside it. What it finds goes to the server.
 */

export interface Round {
  /** Milliseconds a picture of the bare engine at its best batch. */
  bare: Bare;
  /** The gallery's pictures, from the page's own server and from another origin. */
  same: Seen[];
  other: Seen[];
}

/** With the same threads in all: one worker that has all of them, and as many as there are, with one each. */
export interface Bare {
  together: number;
  apart: number;
}

const BATCHES = [1, 4, 8];
const BARE_RUNS = 5;

const query = new URLSearchParams(location.search);
const param = (name: string): string => query.get(name) ?? '';
const [origin, other, count] = [param('origin'), param('other'), param('count')];

async function gallery(tabId: number, from: string): Promise<Seen[]> {
  const fresh = await fetch(`${origin}/fresh?count=${count}&origin=${from}`);
  const [first] = await chrome.scripting.executeScript({
    target: { tabId },
    world: 'MAIN',
    args: [await fresh.json()],
    func: async (urls: string[]) => {
      const seen = await globalThis.bench.insert(urls);
      globalThis.bench.clear();
      return seen;
    },
  });
  return first?.result ?? [];
}

async function measure(): Promise<Round[]> {
  const tab = await chrome.tabs.create({ url: `${origin}/blank`, active: true });
  if (tab.id === undefined) throw new Error('no tab for the gallery');
  await loaded(tab.id);
  await gallery(tab.id, '');
  const { threads } = await globalThis.engine.facts();
  const [model, { open }] = [param('model'), globalThis.engine];
  const together = [await open(model, threads)];
  const apart: number[] = [];
  while (apart.length < threads) apart.push(await open(model, 1));
  const rounds: Round[] = [];
  for (let round = 0; round < Number(param('rounds')); round++) {
    rounds.push({
      bare: { together: await bestOf(together), apart: await bestOf(apart) },
      same: await gallery(tab.id, ''),
      other: await gallery(tab.id, other),
    });
  }
  return rounds;
}

/** @returns milliseconds a picture, all workers at work at once */
async function bestOf(workers: readonly number[]): Promise<number> {
  const times: number[] = [];
  for (const batch of BATCHES) {
    const each = workers.map((worker) => globalThis.engine.time(worker, batch, BARE_RUNS));
    times.push(Math.max(...(await Promise.all(each))) / batch / workers.length);
  }
  return Math.min(...times);
}

async function loaded(tabId: number): Promise<void> {
  const complete = new Promise<void>((resolve) => {
    chrome.tabs.onUpdated.addListener(function heard(id, { status }) {
      if (id !== tabId || status !== 'complete') return;
      chrome.tabs.onUpdated.removeListener(heard);
      resolve();
    });
  });
  const { status } = await chrome.tabs.get(tabId);
  if (status !== 'complete') await complete;
}

const send = (result: unknown) =>
  fetch(`${origin}/result`, { method: 'POST', body: JSON.stringify(result) });

measure().then(
  (rounds) => send({ rounds }),
  (error: unknown) => send({ error: String(error) }),
);
