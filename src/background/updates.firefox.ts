import browser from 'webextension-polyfill';

/**
 * Has a new version wait for the browser's next start. While Firefox replaces an extension it has
 * none: open pages lose our style sheet and our script in the same moment, with no word to the
 * script, and what loads until the new version is up comes unfiltered. Listening is what makes it wait.
 */
export const updateAtRestart = (): void =>
  browser.runtime.onUpdateAvailable.addListener(({ version }) =>
    console.info(`figleaf: ${version} comes with the browser's next start`),
  );
