import { beforeEach, expect, it, vi } from 'vitest';

const { browser, listeners } = vi.hoisted(() => {
  type Listener = (answer: object) => void;
  const heard: Partial<Record<'onCompleted', Listener>> & Record<string, Listener> = {};
  const event = (name: string) => ({
    addListener: (listener: Listener) => {
      heard[name] = listener;
    },
  });
  const names = ['onBeforeRedirect', 'onCompleted', 'onErrorOccurred'];
  return {
    listeners: heard,
    browser: {
      webRequest: Object.fromEntries(names.map((name) => [name, event(name)])),
      tabs: { sendMessage: vi.fn(async () => undefined) },
    },
  };
});
vi.mock('webextension-polyfill', () => ({ default: browser }));

const { tellLoads } = await import('./tell-loads.ts');
tellLoads(['image']);

beforeEach(() => {
  vi.useFakeTimers();
  browser.tabs.sendMessage.mockClear();
  return () => vi.useRealTimers();
});

const complete = (url: string, documentId?: string) =>
  listeners.onCompleted?.({
    requestId: url,
    tabId: 1,
    frameId: 0,
    url,
    statusCode: 200,
    ...(documentId ? { documentId } : {}),
  });
const loaded = (...urls: string[]) => ({
  command: 'loaded',
  pictures: urls.map((url) => ({ url, readable: false })),
});

it('tells the document that loaded them, though its frame has another one by then', () => {
  complete('https://a.test/1', 'left');
  complete('https://a.test/2', 'here');
  complete('https://a.test/3', 'left');
  vi.runAllTimers();
  expect(browser.tabs.sendMessage.mock.calls).toEqual([
    [1, loaded('https://a.test/1', 'https://a.test/3'), { documentId: 'left' }],
    [1, loaded('https://a.test/2'), { documentId: 'here' }],
  ]);
});

it('tells the frame where the browser names no document', () => {
  complete('https://a.test/1');
  complete('https://a.test/2');
  vi.runAllTimers();
  expect(browser.tabs.sendMessage.mock.calls).toEqual([
    [1, loaded('https://a.test/1', 'https://a.test/2'), { frameId: 0 }],
  ]);
});
