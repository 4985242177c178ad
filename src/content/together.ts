import type { PageVerdict } from '../shared/messages.ts';

/**
 * Each change of a page is a frame to lay out and paint: on a page of 5,000 elements some 5 ms of its
 * main thread, and more in other processes. Nobody sees this much later what is out of sight.
 */
const WAIT_MS = 150;

/** Verdicts that may wait a moment, to be applied in one go. */
export class Together<S> {
  readonly #apply: (subject: S, verdict: PageVerdict) => void;
  readonly #waiting = new Map<S, PageVerdict>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(apply: (subject: S, verdict: PageVerdict) => void) {
    this.#apply = apply;
  }

  /** Applied a moment from now at the latest. */
  add(subject: S, verdict: PageVerdict): void {
    this.#waiting.set(subject, verdict);
    this.#timer ??= setTimeout(() => this.flush(), WAIT_MS);
  }

  has(subject: S): boolean {
    return this.#waiting.has(subject);
  }

  /** It is not about what that shows any more. */
  drop(subject: S): void {
    this.#waiting.delete(subject);
  }

  /** Nobody is told any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.clear();
  }

  /** Applies all there are. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      // One may be dropped by what follows from another.
      for (const [subject, verdict] of this.#waiting) {
        this.#waiting.delete(subject);
        this.#apply(subject, verdict);
      }
    } finally {
      // Where one of them failed, the others are not to wait for ever.
      if (this.#waiting.size > 0) this.#timer ??= setTimeout(() => this.flush(), WAIT_MS);
    }
  }
}
