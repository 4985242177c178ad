import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Undecided } from './undecided.ts';

const element = (name: string) => ({ name }) as unknown as Element;
const [near, far, farther] = [element('near'), element('far'), element('farther')];
let waits: Set<Element>;
let decided: (readonly Element[])[];
let undecided: Undecided;

beforeEach(() => {
  vi.useFakeTimers();
  waits = new Set([far, farther]);
  decided = [];
  undecided = new Undecided({
    mayWait: (each) => waits.has(each),
    decide: (elements) => decided.push(elements),
  });
});
afterEach(() => vi.useRealTimers());

test('what may not wait is decided in the same task, all of it together', async () => {
  undecided.add([near]);
  undecided.add([near, element('other')]);
  expect(decided).toEqual([]);
  await Promise.resolve();
  expect(decided).toEqual([[near, element('other')]]);
});

test('what may wait is decided later, together, and no later for what comes after', async () => {
  undecided.add([far]);
  await vi.advanceTimersByTimeAsync(400);
  undecided.add([farther, far]);
  expect(decided).toEqual([]);
  await vi.advanceTimersByTimeAsync(200);
  expect(decided).toEqual([[far, farther]]);
});

test('what came into sight meanwhile waits no longer', async () => {
  undecided.add([far, farther]);
  waits.delete(far);
  undecided.recall(far);
  undecided.recall(farther);
  await Promise.resolve();
  expect(decided).toEqual([[far]]);
  await vi.runAllTimersAsync();
  expect(decided).toEqual([[far], [farther]]);
});

test('nothing is decided once it was stopped', async () => {
  undecided.add([near, far]);
  undecided.stop();
  await vi.runAllTimersAsync();
  expect(decided).toEqual([]);
});
