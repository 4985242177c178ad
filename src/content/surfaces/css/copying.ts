import { COPYING_MARK } from '../../../shared/css-pin.ts';
import type { CssMarks } from './marks.ts';

/** With these something of the page is written out, styles and all, as soon as everybody has heard of it. */
const EVENTS = ['copy', 'cut'] as const;

/**
 * Keeps what we say of elements out of what a person copies from the page: Chromium writes the rules of the
 * page's origin into it, ours among them. The user's origin holds meanwhile. What is dragged is written out
 * before anybody hears of it, and has them in it.
 */
export class Copying {
  readonly #marks: CssMarks;
  readonly #stop = new AbortController();

  constructor(marks: CssMarks) {
    this.#marks = marks;
    this.listen();
  }

  /** document.open takes listeners off; adding one that is there changes nothing. */
  listen(): void {
    const options = { capture: true, passive: true, signal: this.#stop.signal };
    for (const event of EVENTS) addEventListener(event, this.#begins, options);
  }

  stop(): void {
    this.#stop.abort();
    this.#ends();
  }

  readonly #begins = ({ isTrusted }: Event): void => {
    // A page can say so in each frame.
    if (!isTrusted) return;
    const { documentElement } = document;
    if (!documentElement) return;
    this.#marks.setAlone(documentElement, COPYING_MARK, '');
    // Whichever comes first; a microtask would come before it is written.
    setTimeout(this.#ends, 0);
    requestAnimationFrame(this.#ends);
  };

  readonly #ends = (): void => {
    const { documentElement } = document;
    if (documentElement) this.#marks.setAlone(documentElement, COPYING_MARK, null);
  };
}
