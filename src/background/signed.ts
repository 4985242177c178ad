import browser from 'webextension-polyfill';

/** Which of our workers wrote something; another each time one starts. */
const HERE = crypto.randomUUID();

/** What is to be stored, so that it is known for one's own when the browser tells of it. */
export const signed = <T extends object>(value: T): T & { by: string } => ({ ...value, by: HERE });

/**
 * Chrome runs a worker for ordinary windows and another for private ones, each with an engine of its
 * own, and both store in one place. Must be called while the background's script first runs: the
 * change wakes a sleeping worker.
 * @param heard told when another than this worker changed what is stored under the key
 */
export function listenForOthers(
  area: 'local' | 'session',
  key: string,
  heard: () => Promise<void>,
): void {
  browser.storage.onChanged.addListener((changes, changed) => {
    if (changed !== area || !Object.hasOwn(changes, key)) return;
    const { by } = (changes[key]?.newValue ?? {}) as { by?: unknown };
    if (by !== HERE) void heard();
  });
}
