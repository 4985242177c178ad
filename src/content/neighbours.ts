/** What our scripts in documents of one origin tell each other, in the extension's own world. */
export interface Neighbour {
  readonly document: Document;
  /** Elements with shadow roots, of all of them together. */
  readonly hosts: WeakSet<Element>;
  /** A node of that document was heard of (src/content/shadow/page-world-line.ts). */
  look(node: Node): void;
  /** Something there is known to show this address. */
  expects(url: string): boolean;
}

const HERE = Symbol.for('figleaf-neighbour');

/** No page script sees it. */
type World = typeof globalThis & { [HERE]?: Neighbour };

/** Makes this document known to all others of its origin in the tab. */
export function settleIn(neighbour: Neighbour): void {
  (globalThis as World)[HERE] = neighbour;
}

export const neighbourIn = (view: Window | null): Neighbour | null =>
  (view as World | null)?.[HERE] ?? null;

/** What the document that holds or opened this one shares with it; anew where there is none. */
export function sharedHosts(): WeakSet<Element> {
  for (const view of [window.parent, window.opener as Window | null]) {
    if (view && view !== window && isOpen(view)) {
      const neighbour = neighbourIn(view);
      if (neighbour) return neighbour.hosts;
    }
  }
  return new WeakSet();
}

/** All there are in this tab, as far as one can be reached from here: of one origin. */
export function* neighbours(): Iterable<Neighbour> {
  let highest: Window = window;
  while (highest.parent !== highest && isOpen(highest.parent)) highest = highest.parent;
  yield* within(highest);
}

function* within(view: Window): Iterable<Neighbour> {
  if (isOpen(view)) {
    const neighbour = neighbourIn(view);
    if (neighbour) yield neighbour;
  }
  for (let i = 0; i < view.length; i++) {
    const frame = view[i];
    if (frame) yield* within(frame);
  }
}

function isOpen(view: Window): boolean {
  try {
    return view.document !== null;
  } catch {
    // Of another origin.
    return false;
  }
}
