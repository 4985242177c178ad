import browser from 'webextension-polyfill';
import type { SettingKey, Settings } from '../shared/settings.ts';

const ALARM = 'forget-pictures';
/**
 * Firefox allows 20 in ten minutes, and each has pages fetch their styles and scripts anew, too: the
 * first few follow one another soon, and then one a minute.
 */
const WITHIN_MS = 600_000;
const SOON = { count: 9, everyMs: 2_000 };
const LATER_MS = 60_000;

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

/** When, of late; the latest last. */
let times: readonly number[] = [];

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
  times = times.filter((time) => now - time < WITHIN_MS);
  const every = times.length < SOON.count ? SOON.everyMs : LATER_MS;
  const when = (times.at(-1) ?? Number.NEGATIVE_INFINITY) + every;
  if (now < when) {
    // An alarm outlives this event page.
    browser.alarms.create(ALARM, { when });
    return;
  }
  times = [...times, now];
  await browser.webRequest.handlerBehaviorChanged();
}

/** Must be called while the background's script first runs. */
export function listenForForgetting(): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) void forgetPictures();
  });
}
