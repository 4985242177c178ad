import browser, { type Scripting } from 'webextension-polyfill';

type Target = Scripting.InjectionTarget;

/** The cover's sheet in the user's origin, which no page's `!important` beats. */
export const insertUsersCover = (target: Target): Promise<void> =>
  browser.scripting.insertCSS({ target, files: ['content/cover.user.css'], origin: 'USER' });

/**
 * Runs the scripts that the manifest has for new documents, in ones that are there already.
 * @param how `injectImmediately`: also where a document is not at rest yet
 */
export async function runOurScripts(
  target: Target,
  how: { injectImmediately?: boolean } = {},
): Promise<void> {
  await browser.scripting.executeScript({ target, files: ['content/content.js'], ...how });
  await browser.scripting.executeScript({
    target,
    files: ['content/page-world.js'],
    world: 'MAIN',
    ...how,
  });
}
