import type { CssMarks } from './marks.ts';

/** One mark that is about no part by itself, and the elements that have it: all that should, and no others. */
export class MarkSet {
  readonly #marks: CssMarks;
  readonly #name: string;
  #marked: ReadonlySet<Element> = new Set();

  constructor(marks: CssMarks, name: string) {
    this.#marks = marks;
    this.#name = name;
  }

  get isEmpty(): boolean {
    return this.#marked.size === 0;
  }

  /** @param words what the mark says, of each element that is to have it; all others lose it */
  put(words: ReadonlyMap<Element, Iterable<string>>): void {
    for (const element of this.#marked) {
      if (!words.has(element)) this.#marks.setAlone(element, this.#name, null);
    }
    for (const [element, said] of words) {
      this.#marks.setAlone(element, this.#name, [...said].join(' '));
    }
    this.#marked = new Set(words.keys());
  }
}
