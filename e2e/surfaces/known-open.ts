/** Rows that fail today, by id. */
export const KNOWN_OPEN: ReadonlySet<string> = new Set([]);
