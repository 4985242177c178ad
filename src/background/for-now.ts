import browser from 'webextension-polyfill';
import type { Correction, ForNow } from '../shared/messages.ts';

/**
 * What the person covered by hand until the browser closes, by keyed hash. In storage.session: the
 * engine's document comes and goes. What is said in private windows is not among it.
 */
export async function readForNow(): Promise<ForNow> {
  const { forNow }: { forNow?: unknown } = await browser.storage.session.get('forNow');
  const entries = typeof forNow === 'object' && forNow !== null ? Object.entries(forNow) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Correction] => isOne(entry[1])),
  );
}

export const keepForNow = (forNow: ForNow): Promise<void> =>
  browser.storage.session.set({ forNow });

const isOne = (value: unknown): value is Correction => value === 'cover' || value === 'show';
