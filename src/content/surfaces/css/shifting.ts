/** Elements of one selector that are kept in mind. */
const MOST_ELEMENTS = 500;
/** Between two looks. What they find is held until then. */
const EVERY_MS = 300;

/** A rule that gives elements an image may come to be for others, with nobody telling of it. */
export interface Shift {
  /** Of the elements that it is for now. */
  readonly selector: string;
  /** Whether more than that decides: the size or the style of a container. */
  readonly isContained: boolean;
}

interface Handlers {
  isKnown(element: Element): boolean;
  /** Now is the time to `look`. */
  due(): void;
}

/**
 * Finds elements that come to show an image, or another, by what is in them or beside them, by the state
 * of a form or by a container: an image that loads for it is told of (docs/decisions/0011-ledger.md), one
 * in a `data:` address or from the browser's memory is not.
 */
export class Shifting {
  readonly #handlers: Handlers;
  /** By selector: the elements that were found by it last. */
  #found = new Map<string, ReadonlySet<Element>>();
  #lookedAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  /** Something came, left or changed: it says when to look, in a while. */
  stir(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(0, this.#lookedAt + EVERY_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#handlers.due();
    }, wait);
  }

  /** @returns elements whose images are to be read, each perhaps more than once */
  look(shifts: Iterable<Shift>, roots: Iterable<Document | ShadowRoot>): Element[] {
    this.#lookedAt = performance.now();
    const trees = [...roots];
    const due: Element[] = [];
    const found = new Map<string, ReadonlySet<Element>>();
    for (const { selector, isContained } of shifts) {
      const before = this.#found.get(selector);
      const now = new Set<Element>();
      for (const tree of trees) {
        for (const element of tree.querySelectorAll(selector)) {
          if (now.size >= MOST_ELEMENTS) break;
          now.add(element);
          if (!before?.has(element)) due.push(element);
          else if (isContained && !this.#handlers.isKnown(element)) due.push(element);
        }
      }
      for (const element of before ?? []) if (!now.has(element)) due.push(element);
      found.set(selector, now);
    }
    this.#found = found;
    return due;
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
