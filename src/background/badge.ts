import browser from 'webextension-polyfill';
import type { TabReport } from '../shared/messages.ts';

interface Sign {
  text: string;
  colour: string;
  /** Message that the button's tooltip says after the name. */
  says: string;
}

/** White text on each has a contrast of 4.5:1 or more. */
const COLOURS = { count: '#3f6b4a', aside: '#5a635c', fault: '#a8201a', all: '#1a231c' } as const;

/**
 * What the toolbar button shows of a tab: trouble before all, then what the person set aside, then
 * the number of covered pictures, nothing for none.
 */
export function signFor(report: TabReport, wantsCount: boolean): Sign {
  const { standing, fault, all, covered } = report;
  if (all) return { text: '■', colour: COLOURS.all, says: 'badge_all' };
  if (standing === 'off') return { text: '–', colour: COLOURS.aside, says: 'badge_off' };
  if (standing === 'paused') return { text: 'II', colour: COLOURS.aside, says: 'badge_paused' };
  if (fault) return { text: '!', colour: COLOURS.fault, says: 'badge_fault' };
  const text = !wantsCount || covered === 0 ? '' : covered > 999 ? '999+' : String(covered);
  return { text, colour: COLOURS.count, says: 'badge_on' };
}

/** Shows it on the button while that tab is in front. A tab that is gone is passed over. */
export async function showSign(report: TabReport, wantsCount: boolean): Promise<void> {
  const { tabId } = report;
  const { text, colour, says } = signFor(report, wantsCount);
  const title = `${browser.i18n.getMessage('name')} – ${browser.i18n.getMessage(says)}`;
  try {
    await Promise.all([
      browser.action.setBadgeText({ tabId, text }),
      browser.action.setBadgeBackgroundColor({ tabId, color: colour }),
      browser.action.setBadgeTextColor({ tabId, color: '#ffffff' }),
      browser.action.setTitle({ tabId, title }),
    ]);
  } catch (error) {
    console.debug(`figleaf: tab ${tabId} is gone: ${error}`);
  }
}
