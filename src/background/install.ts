import browser from 'webextension-polyfill';
import { hex } from '../shared/sha256.ts';
import { insertUsersCover, runOurScripts } from './ours.ts';

/** 32 random bytes, hex: keys the verdict cache. Made once, never leaves this machine. */
export async function cacheSecret(): Promise<string> {
  const { secret }: { secret?: unknown } = await browser.storage.local.get('secret');
  if (typeof secret === 'string' && /^[0-9a-f]{64}$/.test(secret)) return secret;
  const fresh = hex(crypto.getRandomValues(new Uint8Array(32)).buffer);
  await browser.storage.local.set({ secret: fresh });
  return fresh;
}

/**
 * Pages that were open before this installation or update get our script too: the manifest's
 * content scripts only reach pages loaded from now on. The old version's script, if any, retires
 * when the new one calls it (src/content/retire.ts).
 */
export async function adoptOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: ['http://*/*', 'https://*/*', 'file:///*'] });
  await Promise.all(
    tabs.map(async ({ id, discarded }) => {
      // A discarded tab loads anew, with the script, when it is shown.
      if (id === undefined || discarded) return;
      const target = { tabId: id, allFrames: true };
      try {
        await insertUsersCover(target);
        await runOurScripts(target);
      } catch (error) {
        // Pages no extension may touch: the browser's own, the store's.
        console.info(`figleaf: tab ${id} is out of reach: ${error}`);
      }
    }),
  );
}
