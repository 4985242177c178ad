import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Classifier, type Memory } from './classifier.ts';
import { EngineError, readInstalled } from './model-files.ts';

vi.mock('./model-files.ts', async (original) => ({
  ...(await original<typeof import('./model-files.ts')>()),
  readInstalled: vi.fn(),
}));
vi.mock('./start-worker.ts', async (original) => ({
  ...(await original<typeof import('./start-worker.ts')>()),
  startWorker: vi.fn(async () => ({ host: {}, provider: 'wasm', threads: 1 })),
}));

const PLACES = { worker: '', mjs: '', wasm: '', models: '' };
const recovered = vi.fn();
const memory = { version: '1', decision: null, tuning: null, recovered } as unknown as Memory;
const file = { card: { id: 'mine', kind: 'classes' } };
const read = vi.mocked(readInstalled) as unknown as ReturnType<typeof vi.fn>;
const fault = (is: 'model-missing' | 'model-damaged') => async () => {
  throw new EngineError(is, 'no');
};
const classifier = () => new Classifier(PLACES, memory, 'mine');

beforeEach(() => {
  vi.clearAllMocks();
  vi.stubGlobal('navigator', {});
});

describe('a model that is not installed', () => {
  it('is looked for again by each picture, and found once it is installed', async () => {
    read.mockImplementation(fault('model-missing'));
    const mine = classifier();
    for (let i = 0; i < 2; i++) await expect(mine.open()).rejects.toThrow('no');
    expect(mine.state).toEqual({ is: 'failed', why: 'model-missing' });
    expect(read).toHaveBeenCalledTimes(2);
    expect(recovered).not.toHaveBeenCalled();
    read.mockResolvedValue(file);
    expect((await mine.open()).card.id).toBe('mine');
    expect(mine.state).toEqual({ is: 'ready' });
    expect(recovered).toHaveBeenCalledTimes(1);
  });

  it('is looked for once by all who ask at the same time', async () => {
    read.mockImplementation(fault('model-missing'));
    const mine = classifier();
    await Promise.allSettled([mine.open(), mine.open()]);
    expect(read).toHaveBeenCalledTimes(1);
  });
});

it('a file that is damaged is not read anew for each picture', async () => {
  read.mockImplementation(fault('model-damaged'));
  const mine = classifier();
  for (let i = 0; i < 2; i++) await expect(mine.open()).rejects.toThrow('no');
  expect(read).toHaveBeenCalledTimes(1);
});

it('one that opens at once has not recovered from anything', async () => {
  read.mockResolvedValue(file);
  await classifier().open();
  expect(recovered).not.toHaveBeenCalled();
});
