import browser from 'webextension-polyfill';
import { answerRequests } from '../shared/answer.ts';
import { ask } from '../shared/ask.ts';
import type { EngineBoot, Requests, SettingsState, SiteState } from '../shared/messages.ts';
import { type PauseLength, pausesAt } from '../shared/pause.ts';
import type { Settings } from '../shared/settings.ts';
import { hostOf, type SiteMode, siteMode, withSite } from '../shared/sites.ts';
import { standingOf } from '../shared/standing.ts';
import { showSign } from './badge.ts';
import { enterBareFrames } from './bare-frames.ts';
import { listenToKeys } from './commands.ts';
import { coverOnCommit } from './cover.chrome.ts';
import { coveredTabs, coverTab, listenForLeaving } from './covered-tabs.ts';
import { engineExists, ensureEngine, hostEngineHere } from './engine-host.chrome.ts';
import { keepForNow, readForNow } from './for-now.ts';
import { forgetPictures, listenForForgetting } from './forget-pictures.chrome.ts';
import { adoptOpenTabs, cacheSecret } from './install.ts';
import { seesLabel } from './label-sight.chrome.ts';
import { keepLedger } from './ledger.chrome.ts';
import { fitMenus, listenToMenus, makeMenus } from './menus.ts';
import { changePauses, listenForEnds, pausesWithAlarm, readAllPauses } from './pauses.ts';
import { insertPins } from './pins.ts';
import { clearReferrer, setReferrer } from './referrer.chrome.ts';
import { changeSettings, readSettings } from './settings-store.ts';
import { listenForOthers } from './signed.ts';
import { noteSwitch, whenOn } from './site-switch.ts';
import { updateAtRestart } from './updates.chrome.ts';

/** Longer than a document of ours takes to come or go. */
const [TELL_TRIES, TELL_AGAIN_MS] = [5, 200];

// Listeners register while this first runs: an event that wakes a sleeping worker is lost otherwise.

browser.runtime.onInstalled.addListener(() => {
  void makeMenus().then(fitToFront);
  void adoptOpenTabs();
});
browser.runtime.onStartup.addListener(() => void ensureEngine());
coverOnCommit();
updateAtRestart();
keepLedger();
listenToMenus();
listenForEnds(tellPauses);
listenForOthers('local', 'settings', async () => tellSettings((await readSettings()).settings));
listenForOthers('session', 'pauses', tellPauses);
listenForForgetting();
listenForLeaving(tellAll);
listenToKeys({
  toggleAll: (tabId) => setAll(tabId, null),
  toggleSite: async (tabId) => {
    const { host, mode, whenOn, pause } = await siteOf(tabId);
    if (pause.here) await setPause(host, null);
    else if (host) await setMode(host, mode === 'off' ? whenOn : 'off');
  },
});
browser.permissions.onAdded.addListener(() => void adoptOpenTabs());
browser.tabs.onActivated.addListener(() => void fitToFront());
browser.windows?.onFocusChanged.addListener(() => void fitToFront());

answerRequests('background', {
  'engine.ensure': async () => {
    await ensureEngine();
    return null;
  },
  'engine.boot': async () => {
    const [{ settings }, pauses, all, forNow, secret, kept] = await Promise.all([
      readSettings(),
      pausesWithAlarm(),
      coveredTabs(),
      readForNow(),
      cacheSecret(),
      browser.storage.local.get(['decision', 'tuning']) as Promise<Partial<EngineBoot>>,
    ]);
    return {
      settings,
      pauses,
      all,
      forNow,
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
  'corrections.forNow': async (all) => {
    await keepForNow(all);
    return null;
  },
  'tab.counts': async (report) => {
    const { settings } = await readSettings();
    await showSign(report, settings.badge);
    await fitToFront();
    return null;
  },
  'referrer.set': async (body) => ({ rule: await setReferrer(body) }),
  'referrer.clear': async ({ rule }) => {
    await clearReferrer(rule);
    return null;
  },
  'css.pin': async ({ pins }, sender) => {
    await insertPins(pins, sender);
    return null;
  },
  'frames.enter': (_, sender) => enterBareFrames(sender),
  'label.seen': seesLabel,
  'settings.get': () => readSettings(),
  'settings.set': (patch) => change(() => patch),
  'site.get': ({ tabId }) => siteOf(tabId),
  'site.set': async ({ host, mode }) => {
    await setMode(host, mode);
    return null;
  },
  'pause.set': async ({ host, length }) => {
    await setPause(host, length);
    return null;
  },
  'all.set': async ({ tabId, on }) => {
    await setAll(tabId, on);
    return null;
  },
});
hostEngineHere();

async function siteOf(tabId: number): Promise<SiteState> {
  const [{ url, status }, { settings }, pauses] = await Promise.all([
    browser.tabs.get(tabId),
    readSettings(),
    readAllPauses(),
  ]);
  const host = hostOf(url);
  // An address is told only of pages that we have access to.
  const open = /^(https?|file):/.test(url ?? '');
  const granted = open || (await browser.permissions.contains({ origins: ['<all_urls>'] }));
  return {
    host,
    mode: siteMode(settings.sites, host),
    whenOn: await whenOn(settings, host),
    pause: pausesAt(pauses, host, Date.now()),
    reach: open ? 'yes' : granted ? 'closed' : 'withheld',
    loaded: status === 'complete',
  };
}

/** Stores a change and has it take effect on every open page. */
async function change(patch: (before: Settings) => Partial<Settings>): Promise<SettingsState> {
  let changed: Partial<Settings> = {};
  const state = await changeSettings((before) => {
    changed = patch(before);
    return changed;
  });
  await tellSettings(state.settings, changed);
  return state;
}

/** @param changed what of them, where that is known */
async function tellSettings(settings: Settings, changed?: Partial<Settings>): Promise<void> {
  await tellEngine('engine.settings', settings);
  // Only now does what is asked for again come by the new ones.
  await forgetPictures(changed);
  await fitToFront();
}

async function setMode(host: string, mode: SiteMode): Promise<void> {
  const { settings } = await readSettings();
  await noteSwitch(settings, host, mode);
  await change(({ sites }) => ({ sites: withSite(sites, host, mode) }));
}

async function setPause(host: string | null, length: PauseLength | null): Promise<void> {
  await changePauses(host, length);
  await tellPauses();
}

async function tellPauses(): Promise<void> {
  await tellEngine('engine.pauses', await pausesWithAlarm());
  await forgetPictures();
  await fitToFront();
}

async function setAll(tabId: number, on: boolean | null): Promise<void> {
  const tabs = await coverTab(tabId, on);
  if (tabs) await tellAll(tabs);
}

async function tellAll(tabs: readonly number[]): Promise<void> {
  await tellEngine('engine.all', tabs);
}

/**
 * What is stored already: an engine that comes later reads it as it starts. One that comes or goes at
 * this moment may hear nothing.
 */
async function tellEngine<N extends 'engine.settings' | 'engine.pauses' | 'engine.all'>(
  name: N,
  body: Requests[N]['body'],
): Promise<void> {
  for (let tries = 1; await engineExists(); tries++) {
    try {
      await ensureEngine();
      await ask(name, body);
      return;
    } catch (error) {
      if (tries === TELL_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, TELL_AGAIN_MS));
    }
  }
}

async function fitToFront(): Promise<void> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  const { settings } = await readSettings();
  const pauses = await readAllPauses();
  await fitMenus(settings, standingOf(settings, pauses, hostOf(tab?.url), Date.now()));
}
