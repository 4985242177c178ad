import { beforeEach, expect, it, vi } from 'vitest';
import { EngineError } from './model-files.ts';
import { ModelKeeper } from './model-keeper.ts';
import type { Started } from './start-worker.ts';
import type { Host } from './worker-host.ts';

const LONG_MS = 60_000;
const MOST_DEATHS = 4;

const end = vi.fn();
const started = (): Started => ({
  host: { end } as unknown as Host,
  provider: 'wasm',
  threads: 1,
});
const owner = { open: vi.fn(async (_: readonly string[]) => started()), recovered: vi.fn() };
let keeper: ModelKeeper<Started>;
/** Opened, and gone. */
const dies = async () => keeper.died((await keeper.open()).host);

beforeEach(() => {
  vi.useRealTimers();
  vi.clearAllMocks();
  owner.open.mockImplementation(async () => started());
  keeper = new ModelKeeper<Started>(owner);
});

it('opens once for all who ask', async () => {
  const [first, second] = await Promise.all([keeper.open(), keeper.open()]);
  expect(second).toBe(first);
  expect(await keeper.open()).toBe(first);
  expect(owner.open).toHaveBeenCalledTimes(1);
  expect(keeper.running).toBe(first);
  expect(keeper.state).toEqual({ is: 'ready' });
});

it('opens anew after a death, and never again on what was lost once', async () => {
  await dies();
  expect(keeper.running).toBeNull();
  await keeper.open();
  expect(owner.open.mock.calls).toEqual([[['webgpu', 'wasm']], [['wasm']]]);
  expect(keeper.restarts).toBe(1);
});

it('takes no notice of the death of another', async () => {
  const { host } = await keeper.open();
  keeper.died({} as Host);
  expect(keeper.running?.host).toBe(host);
  expect(keeper.restarts).toBe(0);
});

it('gives up after deaths without an answer between them, and tries again later', async () => {
  vi.useFakeTimers();
  for (let death = 0; death <= MOST_DEATHS; death++) await dies();
  expect(keeper.state).toEqual({ is: 'failed', why: 'crashed' });
  await expect(keeper.open()).rejects.toThrow(EngineError);
  vi.advanceTimersByTime(LONG_MS);
  await keeper.open();
  expect(keeper.state).toEqual({ is: 'ready' });
  expect(owner.recovered).toHaveBeenCalledTimes(1);
});

it('does not count deaths with answers between them', async () => {
  for (let death = 0; death <= 2 * MOST_DEATHS; death++) {
    await dies();
    keeper.answered();
  }
  await expect(keeper.open()).resolves.toBeDefined();
});

it('keeps a refusal, but for a model that may come', async () => {
  for (const [fault, times] of [
    ['model-damaged', 1],
    ['model-missing', 2],
  ] as const) {
    vi.clearAllMocks();
    keeper = new ModelKeeper<Started>(owner);
    owner.open.mockImplementation(async () => {
      throw new EngineError(fault, 'no');
    });
    for (let i = 0; i < 2; i++) await expect(keeper.open()).rejects.toThrow('no');
    expect(owner.open).toHaveBeenCalledTimes(times);
    expect(keeper.state).toEqual({ is: 'failed', why: fault });
  }
});

it('forgets a refusal when another is chosen, and tells once that it works now', async () => {
  owner.open.mockRejectedValueOnce(new EngineError('model-damaged', 'no'));
  await expect(keeper.open()).rejects.toThrow('no');
  keeper.leave();
  expect(keeper.state).toEqual({ is: 'loading' });
  await keeper.open();
  await dies();
  await keeper.open();
  expect(owner.recovered).toHaveBeenCalledTimes(1);
});

it('ends what opens after it was left', async () => {
  const late = keeper.open();
  keeper.leave();
  await keeper.open();
  await late;
  expect(end).toHaveBeenCalledTimes(1);
  keeper.leave();
  expect(end).toHaveBeenCalledTimes(2);
  expect(keeper.running).toBeNull();
});

it('runs what takes the place of another, whose end is not its own', async () => {
  const { host } = await keeper.open();
  const better = started();
  keeper.replace(better);
  keeper.died(host);
  expect(await keeper.open()).toBe(better);
  expect(keeper.running).toBe(better);
  expect(keeper.restarts).toBe(0);
});
