import browser, { type Scripting } from 'webextension-polyfill';
import { insertUsersCover } from './ours.ts';

/**
 * The cover once more, in the user's origin, where no page's `!important` beats it. The manifest's
 * style sheet holds from before the first paint; this one, which comes a moment later, also beats
 * a page's inline `!important`.
 */
export function coverOnCommit(): void {
  browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
    insertUsersCover({ tabId, frameIds: [frameId] }).catch((error: unknown) => {
      // Gone already, or a page no extension may touch.
      console.debug(`figleaf: no user sheet in ${tabId}/${frameId}: ${error}`);
    });
  });
}

/** Covers documents that the manifest's sheet did not reach. */
export async function coverThere(target: Scripting.InjectionTarget): Promise<void> {
  await insertUsersCover(target);
  await browser.scripting.insertCSS({ target, files: ['content/cover.css'], origin: 'AUTHOR' });
}
