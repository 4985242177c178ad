import type { RequestName } from './messages.ts';

/**
 * What is answered in this very document. Browsers deliver no message to the document that sent it,
 * so where the background and the engine share one, they ask each other through this.
 */
export const here = new Map<RequestName, (body: unknown) => unknown>();
