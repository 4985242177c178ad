import type { Looked } from './moving.ts';

/** What has been blank for so long is shown, though nothing else was seen of it. */
export const BLANK_MS = 1_500;
/** Between two looks until then. */
const AGAIN_MS = 100;

/**
 * A video often begins with one colour all over: a stream whose first picture is still on its way, a
 * film that fades in. That says nothing of what comes next, which would be in sight until the next look
 * and its verdict. So what moves and was blank ever since it began is not taken for clear at once.
 */
export class Beginning {
  /** It was blank at every look since. */
  #blankSince: number | null = null;
  #over = false;

  /** @returns whether this is the first picture of it, of which nothing that was seen before tells */
  looked(looked: Looked, now: number): boolean {
    if (looked === 'blank' && !this.#over) this.#blankSince ??= now;
    if (looked !== 'asked') return false;
    const first = !this.#over;
    this.#over = true;
    this.#blankSince = null;
    return first;
  }

  /** It begins to move. */
  moves(now: number): void {
    if (this.#blankSince !== null) this.#blankSince = now;
  }

  /** When to look again, while what it shows cannot be told from what comes; else null. */
  again(now: number): number | null {
    return this.isUnsure(now) ? now + AGAIN_MS : null;
  }

  isUnsure(now: number): boolean {
    return this.#blankSince !== null && now - this.#blankSince < BLANK_MS;
  }

  /** Something else begins. */
  restart(): void {
    this.#blankSince = null;
    this.#over = false;
  }
}
