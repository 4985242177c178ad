import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ModelFile } from './model-files.ts';
import { startWorker } from './start-worker.ts';
import { WorkerGone } from './worker-host.ts';
import type { FromWorker, Numbered, ToWorker } from './worker-protocol.ts';

/** Opens what it is told to open when the test says so. */
class FakeWorker extends EventTarget {
  static all: FakeWorker[] = [];
  ended = false;
  threads = 0;
  #order = 0;
  constructor() {
    super();
    FakeWorker.all.push(this);
  }
  postMessage({ order, message }: Numbered<ToWorker>): void {
    this.#order = order;
    if (message.do === 'open') this.threads = message.threads;
  }
  terminate(): void {
    this.ended = true;
  }
  say(message: FromWorker): void {
    const data: Numbered<FromWorker> = { order: this.#order, message };
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  open(provider: 'wasm' | 'webgpu' = 'wasm'): void {
    this.say({ done: 'open', provider, threads: this.threads });
  }
  crash(): void {
    this.dispatchEvent(Object.assign(new Event('error'), { message: 'boom' }));
  }
}

const FILE = { card: { id: 'x' }, bytes: new Uint8Array() } as unknown as ModelFile;
const PLACES = { worker: 'worker.js', mjs: 'a.mjs', wasm: 'a.wasm' };
const onGone = vi.fn();

const workers = async (count: number): Promise<FakeWorker[]> => {
  await expect.poll(() => FakeWorker.all.length).toBe(count);
  return FakeWorker.all;
};
const cores = (count: number): void => {
  vi.stubGlobal('navigator', { hardwareConcurrency: count });
};

beforeEach(() => {
  FakeWorker.all = [];
  vi.stubGlobal('Worker', FakeWorker);
  onGone.mockReset();
});
afterEach(() => vi.unstubAllGlobals());

/** A team of two, both open. */
async function team() {
  cores(2);
  const starting = startWorker(FILE, 'wasm', PLACES, onGone);
  const [first] = await workers(1);
  first?.open();
  const started = await starting;
  const [, second] = await workers(2);
  second?.open();
  await expect.poll(() => started.host.workers).toBe(2);
  return { ...started, first, second };
}

test.each([
  [1, 1, 1],
  [2, 2, 1],
  [3, 2, 1],
  [4, 2, 2],
  [16, 2, 2],
])('on %i cores %i workers with %i threads', async (count, expected, threads) => {
  cores(count);
  const starting = startWorker(FILE, 'wasm', PLACES, onGone);
  const [first] = await workers(1);
  first?.open();
  expect((await starting).threads).toBe(expected * threads);
  const all = await workers(expected);
  expect(all.map((one) => one.threads)).toEqual(Array(expected).fill(threads));
});

test.each([
  [2, 1],
  [3, 1],
  [4, 2],
  [16, 2],
])('on a GPU, beside %i cores, %i workers', async (count, expected) => {
  cores(count);
  const starting = startWorker(FILE, 'webgpu', PLACES, onGone);
  (await workers(1))[0]?.open('webgpu');
  const { host } = await starting;
  for (const other of (await workers(expected)).slice(1)) other.open('webgpu');
  await expect.poll(() => host.workers).toBe(expected);
});

test.each(['wasm', 'webgpu'] as const)('on %s, where one is asked for, one', async (provider) => {
  cores(8);
  const alone = startWorker(FILE, provider, PLACES, onGone, 1);
  (await workers(1))[0]?.open(provider);
  expect(await alone).toMatchObject({ threads: 4, host: { workers: 1 } });
  expect(FakeWorker.all).toHaveLength(1);
});

test('the first one serves while the second opens, and goes on alone where that fails', async () => {
  cores(2);
  const starting = startWorker(FILE, 'wasm', PLACES, onGone);
  (await workers(1))[0]?.open();
  const { host } = await starting;
  expect(host.workers).toBe(1);
  const [first, second] = await workers(2);
  second?.crash();
  await expect.poll(() => second?.ended).toBe(true);
  expect(host.workers).toBe(1);
  expect(first?.ended).toBe(false);
  expect(onGone).not.toHaveBeenCalled();
});

test('what one of them dies of ends both, and is told once', async () => {
  const { host, first, second } = await team();
  const waiting = host.time(1, 1);
  second?.crash();
  await expect(waiting).rejects.toThrow(WorkerGone);
  expect([first?.ended, second?.ended]).toEqual([true, true]);
  expect(onGone).toHaveBeenCalledExactlyOnceWith(host);
});

test('told to end when idle, none ends the work of another', async () => {
  const { host, first, second } = await team();
  const waiting = host.time(1, 1);
  await Promise.resolve();
  host.endWhenIdle();
  first?.say({ done: 'time', ms: 10 });
  expect([first?.ended, second?.ended]).toEqual([true, false]);
  second?.say({ done: 'time', ms: 20 });
  expect(await waiting).toBe(10);
  expect(second?.ended).toBe(true);
  expect(onGone).not.toHaveBeenCalled();
});

test('a model that is refused is refused at once', async () => {
  cores(2);
  const starting = startWorker(FILE, 'wasm', PLACES, onGone);
  (await workers(1))[0]?.say({ done: 'refused', fault: 'unsupported', why: 'no such operator' });
  await expect(starting).rejects.toThrow('no such operator');
  expect(FakeWorker.all).toHaveLength(1);
});
