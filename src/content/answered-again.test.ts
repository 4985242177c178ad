import { afterEach, expect, test, vi } from 'vitest';
import type { Envelope } from '../shared/ask.ts';
import { answeredAgain } from './answered-again.ts';

function answering(answer: (urls: readonly string[]) => unknown): Envelope[] {
  const sent: Envelope[] = [];
  const sendMessage = async (envelope: Envelope) => {
    sent.push(envelope);
    return answer((envelope.body as { urls: readonly string[] }).urls);
  };
  vi.stubGlobal('chrome', { runtime: { sendMessage } });
  return sent;
}
afterEach(() => vi.unstubAllGlobals());

test('asks for all of one moment at once, and tells each its own', async () => {
  const sent = answering((urls) => ({ ok: true, reply: urls.map((url) => url === 'b') }));
  expect(await Promise.all(['a', 'b', 'c'].map(answeredAgain))).toEqual([false, true, false]);
  expect(sent).toHaveLength(1);
  expect(await answeredAgain('b')).toBe(true);
  expect(sent).toHaveLength(2);
});

test.each([
  ['refuses', () => ({ ok: false, error: 'no' })],
  ['is not there', () => undefined],
  ['breaks', () => Promise.reject(new Error('gone'))],
  ['says too little', () => ({ ok: true, reply: [] })],
])('takes it for answered again where the background %s', async (_, answer) => {
  answering(answer);
  expect(await answeredAgain('a')).toBe(true);
});
