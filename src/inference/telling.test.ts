import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PageVerdict } from '../shared/messages.ts';
import { Telling } from './telling.ts';

const said: number[][] = [];
let telling: Telling;

beforeEach(() => {
  said.length = 0;
  telling = new Telling((verdicts) => void said.push(verdicts.map(({ id }) => id)));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => void vi.useRealTimers());

const tell = (id: number, mayWait: boolean): void =>
  telling.tell({ id, verdict: { cover: false }, mosaic: null } satisfies PageVerdict, mayWait);
/** Later than the end of the task; a message channel's own messages come in between. */
const tasks = async (): Promise<void> => {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
};
const LONG_MS = 10_000;

it('says what became known in one task in one message, after it', async () => {
  tell(1, false);
  tell(2, false);
  expect(said).toEqual([]);
  await tasks();
  tell(3, false);
  await tasks();
  expect(said).toEqual([[1, 2], [3]]);
});

it('says what may wait with what may not, in their order', async () => {
  tell(1, true);
  tell(2, true);
  await tasks();
  expect(said).toEqual([]);
  tell(3, false);
  tell(4, true);
  await tasks();
  expect(said).toEqual([[1, 2, 3, 4]]);
});

it('says it when there is enough, when it is hurried, and a moment later at the latest', async () => {
  for (let id = 1; id <= 3; id++) tell(id, true);
  await tasks();
  expect(said).toEqual([]);
  tell(4, true);
  await tasks();
  expect(said).toEqual([[1, 2, 3, 4]]);
  tell(5, true);
  telling.hurry();
  await tasks();
  expect(said.at(-1)).toEqual([5]);
  tell(6, true);
  vi.advanceTimersByTime(LONG_MS);
  await tasks();
  expect(said.at(-1)).toEqual([6]);
});

it('says what waits at once where something else is to follow it', async () => {
  tell(1, true);
  tell(2, false);
  telling.flush();
  expect(said).toEqual([[1, 2]]);
  await tasks();
  expect(said).toEqual([[1, 2]]);
});

it('says nothing where there is nothing, and everything once', async () => {
  telling.hurry();
  tell(1, true);
  tell(2, false);
  telling.hurry();
  await tasks();
  vi.advanceTimersByTime(LONG_MS);
  await tasks();
  expect(said).toEqual([[1, 2]]);
});
