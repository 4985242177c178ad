import { plain } from '../../plain.ts';

/** Elements between two looks at the clock. */
const CHUNK = 100;

/** Trees that came, and their elements in slices: all of it is held meanwhile. */
export class Trees {
  readonly #roots = new Set<ParentNode>();
  /** Elements to be looked at, from `next` on. */
  #waiting: Element[] = [];
  #next = 0;

  add(root: ParentNode): void {
    this.#roots.add(root);
  }

  /**
   * The next elements that are to be looked at. The first of them have the browser compute styles, which
   * it would have to anyway in this frame: the clock starts after these.
   * @param enough whether no more are wanted, asked now and then
   */
  *next(ms: number, enough: () => boolean): Generator<Element> {
    this.#plant();
    let until = Number.POSITIVE_INFINITY;
    while (this.#next < this.#waiting.length && performance.now() < until && !enough()) {
      const end = Math.min(this.#next + CHUNK, this.#waiting.length);
      while (this.#next < end) {
        const element = this.#waiting[this.#next++];
        if (element) yield element;
      }
      if (until === Number.POSITIVE_INFINITY) until = performance.now() + ms;
    }
    if (this.isEmpty) this.clear();
  }

  get isEmpty(): boolean {
    return this.#next >= this.#waiting.length;
  }

  clear(): void {
    this.#waiting = [];
    this.#next = 0;
  }

  /** Takes up the trees that were added, each element once. */
  #plant(): void {
    if (this.#roots.size === 0) return;
    const seen = new Set<Element>();
    for (const root of this.#roots) {
      if (root instanceof Element) {
        if (seen.has(root) || !plain(root).isConnected) continue;
        seen.add(root);
        if (!plain(root).firstElementChild) continue;
      }
      for (const element of plain(root).querySelectorAll('*')) seen.add(element);
    }
    this.#roots.clear();
    // What waits already is looked at once, and after what has just come.
    const rest = this.#waiting.slice(this.#next).filter((element) => !seen.has(element));
    this.clear();
    for (const element of seen) if (!isBare(element)) this.#waiting.push(element);
    for (const element of rest) this.#waiting.push(element);
  }
}

/** Never rendered, or nothing that CSS could give an image. */
const BARE = /^(script|style|link|meta|title|head|template|noscript|br|wbr|source|track)$/;
const isBare = (element: Element): boolean => BARE.test(plain(element).localName);
