/**
 * Nothing is left to do: the manifest's own style sheet is in the user's origin here (`css_origin`),
 * before the first paint.
 */
export const coverOnCommit = (): void => undefined;
