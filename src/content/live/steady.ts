import type { Verdict } from '../../shared/policy.ts';

/**
 * Clear samples in a row that uncover what was covered. Cuts back and forth between two scenes and
 * frames at a threshold would otherwise make it flicker; with two samples a second this is a second
 * and a half, the length of a short shot.
 */
export const CLEAR_IN_A_ROW = 3;

/**
 * Makes one verdict of the verdicts about the pictures that a thing shows one after another. One that
 * covers counts at once; clear ones uncover again when enough came in a row. The very first counts at
 * once either way, and so does that of what stands still: there is nothing to wait for.
 */
export class Steady {
  #verdict: Verdict | null = null;
  #clear = 0;

  /** null until the first sample. */
  get verdict(): Verdict | null {
    return this.#verdict;
  }

  /** @param still it goes on showing just this */
  sample(verdict: Verdict, still: boolean): void {
    if (verdict.cover) {
      this.#verdict = verdict;
      this.#clear = 0;
      return;
    }
    const was = this.#verdict;
    // A failure says nothing of what was seen, so nothing has to calm down after it.
    const atOnce = still || !was?.cover || was.reason === 'failed';
    if (atOnce || ++this.#clear >= CLEAR_IN_A_ROW) {
      this.#verdict = verdict;
      this.#clear = 0;
    }
  }

  /** It shows something else from now on, of which nothing is known. */
  reset(): void {
    this.#verdict = null;
    this.#clear = 0;
  }
}
