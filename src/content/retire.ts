import { alive } from './engine-port.ts';

const EVENT = 'figleaf-retire';

/**
 * After an update the new version's script comes into pages that the old one still holds. The new
 * one calls; the old one, cut off from its extension, leaves. A page can call too: a script whose
 * extension is alive does not listen.
 */
export function replacePredecessor(leave: () => void): void {
  document.dispatchEvent(new CustomEvent(EVENT));
  const stop = new AbortController();
  document.addEventListener(
    EVENT,
    () => {
      if (alive()) return;
      stop.abort();
      leave();
    },
    { signal: stop.signal },
  );
}
