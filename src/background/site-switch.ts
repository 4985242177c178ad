import browser from 'webextension-polyfill';
import type { Settings } from '../shared/settings.ts';
import { type SiteMode, siteMode } from '../shared/sites.ts';

/**
 * Off and on must not lose "stricter". Which sites were stricter before they were switched off is
 * known until the browser closes.
 */
async function stricterOnes(): Promise<string[]> {
  const { stricter }: { stricter?: unknown } = await browser.storage.session.get('stricter');
  return Array.isArray(stricter) ? stricter.filter((host) => typeof host === 'string') : [];
}

/** The mode a site has, or returns to when it is switched on again. */
export async function whenOn(settings: Settings, host: string | null): Promise<SiteMode> {
  const mode = siteMode(settings.sites, host);
  if (mode !== 'off') return mode;
  return host !== null && (await stricterOnes()).includes(host) ? 'stricter' : 'on';
}

/** Call it before a site's mode changes to `next`. */
export async function noteSwitch(settings: Settings, host: string, next: SiteMode): Promise<void> {
  const before = await stricterOnes();
  const returns = next === 'off' && (await whenOn(settings, host)) === 'stricter';
  if (returns === before.includes(host)) return;
  const others = before.filter((each) => each !== host);
  await browser.storage.session.set({ stricter: returns ? [...others, host] : others });
}
