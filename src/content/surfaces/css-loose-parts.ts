import { PARTS_MARK } from '../../shared/css-pin.ts';
import type { PageView } from '../../shared/messages.ts';
import { is } from '../realms.ts';
import type { Roots } from '../roots.ts';
import { isHeldByMark, type LooseRule, namesOf } from './css-loose.ts';
import type { CssMarks } from './css-marks.ts';
import type { Picture } from './css-pictures.ts';
import type { Loose } from './css-selectors.ts';
import type { Sheets } from './css-sheets.ts';
import { Variables } from './css-variables.ts';

const FREE = 'free';

/**
 * Says for css-parts.css whether parts of elements may show what rules give them. No script can read
 * what one of them shows, so it hangs on what all such rules of the document name.
 */
export class LooseParts {
  readonly #roots: Roots;
  readonly #marks: CssMarks;
  readonly #pictureOf: (url: string) => Picture;
  readonly #variables = new Variables();
  readonly #marked = new Map<Element, string>();
  #rules: readonly LooseRule[] = [];
  #sheets: Sheets | null = null;
  #view: PageView | null = null;

  /** @param pictureOf what is known of an address, from now on for as long as the page is there */
  constructor(roots: Roots, marks: CssMarks, pictureOf: (url: string) => Picture) {
    this.#roots = roots;
    this.#marks = marks;
    this.#pictureOf = pictureOf;
  }

  set view(view: PageView) {
    this.#view = view;
    this.decide();
  }

  /** In each frame in which rules, or the elements that they are for, may have changed. */
  update(sheets: Sheets): void {
    this.#sheets = sheets;
    this.#rules = sheets.loose.read().filter(({ parts }) => parts.some((part) => this.#has(part)));
    this.#variables.forget();
    for (const { urls } of this.#rules) for (const url of urls) this.#pictureOf(url);
    this.decide();
  }

  /** Some picture may stand otherwise now. */
  decide(): void {
    const marks = this.#marksNow();
    for (const element of this.#marked.keys()) {
      if (!marks.has(element)) this.#marks.setAlone(element, PARTS_MARK, null);
    }
    this.#marked.clear();
    for (const [element, names] of marks) {
      const mark = [...names].join(' ');
      this.#marks.setAlone(element, PARTS_MARK, mark);
      this.#marked.set(element, mark);
    }
  }

  stop(): void {
    for (const element of this.#marked.keys()) this.#marks.setAlone(element, PARTS_MARK, null);
  }

  #marksNow(): Map<Element, Set<string>> {
    const marks = new Map<Element, Set<string>>();
    if (!this.#sheets || !this.#view) return marks;
    const mark = (element: Element, name: string): void => {
      marks.set(element, (marks.get(element) ?? new Set()).add(name));
    };
    const markTrees = (name: string): void => {
      for (const root of this.#roots.all()) {
        const top = is(root, ShadowRoot) ? root.host : root.documentElement;
        if (top) mark(top, name);
      }
    };
    const { unreadable, loose } = this.#sheets;
    const filters = this.#view.active || this.#view.all;
    const held = filters ? this.#rules.filter((rule) => !this.#mayShow(rule)) : [];
    for (const { parts, inContent } of held) {
      for (const { part, base } of parts) {
        const names = namesOf(part, inContent);
        if (names.length === 0) continue;
        for (const element of this.#elementsOf(base)) for (const name of names) mark(element, name);
      }
    }
    const isFree = filters
      ? !unreadable &&
        !loose.areTooMany &&
        held.every(({ parts }) => parts.every(({ part }) => isHeldByMark(part)))
      : true;
    if (isFree && (this.#rules.length > 0 || unreadable)) markTrees(FREE);
    return marks;
  }

  #mayShow({ urls, variables, sound, animated }: LooseRule): boolean {
    if (!sound || (animated && this.#sheets?.animated)) return false;
    if (variables.some((name) => this.#mayBring(name))) return false;
    return urls.every((url) => {
      const picture = this.#pictureOf(url);
      // What was judged may stand in for what its address brings; here the address itself shows.
      return picture.standing() === 'clear' && picture.shown === picture.url;
    });
  }

  #mayBring(variable: string): boolean {
    return this.#sheets?.unreadable || this.#variables.mayBring(variable, this.#roots.all());
  }

  #has({ base }: Loose): boolean {
    if (base === '*') return true;
    for (const root of this.#roots.all()) if (root.querySelector(base)) return true;
    return false;
  }

  #elementsOf(base: string): Element[] {
    return [...this.#roots.all()].flatMap((root) => [...root.querySelectorAll(base)]);
  }
}
