import browser from 'webextension-polyfill';
import { answerRequests } from '../shared/answer.ts';
import { ask } from '../shared/ask.ts';
import type { EngineBoot, SettingsState, SiteState } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, siteMode, withSite } from '../shared/sites.ts';
import { showCount } from './badge.ts';
import { coverOnCommit } from './cover.chrome.ts';
import { engineExists, ensureEngine } from './engine-host.chrome.ts';
import { adoptOpenTabs, cacheSecret } from './install.ts';
import { keepLedger } from './ledger.chrome.ts';
import { listenToMenus, makeMenus } from './menus.ts';
import { clearReferrer, setReferrer } from './referrer.chrome.ts';
import { changeSettings, readSettings } from './settings-store.ts';

// Listeners register while this first runs: an event that wakes a sleeping worker is lost otherwise.

browser.runtime.onInstalled.addListener(() => {
  void makeMenus();
  void adoptOpenTabs();
});
browser.runtime.onStartup.addListener(() => void ensureEngine());
coverOnCommit();
keepLedger();
listenToMenus();

answerRequests('background', {
  'engine.ensure': async () => {
    await ensureEngine();
    return null;
  },
  'engine.boot': async () => {
    const [{ settings }, secret, kept] = await Promise.all([
      readSettings(),
      cacheSecret(),
      browser.storage.local.get(['decision', 'tuning']) as Promise<Partial<EngineBoot>>,
    ]);
    return {
      settings,
      secret,
      decision: kept.decision ?? null,
      tuning: kept.tuning ?? null,
      version: browser.runtime.getManifest().version,
      private: browser.extension.inIncognitoContext === true,
    };
  },
  'engine.chose': async (decision) => {
    await browser.storage.local.set({ decision });
    return null;
  },
  'engine.tuned': async (tuning) => {
    await browser.storage.local.set({ tuning });
    return null;
  },
  'tab.counts': async (counts) => {
    const { settings } = await readSettings();
    await showCount(counts, settings.badge);
    return null;
  },
  'referrer.set': async (body) => ({ rule: await setReferrer(body) }),
  'referrer.clear': async ({ rule }) => {
    await clearReferrer(rule);
    return null;
  },
  'settings.get': () => readSettings(),
  'settings.set': (patch) => change(() => patch),
  'site.get': async ({ tabId }): Promise<SiteState> => {
    const { url } = await browser.tabs.get(tabId);
    const host = hostOf(url);
    const { settings } = await readSettings();
    const reachable = /^(https?|file):/.test(url ?? '');
    return { host, mode: siteMode(settings.sites, host), reachable };
  },
  'site.set': async ({ host, mode }) => {
    await change(({ sites }) => ({ sites: withSite(sites, host, mode) }));
    return null;
  },
});

/** Stores a change and has it take effect on every open page. */
async function change(patch: (before: Settings) => Partial<Settings>): Promise<SettingsState> {
  const state = await changeSettings(patch);
  if (await engineExists()) await ask('engine.settings', state.settings);
  return state;
}
