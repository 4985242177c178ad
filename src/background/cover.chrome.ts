import browser from 'webextension-polyfill';

/**
 * The cover once more, in the user's origin, where no page's `!important` beats it. The manifest's
 * style sheet holds from before the first paint; this one, which comes a moment later, also beats
 * a page's inline `!important`.
 */
export function coverOnCommit(): void {
  browser.webNavigation.onCommitted.addListener(({ tabId, frameId }) => {
    browser.scripting
      .insertCSS({
        target: { tabId, frameIds: [frameId] },
        files: ['content/cover.user.css'],
        origin: 'USER',
      })
      .catch((error: unknown) => {
        // Gone already, or a page no extension may touch.
        console.debug(`figleaf: no user sheet in ${tabId}/${frameId}: ${error}`);
      });
  });
}
