/** In one frame; most of its 16 ms are the page's. */
const SLICE_MS = 2;
/** Between two rounds at the least, and for each millisecond that the last one took. */
const PAUSE_MS = 400;
const PAUSE_FOR_EACH = 50;

/**
 * Goes through all elements again and again, in slices: a root that a page makes on what stands there
 * already, by a method that it keeps from elsewhere, makes no mutation, and nobody tells of it.
 */
export class Rounds {
  readonly #all: () => readonly Element[];
  readonly #look: (element: Element) => void;
  #left: readonly Element[] = [];
  #next = 0;
  #took = 0;
  #goes = false;
  #stopped = false;

  /** @param all that are there now @param look at one of them, which may have left by then */
  constructor(all: () => readonly Element[], look: (element: Element) => void) {
    this.#all = all;
    this.#look = look;
  }

  /** From now on for as long as the page is there. */
  begin(): void {
    if (this.#goes || this.#stopped) return;
    this.#goes = true;
    this.#rest();
  }

  stop(): void {
    this.#stopped = true;
    this.#left = [];
  }

  #rest(): void {
    setTimeout(this.#round, Math.max(PAUSE_MS, this.#took * PAUSE_FOR_EACH));
    this.#took = 0;
  }

  readonly #round = (): void => {
    if (this.#stopped) return;
    // None is seen.
    if (document.hidden) {
      this.#rest();
      return;
    }
    const began = performance.now();
    this.#left = this.#all();
    this.#next = 0;
    this.#took = performance.now() - began;
    requestAnimationFrame(this.#slice);
  };

  readonly #slice = (): void => {
    const began = performance.now();
    let now = began;
    for (; this.#next < this.#left.length && now - began < SLICE_MS; now = performance.now()) {
      const element = this.#left[this.#next++];
      if (element) this.#look(element);
    }
    this.#took += now - began;
    if (this.#next < this.#left.length) requestAnimationFrame(this.#slice);
    else if (!this.#stopped) {
      this.#left = [];
      this.#rest();
    }
  };
}
