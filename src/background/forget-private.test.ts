import { beforeEach, expect, test, vi } from 'vitest';

type Closing = { isWindowClosing: boolean; windowId: number };
type Listener = (tabId: number, closing: Closing) => Promise<void>;

const { browser } = vi.hoisted(() => ({
  browser: { tabs: { query: vi.fn(), onRemoved: { addListener: vi.fn() } } },
}));
vi.mock('webextension-polyfill', () => ({ default: browser }));
const { forgetPrivate } = await import('./forget-private.firefox.ts');

const forgotten = vi.fn();
let close: Listener;

beforeEach(() => {
  vi.clearAllMocks();
  forgetPrivate(Promise.resolve({ corrections: { forgetPrivate: forgotten } }));
  close = browser.tabs.onRemoved.addListener.mock.calls[0]?.[0];
});

const NORMAL = { id: 1, windowId: 10, incognito: false };
const PRIVATE = { id: 2, windowId: 20, incognito: true };
const tabs = (...open: object[]) => browser.tabs.query.mockResolvedValue(open);

test('what was said in private windows is kept while one of their tabs is open', async () => {
  tabs(NORMAL, PRIVATE);
  await close(3, { isWindowClosing: false, windowId: 20 });
  await close(4, { isWindowClosing: true, windowId: 10 });
  expect(forgotten).not.toHaveBeenCalled();
});

test('it is forgotten with the last of them, even if that is still told of', async () => {
  tabs(NORMAL, PRIVATE);
  await close(PRIVATE.id, { isWindowClosing: false, windowId: 20 });
  expect(forgotten).toHaveBeenCalledTimes(1);
});

test('it is forgotten with the last of their windows, of which several tabs close', async () => {
  tabs(NORMAL, PRIVATE);
  await close(3, { isWindowClosing: true, windowId: 20 });
  expect(forgotten).toHaveBeenCalledTimes(1);
});

test('it is forgotten where only ordinary windows are left', async () => {
  tabs(NORMAL);
  await close(3, { isWindowClosing: false, windowId: 10 });
  expect(forgotten).toHaveBeenCalledTimes(1);
});
