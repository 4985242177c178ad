import browser from 'webextension-polyfill';
import type { PageCommand } from '../shared/messages.ts';

/**
 * A ledger of what loaded: Chromium reports every image each frame receives from the network,
 * whatever shows it. Each goes to its frame's content script as a hint to start judging before
 * anything shows it. Only a hint: the page's own load event is what a verdict is bound to.
 */
export function keepLedger(): void {
  browser.webRequest.onCompleted.addListener(
    ({ tabId, frameId, url, statusCode, responseHeaders }) => {
      if (tabId < 0 || statusCode >= 400) return;
      const readable = !!responseHeaders?.some(
        ({ name, value }) => /^access-control-allow-origin$/i.test(name) && value === '*',
      );
      const command: PageCommand = { command: 'loaded', url, readable };
      // No listener: a page we do not run in, or one that is gone.
      browser.tabs.sendMessage(tabId, command, { frameId }).catch(() => undefined);
    },
    { urls: ['http://*/*', 'https://*/*'], types: ['image'] },
    ['responseHeaders'],
  );
}
