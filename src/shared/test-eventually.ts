import { vi } from 'vitest';

/** Beside the end-to-end tests, everything takes longer. */
const WITHIN_MS = 60_000;

/** Waits until what `check` expects holds. @throws what it throws, where that never comes to be */
export const eventually = (check: () => void): Promise<void> => vi.waitFor(check, WITHIN_MS);
