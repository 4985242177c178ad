import path from 'node:path';

/** The repository's folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** The store's builds, and those with a journal that start and dev load. */
export const BUILT = path.join(ROOT, 'dist', 'chrome');
export const BUILT_DEV = path.join(ROOT, 'dist', 'chrome-dev');
export const BUILT_FIREFOX = path.join(ROOT, 'dist', 'firefox');
export const BUILT_FIREFOX_DEV = path.join(ROOT, 'dist', 'firefox-dev');
/** What is given to the stores. */
export const ARTIFACTS = path.join(ROOT, 'web-ext-artifacts');
