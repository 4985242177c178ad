/** Undoings of our marks on one element that are answered at once. */
const MOST_ROUNDS = 8;
/** After so long one of them counts no more: pages make themselves anew from markup as often as they draw. */
const FORGOTTEN_AFTER_MS = 10;
const FIRST_TRUCE_MS = 2_000;
const LAST_TRUCE_MS = 60_000;

/**
 * Ours against a page that undoes the marks on an element as often as we make them, which would keep
 * both busy for ever. After some rounds in a row we yield: the element stays in the plain cover, which
 * needs no mark. Later we try again, each time after twice as long.
 */
export class Contest {
  #rounds = 0;
  #last = 0;
  #truce = FIRST_TRUCE_MS;
  #yielded = false;

  get yielded(): boolean {
    return this.#yielded;
  }

  /** The page undid them once more. @param resume called when the marks may be made again */
  lost(resume: () => void): void {
    if (this.#yielded) return;
    const now = performance.now();
    this.#rounds = Math.max(0, this.#rounds - (now - this.#last) / FORGOTTEN_AFTER_MS) + 1;
    this.#last = now;
    if (this.#rounds <= MOST_ROUNDS) return;
    this.#yielded = true;
    setTimeout(() => {
      this.#yielded = false;
      this.#rounds = 0;
      resume();
    }, this.#truce);
    this.#truce = Math.min(this.#truce * 2, LAST_TRUCE_MS);
  }
}
