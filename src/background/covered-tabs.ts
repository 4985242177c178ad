import browser from 'webextension-polyfill';
import { oneByOne } from './one-by-one.ts';

const inTurn = oneByOne();

/**
 * The tabs in which the person had everything covered at once. In storage.session, where neither a
 * page nor a stop of this worker reaches it.
 */
export async function coveredTabs(): Promise<number[]> {
  const { all }: { all?: unknown } = await browser.storage.session.get('all');
  return Array.isArray(all) ? all.filter((id): id is number => Number.isInteger(id)) : [];
}

/** @param on null for the other way round @returns the tabs, or null when nothing changed */
export function coverTab(tabId: number, on: boolean | null): Promise<number[] | null> {
  return inTurn(async () => {
    const before = await coveredTabs();
    const was = before.includes(tabId);
    if (was === (on ?? !was)) return null;
    const all = was ? before.filter((id) => id !== tabId) : [...before, tabId];
    await browser.storage.session.set({ all });
    return all;
  });
}

/** It ends with the page: at a navigation to another document, and when the tab closes. */
export function listenForLeaving(left: (tabs: number[]) => Promise<void>): void {
  const leave = async (tabId: number) => {
    const tabs = await coverTab(tabId, false);
    if (tabs) await left(tabs);
  };
  browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
    if (frameId === 0) void leave(tabId);
  });
  browser.tabs.onRemoved.addListener((tabId) => void leave(tabId));
}
