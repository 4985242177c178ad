import { neighbourIn } from '../neighbours.ts';

/**
 * What our script in the page's own world and the one in the extension's world say to each other.
 * They share nodes and nothing else. While the document has no script of the page yet, one hands the
 * other a detached node of its own, and speaks by events on it from then on: no page hears them. A
 * page that made one up could only have us look somewhere.
 */
const OFFER = 'figleaf-line';
const ASK = 'figleaf-line?';
const LOOK = 'figleaf-look';

export const CHANNEL = { offer: OFFER, ask: ASK, look: LOOK } as const;

/**
 * The media of our sheet, by which our script in the page's world knows it and keeps it from the
 * page; true of every medium.
 */
export const OUR_MEDIA = 'all, figleaf';

/**
 * Hears from the page's world of new shadow roots (by their hosts) and of changed ones.
 * @param look at this node; null: at everything
 */
export function hearPageWorld(look: (node: Node | null) => void, signal: AbortSignal): void {
  const heard = (node: Node | null): void => {
    // Another document's method can be called on a node of this one; each document sees to its own.
    const home = node?.ownerDocument;
    if (!node || !home || home === document) look(node);
    else neighbourIn(home.defaultView)?.look(node);
  };
  document.addEventListener(
    OFFER,
    (event) => {
      if (!(event instanceof MouseEvent) || !event.relatedTarget) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      event.relatedTarget.addEventListener(
        LOOK,
        (said) => heard(said instanceof InputEvent ? nodeIn(said) : null),
        { signal },
      );
    },
    { once: true, capture: true, signal },
  );
  document.dispatchEvent(new Event(ASK));
}

const nodeIn = (said: InputEvent): Node | null => said.getTargetRanges()[0]?.startContainer ?? null;
