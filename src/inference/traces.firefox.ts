/**
 * The one engine asks with the ordinary windows' cache and cookies: for private windows it must
 * neither use nor fill them.
 */
export const leavesTraces = (isPrivate: boolean): boolean => isPrivate;
