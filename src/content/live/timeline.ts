/** Seconds of a video that one sample speaks for. */
const SECONDS = 0.5;

/**
 * Which moments of a video were seen to be clear, so that a loop or a step back to one of them need
 * not cover it anew: at the next sample that is checked like any other.
 */
export class Timeline {
  readonly #clear = new Set<number>();

  note(seconds: number, clear: boolean): void {
    if (clear) this.#clear.add(bucketOf(seconds));
    else this.#clear.delete(bucketOf(seconds));
  }

  wasClear(seconds: number): boolean {
    return this.#clear.has(bucketOf(seconds));
  }

  forget(): void {
    this.#clear.clear();
  }
}

const bucketOf = (seconds: number): number => Math.floor(seconds / SECONDS);
