/** Work on the page's main thread at a time; a frame has 16 ms, and most of it is the page's. */
const SLICE_MS = 5;

/**
 * Many small pieces of work, done at once while that takes no longer than a slice, and in slices
 * between the page's own tasks after that. For work that can wait because all is covered meanwhile.
 */
export class Backlog<T> {
  readonly #work: (item: T) => void;
  #waiting: T[] = [];
  #next = 0;
  #scheduled = false;
  /** When the slice that the present callback may take is used up; 0 before its first piece. */
  #until = 0;

  constructor(work: (item: T) => void) {
    this.#work = work;
  }

  /** A callback that adds piece by piece gets one slice for all of them, not one for each. */
  add(items: Iterable<T>): void {
    for (const item of items) this.#waiting.push(item);
    if (this.#scheduled) return;
    if (this.#until === 0) {
      this.#until = performance.now() + SLICE_MS;
      queueMicrotask(() => {
        this.#until = 0;
      });
    }
    this.#workUntil(this.#until);
  }

  #workUntil(until: number): void {
    while (this.#next < this.#waiting.length && performance.now() < until) {
      const item = this.#waiting[this.#next++];
      if (item !== undefined) this.#work(item);
    }
    if (this.#next < this.#waiting.length) {
      this.#scheduled = true;
      setTimeout(() => {
        this.#scheduled = false;
        this.#workUntil(performance.now() + SLICE_MS);
      }, 0);
    } else {
      this.#waiting = [];
      this.#next = 0;
    }
  }
}
