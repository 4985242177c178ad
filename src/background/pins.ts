import browser, { type Runtime } from 'webextension-polyfill';
import { type Pin, ruleFor } from '../shared/css-pin.ts';
import { type UsedPin, usedRuleFor } from '../shared/used-pin.ts';
import { pinSheet } from './pin-sheet.chrome.ts';

/** Rules of one message; a page that has more asks again. */
const MOST_PINS = 500;

/**
 * Puts pins into the user's origin of the very document that asks, where its page neither sees nor
 * drops them.
 * @throws Error where a pin is not as it should be, or the document is gone
 */
export async function insertPins(
  pins: readonly (Pin | UsedPin)[],
  { tab, frameId, documentId }: Runtime.MessageSender & { documentId?: string },
): Promise<void> {
  if (tab?.id === undefined || !Array.isArray(pins) || pins.length > MOST_PINS) {
    throw new Error('these are no pins');
  }
  const rules = pins.flatMap((pin) => ('used' in pin ? usedRuleFor(pin) : ruleFor(pin)) ?? []);
  if (rules.length < pins.length) throw new Error('one of these is no pin');
  const target = documentId
    ? { tabId: tab.id, documentIds: [documentId] }
    : { tabId: tab.id, frameIds: [frameId ?? 0] };
  await browser.scripting.insertCSS({
    target,
    css: pinSheet(rules),
    origin: 'USER',
  });
}
