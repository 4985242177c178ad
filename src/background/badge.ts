import browser from 'webextension-polyfill';
import type { TabCounts } from '../shared/messages.ts';

/** The number of covered pictures on the toolbar button, nothing for none. */
export async function showCount({ tabId, covered }: TabCounts, wanted: boolean): Promise<void> {
  const text = wanted && covered > 0 ? (covered > 999 ? '999+' : String(covered)) : '';
  try {
    await browser.action.setBadgeText({ tabId, text });
    await browser.action.setBadgeBackgroundColor({ tabId, color: '#3f6b4a' });
  } catch (error) {
    console.debug(`figleaf: tab ${tabId} is gone: ${error}`);
  }
}
