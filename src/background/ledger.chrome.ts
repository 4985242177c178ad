import browser from 'webextension-polyfill';
import type { PageCommand } from '../shared/messages.ts';

type Loaded = Extract<PageCommand, { command: 'loaded' }>['pictures'];

/** Hints of this long go in one message: a page of pictures would else get as many messages. */
const TOGETHER_MS = 40;

/** By tab and frame, what goes with the next message. */
const waiting = new Map<string, Loaded>();

/**
 * A ledger of what loaded: Chromium reports every image each frame receives from the network,
 * whatever shows it. It goes to the frame's content script as a hint to start judging before
 * anything shows it. Only a hint: the page's own load event is what a verdict is bound to.
 */
export function keepLedger(): void {
  browser.webRequest.onCompleted.addListener(
    ({ tabId, frameId, url, statusCode, responseHeaders }) => {
      if (tabId < 0 || statusCode >= 400) return;
      const readable = !!responseHeaders?.some(
        ({ name, value }) => /^access-control-allow-origin$/i.test(name) && value === '*',
      );
      note(tabId, frameId, { url, readable });
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['image'] },
    ['responseHeaders'],
  );
}

function note(tabId: number, frameId: number, picture: Loaded[number]): void {
  const key = `${tabId}/${frameId}`;
  const together = waiting.get(key);
  if (together) {
    together.push(picture);
    return;
  }
  const pictures = [picture];
  waiting.set(key, pictures);
  setTimeout(() => {
    waiting.delete(key);
    const command: PageCommand = { command: 'loaded', pictures };
    // No listener: a page we do not run in, or one that is gone.
    browser.tabs.sendMessage(tabId, command, { frameId }).catch(() => undefined);
  }, TOGETHER_MS);
}
