import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Detector } from './detector.ts';
import { EngineError, readInstalled } from './model-files.ts';
import { startWorker } from './start-worker.ts';
import type { Host } from './worker-host.ts';

vi.mock('./model-files.ts', async (original) => ({
  ...(await original<typeof import('./model-files.ts')>()),
  readInstalled: vi.fn(),
}));
vi.mock('./start-worker.ts', async (original) => ({
  ...(await original<typeof import('./start-worker.ts')>()),
  startWorker: vi.fn(),
}));

const PLACES = { worker: '', mjs: '', wasm: '' };
const file = { card: { id: 'mine', kind: 'boxes-yolo', sha256: 'its hash' } };
const read = vi.mocked(readInstalled) as unknown as ReturnType<typeof vi.fn>;
const recovered = vi.fn();
let die: () => void;

beforeEach(() => {
  vi.clearAllMocks();
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
  read.mockResolvedValue(file);
  vi.mocked(startWorker).mockImplementation(async (_file, provider, _places, onGone) => {
    const host = {} as Host;
    die = () => onGone(host);
    return { host, provider, threads: 1 };
  });
});
afterEach(() => vi.useRealTimers());

/** One that died as often as is put up with, and once more. */
async function crashed(): Promise<Detector> {
  const detector = new Detector(PLACES, 'mine', recovered);
  for (let deaths = 0; deaths < 5; deaths++) {
    await detector.open();
    die();
  }
  return detector;
}

test('one that keeps crashing rests for half a minute, and is tried again then', async () => {
  const detector = await crashed();
  expect(detector.state).toEqual({ is: 'failed', why: 'crashed' });
  vi.advanceTimersByTime(29_000);
  await expect(detector.open()).rejects.toThrow('keeps crashing');
  expect(startWorker).toHaveBeenCalledTimes(5);
  vi.advanceTimersByTime(2_000);
  expect(await detector.open()).toBe('its hash');
  expect(detector.state).toEqual({ is: 'ready' });
  expect(recovered).toHaveBeenCalledTimes(1);
});

test('and may die as often as at first', async () => {
  const detector = await crashed();
  vi.advanceTimersByTime(31_000);
  await detector.open();
  die();
  expect(await detector.open()).toBe('its hash');
});

test('one death is no failure to recover from', async () => {
  const detector = new Detector(PLACES, 'mine', recovered);
  await detector.open();
  die();
  await detector.open();
  expect(recovered).not.toHaveBeenCalled();
});

test('one that was missing has recovered once it is installed', async () => {
  read.mockImplementationOnce(async () => {
    throw new EngineError('model-missing', 'no');
  });
  const detector = new Detector(PLACES, 'mine', recovered);
  await expect(detector.open()).rejects.toThrow('no');
  expect(recovered).not.toHaveBeenCalled();
  await detector.open();
  expect(recovered).toHaveBeenCalledTimes(1);
});
