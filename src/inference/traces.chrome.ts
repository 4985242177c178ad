/** Private windows have an engine of their own, which asks with their own cache and cookies. */
export const leavesTraces = (_isPrivate: boolean): boolean => false;
