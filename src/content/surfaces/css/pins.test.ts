import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Envelope } from '../../../shared/ask.ts';
import { eventually } from '../../../shared/test-eventually.ts';
import { CssPins } from './pins.ts';

const VALUES = { 'background-image': 'url("https://x.test/1")' };
let sent: Envelope[] = [];
let answer: unknown = { ok: true };

beforeEach(() => {
  sent = [];
  answer = { ok: true };
  const sendMessage = async (envelope: Envelope) => {
    sent.push(envelope);
    return answer;
  };
  vi.stubGlobal('chrome', { runtime: { sendMessage } });
});
afterEach(() => vi.unstubAllGlobals());

test('names a token only once its rule is in force in the user’s origin', async () => {
  const told = vi.fn();
  const pins = new CssPins(told);
  expect(pins.token('', VALUES)).toBeNull();
  await eventually(() => expect(told).toHaveBeenCalled());
  const token = pins.token('', VALUES);
  expect(sent).toMatchObject([{ name: 'css.pin', body: { pins: [{ token, part: '' }] } }]);
  expect(token).toMatch(/^k/);
});

test('asks again for what the background could not put in force, and names nothing until then', async () => {
  answer = { error: 'no' };
  const pins = new CssPins(() => undefined);
  expect(pins.token('before', VALUES)).toBeNull();
  await eventually(() => expect(sent).toHaveLength(1));
  expect(pins.token('before', VALUES)).toBeNull();
  answer = { ok: true };
  await eventually(() => expect(pins.token('before', VALUES)).not.toBeNull());
  expect(sent).toHaveLength(2);
});

test('another part or value has a token of its own', async () => {
  const pins = new CssPins(() => undefined);
  const tokens = () => [pins.token('', VALUES), pins.token('after', VALUES)];
  tokens();
  await eventually(() => expect(tokens()).not.toContain(null));
  expect(new Set(tokens()).size).toBe(2);
});

test('what was prepared is named at once when it is asked for, and by no name that tells of another', async () => {
  const told = vi.fn();
  const pins = new CssPins(told);
  pins.prepare('', VALUES);
  pins.prepare('after', VALUES);
  await eventually(() => expect(told).toHaveBeenCalled());
  const tokens = [pins.token('', VALUES), pins.token('after', VALUES)];
  expect(sent).toHaveLength(1);
  const [first, second] = tokens.map((token) => token?.slice(1, 9));
  expect(first).toMatch(/^\w{8}$/);
  expect(second).not.toBe(first);
});
