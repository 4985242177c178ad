import { layOutBy } from '../attaching.ts';
import { neighbourIn } from '../neighbours.ts';
import { LINE } from '../page-world/told.ts';

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
    LINE.offer,
    (event) => {
      if (!(event instanceof MouseEvent) || !event.relatedTarget) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      layOutBy(event.relatedTarget);
      event.relatedTarget.addEventListener(
        LINE.look,
        (said) => heard(said instanceof InputEvent ? nodeIn(said) : null),
        { signal },
      );
    },
    { once: true, capture: true, signal },
  );
  document.dispatchEvent(new Event(LINE.ask));
}

const nodeIn = (said: InputEvent): Node | null => said.getTargetRanges()[0]?.startContainer ?? null;
