import { isOtherScene } from './sample.ts';

/** Between two glances. A cut is seen for half of it on the mean, and for the time of its verdict. */
export const GLANCE_MS = 120;
/** Between two looks that glances ask for: cut upon cut would else keep the engine at work all the time. */
export const LOOK_AGAIN_MS = 250;
/** Between two glances at whatever moves in this frame: a page of many films must not stand still for them. */
export const APART_MS = 25;

/** When something was glanced at last. */
export interface Turn {
  at: number;
}
const shared: Turn = { at: Number.NEGATIVE_INFINITY };

/**
 * Between the looks at what plays in sight: whether it shows another scene by now, which is then looked
 * at without waiting for its turn. A glance costs no inference, and little of the page's time.
 */
export class Glances {
  readonly #turn: Turn;
  #looked: Uint8Array | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #glancedAt = Number.NEGATIVE_INFINITY;

  /** @param turn of all that give way to each other */
  constructor(turn = shared) {
    this.#turn = turn;
  }

  /** When the next glance is due, in the clock of the calls; never while there is nothing to tell it from. */
  get due(): number {
    if (!this.#looked) return Number.POSITIVE_INFINITY;
    const own = Math.max(this.#glancedAt + GLANCE_MS, this.#lookedAt + LOOK_AGAIN_MS);
    return Math.max(own, this.#turn.at + APART_MS);
  }

  isDue(now: number): boolean {
    return now >= this.due;
  }

  /** @param grid of the frame that was looked at (sample.ts) */
  looked(grid: Uint8Array, now: number): void {
    this.#looked = grid;
    this.#lookedAt = now;
  }

  /** @returns whether `grid` is of another scene than what was looked at last */
  glanced(grid: Uint8Array | null, now: number): boolean {
    this.#glancedAt = now;
    this.#turn.at = now;
    return grid !== null && this.#looked !== null && isOtherScene(grid, this.#looked);
  }

  forget(): void {
    this.#looked = null;
  }
}
