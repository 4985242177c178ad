import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Envelope } from '../../shared/ask.ts';
import type { Pin } from '../../shared/css-pin.ts';
import { eventually } from '../../shared/test-eventually.ts';
import type { Placed, Standing } from './box-masks.ts';
import { holeRules } from './hole-rules.firefox.ts';
import { maskWithHoles } from './holes.ts';

vi.mock('../browser.chrome.ts', () => import('../browser.firefox.ts'));

const sent: Pin[] = [];
let answer = { ok: true };
beforeEach(() => {
  sent.length = 0;
  answer = { ok: true };
  vi.stubGlobal('ShadowRoot', class {});
  vi.stubGlobal('chrome', {
    runtime: {
      sendMessage: async ({ body }: Envelope) => {
        sent.push(...(body as { pins: Pin[] }).pins);
        return answer;
      },
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

const img = () => ({ getRootNode: () => ({}) }) as unknown as HTMLImageElement;
const placed = (x: number): Placed => ({
  look: 'mask:boxes-fill',
  holes: { mask: maskWithHoles([{ x, y: 0.1, width: 0.2, height: 0.2 }]), at: '50% 50%' },
  parts: [],
  size: { width: 100, height: 100 },
});
const pinOf = (standing: Standing) =>
  typeof standing === 'object' ? (standing.holes.pin ?? null) : null;

it('leaves alone what has no holes', () => {
  const rules = holeRules(() => undefined);
  expect(rules.ruled(img(), 'pending')).toBe('pending');
  expect(rules.ruled(img(), 'refused')).toBe('refused');
  expect(sent).toEqual([]);
});

it('has holes wait until their rule is in force, and says when', async () => {
  const heard: HTMLImageElement[] = [];
  const rules = holeRules((each) => heard.push(each));
  const picture = img();
  expect(rules.ruled(picture, placed(0.1))).toBe('pending');
  await eventually(() => expect(heard).toEqual([picture]));
  const standing = rules.ruled(picture, placed(0.1));
  expect(pinOf(standing)).toBe(sent[0]?.token);
  expect(sent[0]).toMatchObject({
    part: 'holes',
    values: { mask: placed(0.1).holes.mask, 'object-position': '50% 50%' },
  });
});

it('has one rule for all pictures with the same holes, and one for each other set', async () => {
  const heard: HTMLImageElement[] = [];
  const rules = holeRules((each) => heard.push(each));
  const [one, same, other] = [img(), img(), img()];
  rules.ruled(one, placed(0.1));
  rules.ruled(same, placed(0.1));
  rules.ruled(other, placed(0.3));
  await eventually(() => expect(new Set(heard)).toEqual(new Set([one, same, other])));
  expect(sent).toHaveLength(2);
  expect(pinOf(rules.ruled(same, placed(0.1)))).toBe(pinOf(rules.ruled(one, placed(0.1))));
  expect(pinOf(rules.ruled(other, placed(0.3)))).not.toBe(pinOf(rules.ruled(one, placed(0.1))));
});

it('has nothing shown by a rule that the background did not take', async () => {
  answer = { ok: false };
  const rules = holeRules(() => expect.unreachable('it is not in force'));
  rules.ruled(img(), placed(0.1));
  await eventually(() => expect(sent.length).toBeGreaterThan(0));
  expect(rules.ruled(img(), placed(0.1))).toBe('pending');
  rules.stop();
});

it('covers as a whole what a page fits anew without end, and keeps to the rules it has', async () => {
  const heard = new Set<HTMLImageElement>();
  const rules = holeRules((each) => heard.add(each));
  const first = img();
  for (let i = 0; i < 2000; i++) rules.ruled(i === 0 ? first : img(), placed(i / 4000));
  await eventually(() => expect(heard.has(first)).toBe(true));
  expect(rules.ruled(img(), placed(0.7))).toBe('refused');
  expect(pinOf(rules.ruled(img(), placed(0)))).not.toBeNull();
});
