import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_SETTINGS } from '../shared/settings.ts';

const { browser } = vi.hoisted(() => ({
  browser: {
    alarms: { create: vi.fn(), onAlarm: { addListener: vi.fn() } },
    webRequest: { handlerBehaviorChanged: vi.fn(async () => undefined) },
  },
}));
vi.mock('webextension-polyfill', () => ({ default: browser }));

let now = 0;
let forget: typeof import('./forget-pictures.firefox.ts');
const emptied = () => browser.webRequest.handlerBehaviorChanged.mock.calls.length;
const { sensitivity } = DEFAULT_SETTINGS;

beforeEach(async () => {
  vi.resetModules();
  vi.clearAllMocks();
  now = 1e12;
  vi.spyOn(Date, 'now').mockImplementation(() => now);
  forget = await import('./forget-pictures.firefox.ts');
});

test('what decides over pictures empties the memory', async () => {
  await forget.forgetPictures({ sensitivity });
  expect(emptied()).toBe(1);
});

test('what is a matter of looks does not', async () => {
  await forget.forgetPictures({ badge: false, label: false, maskColour: 'black' });
  expect(emptied()).toBe(0);
  expect(browser.alarms.create).not.toHaveBeenCalled();
});

test('an end of a pause, with nothing set, does', async () => {
  await forget.forgetPictures();
  expect(emptied()).toBe(1);
});

test('a slider moved to and fro empties it at once and at the end, not each time', async () => {
  forget.listenForForgetting();
  for (let i = 0; i < 30; i++) {
    await forget.forgetPictures({ sensitivity });
    now += 50;
  }
  expect(emptied()).toBe(1);
  const [name, { when }] = browser.alarms.create.mock.lastCall as [string, { when: number }];
  now = when;
  const [heard] = browser.alarms.onAlarm.addListener.mock.lastCall ?? [];
  heard({ name: 'pause-ends' });
  expect(emptied()).toBe(1);
  heard({ name });
  expect(emptied()).toBe(2);
});

test('it stays below what Firefox allows in ten minutes, whatever a person does', async () => {
  const times: number[] = [];
  browser.webRequest.handlerBehaviorChanged.mockImplementation(async () => {
    times.push(now);
  });
  for (let i = 0; i < 3600; i++) {
    await forget.forgetPictures({ sensitivity });
    now += 1000;
  }
  const most = Math.max(
    ...times.map((from) => times.filter((at) => at >= from && at < from + 600_000).length),
  );
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThanOrEqual(20);
});
