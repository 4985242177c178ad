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

const complete = (url: string, documentId?: string, headers: Record<string, string> = {}) =>
  listeners.onCompleted?.({
    requestId: url,
    tabId: 1,
    frameId: 0,
    url,
    statusCode: 200,
    responseHeaders: Object.entries(headers).map(([name, value]) => ({ name, value })),
    ...(documentId ? { documentId } : {}),
  });
const loaded = (...urls: string[]) => ({
  command: 'loaded',
  pictures: urls.map((url) => ({ url, readable: false, heavy: false })),
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

it.each([
  ['of few bytes', { 'content-length': '2048', 'content-type': 'image/svg+xml' }, false],
  ['of more', { 'content-length': '2049', 'content-type': 'image/gif' }, true],
  ['that tells no length, as beacons do', { 'content-type': 'image/gif' }, false],
  ['that draws, and tells none', { 'Content-Type': 'image/svg+xml;charset=utf-8' }, true],
])('says of a file %s whether it may be more than a speck', (_, headers, heavy) => {
  complete('https://a.test/1', 'here', headers);
  vi.runAllTimers();
  const pictures = [{ url: 'https://a.test/1', readable: false, heavy }];
  expect(browser.tabs.sendMessage.mock.calls[0]?.slice(1, 2)).toEqual([
    { command: 'loaded', pictures },
  ]);
});
