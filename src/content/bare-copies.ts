import { COPIES_NODES } from './browser.chrome.ts';
import type { Marks } from './marks.ts';
import { plain } from './plain.ts';

/** With these the browser writes out what is selected, as soon as everybody has heard of it. */
const EVENTS = ['copy', 'cut'] as const;

/**
 * Keeps the nodes that images are shown by out of what a person copies: in Firefox they would be in it as
 * text that nobody sees. Meanwhile those images are covered; they are marked again before the next paint.
 */
export class BareCopies {
  readonly #marks: Marks;
  readonly #signal: AbortSignal;

  constructor(marks: Marks, signal: AbortSignal) {
    this.#marks = marks;
    this.#signal = signal;
  }

  /** document.open takes listeners off; adding one that is there changes nothing. */
  listen(): void {
    if (!COPIES_NODES) return;
    const options = { capture: true, passive: true, signal: this.#signal };
    for (const event of EVENTS) addEventListener(event, this.#begins, options);
  }

  readonly #begins = ({ isTrusted }: Event): void => {
    const selection = getSelection();
    // A page can say so in each frame.
    if (!isTrusted || !selection) return;
    const images = [...plain(document).querySelectorAll('img')];
    this.#marks.bare(images.filter((img) => selection.containsNode(img, true)));
    // Whichever comes first; a microtask would come before it is written.
    setTimeout(this.#ends, 0);
    requestAnimationFrame(this.#ends);
  };

  readonly #ends = (): void => this.#marks.bare([]);
}
