/** How long what is out of sight may wait for others; each change on its own is a frame to paint. */
const OUT_OF_SIGHT_MS = 500;

interface Handlers {
  /** Whether it may stay as it is for a moment: nothing of it shows yet, and it is out of sight. */
  mayWait(element: Element): boolean;
  /** These may look otherwise by now; all that came together. */
  decide(elements: readonly Element[]): void;
}

/** Elements that may look otherwise by now: in sight before the next paint, the others in batches. */
export class Undecided {
  readonly #handlers: Handlers;
  readonly #now = new Set<Element>();
  readonly #later = new Set<Element>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: Handlers) {
    this.#handlers = handlers;
  }

  add(elements: Iterable<Element>): void {
    for (const element of elements) {
      if (!this.#now.has(element) && this.#handlers.mayWait(element)) this.#wait(element);
      else this.#hurry(element);
    }
  }

  /** It may not wait any longer, should it have. */
  recall(element: Element): void {
    if (this.#later.has(element) && !this.#handlers.mayWait(element)) this.#hurry(element);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#now.clear();
    this.#later.clear();
  }

  #hurry(element: Element): void {
    this.#later.delete(element);
    if (this.#now.size === 0) queueMicrotask(() => this.#decide(this.#now));
    this.#now.add(element);
  }

  #wait(element: Element): void {
    this.#later.add(element);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#decide(this.#later);
    }, OUT_OF_SIGHT_MS);
  }

  #decide(which: Set<Element>): void {
    const elements = [...which];
    which.clear();
    if (elements.length > 0) this.#handlers.decide(elements);
  }
}
