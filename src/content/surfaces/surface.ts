import type { HandCommand, PageView } from '../../shared/messages.ts';
import type { Asking } from '../asking.ts';
import type { EnginePort } from '../engine-port.ts';
import type { Marks } from '../marks.ts';
import type { Overlay } from '../overlay.ts';
import { plain } from '../plain.ts';
import { is } from '../realms.ts';
import type { Renewals } from '../renewals.ts';
import type { Roots } from '../roots.ts';
import type { Seen, Viewport } from '../viewport.ts';
import type { Watch } from '../watch.ts';

/**
 * A way a page shows pictures: one file each in this folder, listed in surfaces/index.ts. It finds
 * its own, has them asked about, and makes them look as they stand. Until it has cleared one, its
 * rules in cover.css keep it covered.
 */
export interface Surface {
  /** Attributes whose changes it wants to hear of, on whatever element. */
  readonly attributes: readonly string[];
  /** Selector of what concerns it in a tree that came or left; null where all of it does. */
  readonly finds: string | null;
  /** Local names of those whose children it wants to hear of. */
  readonly parents: readonly string[];
  /** First when the engine was reached, and whenever what a page may know of the settings changes. */
  view: PageView;
  /** Elements came into a tree: this one and all beneath it, or a whole tree. Before the next paint. */
  added(root: ParentNode): void;
  /** They left it; perhaps they are in another place already. */
  removed(root: ParentNode): void;
  /** One of `attributes` changed. */
  changed(element: Element): void;
  /** Any attribute changed: rules of the page may hang on it, or it may be a mark of ours. */
  styled?(element: Element, attribute: string): void;
  /**
   * The page's own world told of a change that no observer sees, with this element: of the document's
   * style sheets, where it is the root element.
   */
  told?(element: Element): void;
  /**
   * And that what `source` shows is to be seen in this element, too: a film on a canvas, a canvas in a
   * video. Again whenever that may show something else.
   */
  fed?(element: Element, source: Element): void;
  /**
   * A picture arrived in this frame that nothing here expects.
   * @param isClaimed whether some surface expects it by now
   */
  unclaimed?(isClaimed: () => boolean): void;
  /** Children came into one of `parents` or left it. */
  childrenOf?(parent: Element): void;
  /** Something on it that may be a mark of ours, or on which its look hangs, changed. */
  touched(element: Element): void;
  /** Something came into a tree or left it, be it text. */
  grew?(): void;
  /** A load of its own ended, well or not. */
  ended(element: Element): void;
  /** It came into sight, went out of it, or is shown in another size. */
  seen(element: Element, seen: Seen): void;
  /** Anything may have changed without a mutation: the browser chooses sources anew. */
  recheck(): void;
  /** Undoes at once whatever the page did to marks or sources in this very task. */
  enforce(): void;
  /** Whether something here is known to show this address, and so asks by itself. */
  expects(url: string): boolean;
  /** Whether a rule of the page may have it show this address at any time, and hold it until it is judged. */
  foresees?(url: string): boolean;
  /** What comes under this address is never the last: whatever was said of it holds no more. */
  streams?(url: string): void;
  /** This address was loaded once more, and may be another picture by now. */
  again?(url: string): void;
  /** The browser reports that something which may show this address has loaded it. */
  loaded?(url: string): void;
  /** A file came under this address that is too long for a picture as small as it may say it is. */
  outweighs?(url: string): void;
  /** The person's own hand, on everything that shows this address. */
  byHand(src: string, command: HandCommand): void;
  /** The other way round, where this is one of its own; likewise the next two. */
  toggle(element: Element): void;
  reveal(element: Element): void;
  coverAgain(element: Element): void;
  /** Nobody sees to its pictures from now on. */
  stop(): void;
}

/** What the surfaces of a document share. */
export interface Page {
  readonly port: EnginePort;
  readonly asking: Asking;
  readonly marks: Marks;
  readonly overlay: Overlay;
  readonly viewport: Viewport;
  readonly watch: Watch;
  readonly roots: Roots;
  readonly renewals: Renewals;
}

/** The elements of a kind in a tree, its root included. */
export function within<T extends Element>(
  root: ParentNode,
  selector: string,
  kind: new () => T,
): T[] {
  const found: T[] = [];
  if (is(root, kind) && plain(root).matches(selector)) found.push(root);
  // Most of what comes by itself is a leaf, and asking costs.
  if (!plain(root).firstElementChild) return found;
  for (const element of plain(root).querySelectorAll(selector)) {
    if (is(element, kind)) found.push(element);
  }
  return found;
}
