import browser from 'webextension-polyfill';
import type { SettingKey, Settings } from '../shared/settings.ts';

const ALARM = 'forget-pictures';
/** Firefox allows 20 in ten minutes, and each has pages fetch their styles and scripts anew, too. */
const EVERY_MS = 40_000;

/** What these say is done in the page, or is no matter of what passes. */
const ALL_THE_SAME: readonly SettingKey[] = [
  'badge',
  'label',
  'maskColour',
  'maskStrength',
  'maskStyle',
  'reveal',
  'smallPicture',
  'unreadable',
  'whileChecking',
];

let last = Number.NEGATIVE_INFINITY;

/**
 * Firefox keeps pictures it has decoded, and shows them on other pages without asking anybody: as
 * they passed, or were replaced, by what was set then. When something else is set, it lets go of
 * them; at once, and where much is set in a short time, once more at its end.
 * @param changed what was set; everything that decides unless told
 */
export async function forgetPictures(changed?: Partial<Settings>): Promise<void> {
  const keys = changed && (Object.keys(changed) as SettingKey[]);
  if (keys?.every((key) => ALL_THE_SAME.includes(key))) return;
  const now = Date.now();
  if (now - last < EVERY_MS) {
    // An alarm outlives this event page.
    browser.alarms.create(ALARM, { when: last + EVERY_MS });
    return;
  }
  last = now;
  await browser.webRequest.handlerBehaviorChanged();
}

/** Must be called while the background's script first runs. */
export function listenForForgetting(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void forgetPictures();
  });
}
