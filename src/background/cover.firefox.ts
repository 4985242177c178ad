import { insertUsersCover } from './ours.ts';

/**
 * Nothing is left to do: the manifest's own style sheet is in the user's origin here (`css_origin`),
 * before the first paint.
 */
export const coverOnCommit = (): void => undefined;

/** Covers documents that the manifest's sheet did not reach. */
export const coverThere = insertUsersCover;
