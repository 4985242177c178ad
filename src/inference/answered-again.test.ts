import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AgainAnswered, AgainAsked } from '../shared/messages.ts';

type Heard = (event: { data: AgainAnswered }) => void;

const sent: AgainAsked[] = [];

/** The background's worker; `null` answers nothing. */
async function answering(answer: (urls: readonly string[]) => unknown) {
  let heard: Heard = () => expect.unreachable('nobody listens');
  const postMessage = ({ again, urls }: AgainAsked) => {
    sent.push({ again, urls });
    const answers = answer(urls);
    if (answers !== null) heard({ data: { again, answers } as AgainAnswered });
  };
  vi.stubGlobal('navigator', {
    serviceWorker: {
      ready: Promise.resolve({ active: { postMessage } }),
      addEventListener: (_: string, listener: Heard) => {
        heard = listener;
      },
      startMessages: () => undefined,
    },
  });
  // It listens once, to the worker there is.
  vi.resetModules();
  return (await import('./answered-again.chrome.ts')).answeredAgain;
}

beforeEach(() => {
  sent.length = 0;
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('asks for all that were read by then at once, and tells each its own', async () => {
  const answeredAgain = await answering((urls) => urls.map((url) => url === 'b'));
  const asking = ['a', 'b', 'c'].map((url) => answeredAgain(url));
  expect(sent).toEqual([]);
  expect(await asking[2]?.()).toBe(false);
  expect(await asking[1]?.()).toBe(true);
  expect(await asking[0]?.()).toBe(false);
  expect(sent.map(({ urls }) => urls)).toEqual([['a', 'b', 'c']]);
});

test('asks a moment later though nobody wants to know yet', async () => {
  const answeredAgain = await answering(() => [true]);
  const asks = answeredAgain('a');
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toHaveLength(1);
  expect(await asks()).toBe(true);
  expect(sent).toHaveLength(1);
});

test('asks anew about what was read since it asked', async () => {
  const again = new Set<string>();
  const answeredAgain = await answering((urls) => urls.map((url) => again.has(url)));
  const before = answeredAgain('a');
  expect(await before()).toBe(false);
  again.add('a');
  expect(await answeredAgain('a')()).toBe(true);
  expect(sent).toHaveLength(2);
});

test('takes it for answered again where the background says too little', async () => {
  const answeredAgain = await answering(() => []);
  expect(await answeredAgain('a')()).toBe(true);
});

test('takes it for answered again where the background says nothing, after a while', async () => {
  const answeredAgain = await answering(() => null);
  const answers = Promise.all([answeredAgain('a'), answeredAgain('b')].map((asks) => asks()));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answers).toEqual([true, true]);
});
