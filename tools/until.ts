import { setTimeout as pause } from 'node:timers/promises';

const BETWEEN_LOOKS_MS = 100;

/**
 * Looks again and again until there is something to see.
 * @returns what `look` gave, or null when `withinMs` passed without it
 */
export async function until<T>(look: () => Promise<T | null>, withinMs: number): Promise<T | null> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null || performance.now() >= end) return found;
    await pause(BETWEEN_LOOKS_MS);
  }
}
