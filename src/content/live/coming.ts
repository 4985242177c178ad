/**
 * Painted frames after which the browser shows the present picture of a video that was hidden, and not
 * the one it had painted last; one or two are enough where nothing else goes on.
 */
const FRAMES = 6;

/** Waits some painted frames for each of the things that come into sight. */
export class Coming<T extends object> {
  readonly #frames = new Map<T, number>();
  readonly #arrived: (thing: T) => void;
  #running = false;

  constructor(arrived: (thing: T) => void) {
    this.#arrived = arrived;
  }

  begin(thing: T): void {
    if (this.#frames.has(thing)) return;
    this.#frames.set(thing, FRAMES);
    if (this.#running) return;
    this.#running = true;
    requestAnimationFrame(this.#frame);
  }

  cancel(thing: T): void {
    this.#frames.delete(thing);
  }

  readonly #frame = (): void => {
    for (const [thing, left] of this.#frames) {
      if (left > 1) this.#frames.set(thing, left - 1);
      else {
        this.#frames.delete(thing);
        this.#arrived(thing);
      }
    }
    this.#running = this.#frames.size > 0;
    if (this.#running) requestAnimationFrame(this.#frame);
  };
}
