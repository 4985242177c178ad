/** In one frame; most of its 16 ms are the page's. */
const SLICE_MS = 2;
/** Between two rounds; each is twice as long as the one before, so that a page at rest is left at rest. */
const FIRST_PAUSE_MS = 400;
const LAST_PAUSE_MS = 5_000;
/** At the least, for each millisecond that the last round took. */
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
  #pause = FIRST_PAUSE_MS;
  #goes = false;
  #stopped = false;

  /** @param all that are there now @param look at one of them, which may have left by then */
  constructor(all: () => readonly Element[], look: (element: Element) => void) {
    this.#all = all;
    this.#look = look;
  }

  /** From now on for as long as the page is there: something came from which it may take such a method. */
  begin(): void {
    this.#pause = FIRST_PAUSE_MS;
    if (this.#goes || this.#stopped) return;
    this.#goes = true;
    this.#rest();
  }

  stop(): void {
    this.#stopped = true;
    this.#left = [];
  }

  #rest(): void {
    setTimeout(this.#round, Math.max(this.#pause, this.#took * PAUSE_FOR_EACH));
    this.#pause = Math.min(this.#pause * 2, LAST_PAUSE_MS);
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
