import { COPIES_NODES } from './browser.chrome.ts';
import { aroundCopies } from './copies.ts';
import type { Marks } from './marks.ts';
import { plain } from './plain.ts';

/**
 * Keeps the nodes that images are shown by out of what a person copies: in Firefox they would be in it as
 * text that nobody sees. Meanwhile those images are covered; they are marked again before the next paint.
 */
export class BareCopies {
  readonly #marks: Marks;
  readonly listen: () => void;

  constructor(marks: Marks, signal: AbortSignal) {
    this.#marks = marks;
    const listen = aroundCopies(this.#begins, () => marks.bare([]), signal);
    this.listen = COPIES_NODES ? listen : () => undefined;
  }

  readonly #begins = (): void => {
    const selection = getSelection();
    if (!selection) return;
    const images = [...plain(document).querySelectorAll('img')];
    this.#marks.bare(images.filter((img) => selection.containsNode(img, true)));
  };
}
