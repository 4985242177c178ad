import type { Roots } from '../../roots.ts';
import type { CssMarks } from './marks.ts';

/** Roots that came at once, from which on all trees are searched instead of each. */
const MANY = 10;

/** What comes with a mark that is not ours loses it, before it is painted. */
export class Newcomers {
  readonly #roots: Roots;
  readonly #marks: CssMarks;
  readonly #fresh = new Set<ParentNode>();

  constructor(roots: Roots, marks: CssMarks) {
    this.#roots = roots;
    this.#marks = marks;
  }

  /** Done at the end of the mutations that are being told of, once for all of them. */
  add(root: ParentNode): void {
    if (this.#fresh.size === 0) queueMicrotask(() => this.#strip());
    this.#fresh.add(root);
  }

  #strip(): void {
    const roots = this.#fresh.size > MANY ? this.#roots.all() : this.#fresh;
    for (const root of roots) {
      for (const element of this.#marks.marked(root)) {
        if (!this.#marks.knows(element)) this.#marks.enforce(element);
      }
    }
    this.#fresh.clear();
  }
}
