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

test('asks for all of one moment at once, and tells each its own', async () => {
  const answeredAgain = await answering((urls) => urls.map((url) => url === 'b'));
  expect(await Promise.all(['a', 'b', 'c'].map(answeredAgain))).toEqual([false, true, false]);
  expect(sent).toHaveLength(1);
  expect(await answeredAgain('b')).toBe(true);
  expect(sent).toHaveLength(2);
});

test('takes it for answered again where the background says too little', async () => {
  const answeredAgain = await answering(() => []);
  expect(await answeredAgain('a')).toBe(true);
});

test('takes it for answered again where the background says nothing, after a while', async () => {
  const answeredAgain = await answering(() => null);
  const answers = Promise.all([answeredAgain('a'), answeredAgain('b')]);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answers).toEqual([true, true]);
});
