import browser from 'webextension-polyfill';
import type { Corrections } from '../inference/corrections.ts';

/**
 * What is said in private windows ends with the last of their tabs: a page that is loaded anew leaves,
 * too, and comes back. In Chromium they have an engine of their own, which ends with them.
 */
export function forgetPrivate(
  engine: Promise<{ corrections: Pick<Corrections, 'forgetPrivate'> }>,
): void {
  browser.tabs.onRemoved.addListener(async (tabId, { isWindowClosing, windowId }) => {
    const tabs = await browser.tabs.query({});
    // Firefox may still tell of those that are just closing.
    const stays = tabs.filter((tab) => {
      return tab.id !== tabId && !(isWindowClosing && tab.windowId === windowId);
    });
    if (stays.some(({ incognito }) => incognito)) return;
    (await engine).corrections.forgetPrivate();
  });
}
