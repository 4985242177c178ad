import { COPYING_MARK } from '../../../shared/css-pin.ts';
import { aroundCopies } from '../../copies.ts';
import type { CssMarks } from './marks.ts';

/**
 * Keeps what we say of elements out of what a person copies from the page: Chromium writes the rules of the
 * page's origin into it, ours among them. The user's origin holds meanwhile. What is dragged has them in it.
 */
export class Copying {
  readonly #marks: CssMarks;
  readonly #stop = new AbortController();

  /** Again where document.open took it off. */
  readonly listen: () => void;

  constructor(marks: CssMarks) {
    this.#marks = marks;
    this.listen = aroundCopies(() => this.#say(''), this.#ends, this.#stop.signal);
    this.listen();
  }

  stop(): void {
    this.#stop.abort();
    this.#ends();
  }

  readonly #ends = (): void => this.#say(null);

  #say(word: string | null): void {
    const { documentElement } = document;
    if (documentElement) this.#marks.setAlone(documentElement, COPYING_MARK, word);
  }
}
