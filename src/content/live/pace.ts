/** Between looks at what changes, on the mean. */
export const BUSY_MS = 500;
/** What has not changed for about as long as this is not looked at any more. */
const LONGEST_MS = 32_000;
/** Looks come that much sooner or later by chance, so that no page can change in between them. */
const JITTER = 0.4;

/**
 * When to look again at something whose changes nobody tells of: about twice a second while it
 * changes, then ever more seldom (1, 2, 4 … 32 s), and at last never, until something stirs it. So a
 * page in which nothing goes on costs nothing.
 */
export class Pace {
  readonly #random: () => number;
  #interval = BUSY_MS;
  #due: number | null = null;

  /** @param random 0–1 */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** When the next look is due, in the clock of the calls; null for never. */
  get due(): number | null {
    return this.#due;
  }

  /** It may change now, or has: looked at soon, and then as if it had changed. */
  stir(now: number): void {
    this.#interval = BUSY_MS;
    const soon = now + this.#jittered();
    this.#due = this.#due === null ? soon : Math.min(this.#due, soon);
  }

  /** It is to be looked at then. */
  at(time: number): void {
    this.#interval = BUSY_MS;
    this.#due = time;
  }

  /** It was looked at. */
  looked(now: number, changed: boolean): void {
    this.#interval = changed ? BUSY_MS : this.#interval * 2;
    this.#due = this.#interval > LONGEST_MS ? null : now + this.#jittered();
  }

  rest(): void {
    this.#due = null;
  }

  #jittered(): number {
    return this.#interval * (1 - JITTER + 2 * JITTER * this.#random());
  }
}
