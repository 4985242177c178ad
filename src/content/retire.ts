import { alive } from './engine-port.ts';

const EVENT = 'figleaf-retire';
const HERE = Symbol.for('figleaf');

interface Script {
  /** A window may outlive the empty document that it began with. */
  readonly document: Document;
  alive(): boolean;
  leave(): void;
}

/** The extension's own world in this document: no page script sees it. */
const world = globalThis as typeof globalThis & { [HERE]?: Script };

/** Whether a script of this very installation is at work here already. */
export const isHereAlready = (): boolean =>
  world[HERE]?.document === document && world[HERE].alive();

/**
 * After an update the new version's script comes into pages that the old one still holds, cut off
 * from its extension. The old one leaves: by a call where both share a world, else by an event. A
 * page can send that event too: a script whose extension is alive does not heed it.
 */
export function takeOver(leave: () => void): void {
  world[HERE]?.leave();
  document.dispatchEvent(new CustomEvent(EVENT));
  const stop = new AbortController();
  const script = {
    document,
    alive,
    leave: () => {
      stop.abort();
      leave();
    },
  };
  world[HERE] = script;
  document.addEventListener(EVENT, () => alive() || script.leave(), { signal: stop.signal });
}
