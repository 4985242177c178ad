import { isWeb, withoutFragment } from '../shared/address.ts';
import { MOST_OF_A_SPECK } from '../shared/specks.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import { weightOf } from './reports.ts';

/** Addresses of which the background said so: of another site's files no page hears how long they are. */
const heavy = new Set<string>();

/** The background heard that its file is too long for a picture as small as it may say it is. */
export function noteHeavy(url: string): void {
  heavy.add(withoutFragment(url));
}

/**
 * Whether what gives itself so small a size may hold a larger picture, as an SVG can, and what has its
 * resolution written in it. By the length of its file alone: nothing is read for it.
 * @param url absolute
 */
export function mayHoldMore(url: string): boolean {
  // Most of them are base64.
  if (url.startsWith('data:')) return url.length > (MOST_OF_A_SPECK * 4) / 3;
  if (!isWeb(url)) return true;
  // Judged on its way, of whatever size.
  if (MAY_BE_REPLACED) return false;
  const weight = weightOf(url);
  if (weight !== null) return weight > MOST_OF_A_SPECK;
  return new URL(url).origin === self.origin || heavy.has(withoutFragment(url));
}
