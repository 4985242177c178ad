import { layOutBy } from '../attaching.ts';
import { neighbourIn } from '../neighbours.ts';
import { LINE } from '../page-world/told.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';

/**
 * Hears from the page's world of new shadow roots (by their hosts) and of changed ones, of rules put
 * into sheets (by the root element), and of SVG pictures given another address.
 * @param look at this node; null: at everything
 * @param fed hears of an element of this document in which what another one shows is to be seen, too
 */
export function hearPageWorld(
  look: (node: Node | null) => void,
  fed: (element: Node, source: Node) => void,
  signal: AbortSignal,
): void {
  const heard = (node: Node | null): void => {
    // Another document's method can be called on a node of this one; each document sees to its own.
    const home = node && plain(node).ownerDocument;
    if (!node || !home || home === document) look(node);
    else neighbourIn(home.defaultView)?.look(node);
  };
  document.addEventListener(
    LINE.offer,
    (event) => {
      if (!(event instanceof MouseEvent) || !is(event.relatedTarget, Element)) return;
      const line = plain(event.relatedTarget);
      event.preventDefault();
      event.stopImmediatePropagation();
      layOutBy(event.relatedTarget);
      const hear = (what: string, run: (first?: Node, second?: Node) => void) =>
        line.addEventListener(what, (said) => run(...nodesIn(said)), { signal });
      hear(LINE.look, (node) => heard(node ?? null));
      hear(LINE.fed, (element, source) => {
        if (element && source && plain(element).ownerDocument === document) fed(element, source);
      });
    },
    { once: true, capture: true, signal },
  );
  document.dispatchEvent(new Event(LINE.ask));
}

const nodesIn = (said: Event): Node[] =>
  said instanceof InputEvent
    ? said.getTargetRanges().map(({ startContainer }) => startContainer)
    : [];
