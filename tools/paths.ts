import path from 'node:path';

/** The repository's folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** The store's build, and the one with a journal that start and dev load. */
export const BUILT = path.join(ROOT, 'dist', 'chrome');
export const BUILT_DEV = path.join(ROOT, 'dist', 'chrome-dev');
