import { REFERS_MARK } from '../../../shared/css-pin.ts';
import type { PageView } from '../../../shared/messages.ts';
import { plain } from '../../plain.ts';
import type { Roots } from '../../roots.ts';
import type { Brought, LooseRule } from './loose.ts';
import { MarkSet } from './mark-set.ts';
import type { CssMarks } from './marks.ts';
import type { Picture } from './pictures.ts';
import { heldOf, mayName, mayRefer, REFERRING, referredBy, saidBy } from './refers.ts';
import type { Sheets } from './sheets.ts';

/** Says for refers.css.ts which elements may not draw with what they refer to in other files. */
export class References {
  readonly #roots: Roots;
  readonly #pictureOf: (url: string) => Picture;
  readonly #held: MarkSet;
  /** Elements that refer to files by themselves. */
  readonly #referring = new Map<Element, Brought>();
  /** What elements said when they were read last: scripts that draw write styles in every frame. */
  readonly #known = new WeakMap<Element, { readonly said: string; readonly brought: Brought }>();
  #rules: readonly LooseRule[] = [];
  #view: PageView | null = null;

  /** @param pictureOf what is known of a file, from now on for as long as the page is there */
  constructor(roots: Roots, marks: CssMarks, pictureOf: (url: string) => Picture) {
    this.#roots = roots;
    this.#held = new MarkSet(marks, REFERS_MARK);
    this.#pictureOf = pictureOf;
  }

  set view(view: PageView) {
    this.#view = view;
    this.decide();
  }

  /** In each frame in which rules, or the elements that they are for, may have changed. */
  update(sheets: Sheets): void {
    this.#rules = sheets.references.read().filter((rule) => this.#concerns(rule));
    for (const rule of this.#rules) this.#load(rule);
    this.decide();
  }

  /** These came into a tree. Before the next paint. */
  added(root: ParentNode): void {
    const came = [...plain(root).querySelectorAll(REFERRING)];
    if (root instanceof Element && plain(root).matches(REFERRING)) came.push(root);
    if (came.map((element) => this.#read(element)).some(Boolean)) this.decide();
  }

  /** One of its attributes changed. */
  styled(element: Element, attribute: string): void {
    if (!mayRefer(attribute)) return;
    if (!mayName(plain(element).getAttribute(attribute)) && !this.#referring.has(element)) return;
    if (this.#read(element)) this.decide();
  }

  /** Some file may stand otherwise now. */
  decide(): void {
    const marks = new Map<Element, Set<string>>();
    const mark = (element: Element, holds: readonly string[]): void => {
      const all = marks.get(element) ?? new Set();
      for (const hold of holds) all.add(hold);
      marks.set(element, all);
    };
    const filters = !this.#view || this.#view.active || this.#view.all;
    for (const [element, brought] of this.#referring) {
      if (!plain(element).isConnected) this.#referring.delete(element);
      else if (filters && !this.#mayShow(brought)) mark(element, brought.holds ?? []);
    }
    for (const rule of filters ? this.#rules : []) {
      if (this.#mayShow(rule)) continue;
      for (const part of rule.parts) {
        const { base, holds } = heldOf(part, rule.holds ?? []);
        for (const element of this.#roots.find(base)) mark(element, holds);
      }
    }
    this.#held.put(marks);
  }

  stop(): void {
    this.#held.put(new Map());
  }

  /** @returns whether it says something else than it did */
  #read(element: Element): boolean {
    const values = saidBy(element);
    const said = values.join('\n');
    const known = this.#known.get(element);
    const brought = known?.said === said ? known.brought : referredBy(values);
    this.#known.set(element, { said, brought });
    if (!brought.draws) return this.#referring.delete(element);
    if (this.#referring.get(element) === brought) return false;
    this.#referring.set(element, brought);
    this.#load(brought);
    return true;
  }

  #load({ urls }: Brought): void {
    for (const url of urls) this.#pictureOf(url);
  }

  #concerns({ parts, holds = [] }: LooseRule): boolean {
    return parts.some((part) => this.#roots.has(heldOf(part, holds).base));
  }

  #mayShow({ urls, sound }: Brought): boolean {
    return sound && urls.every((url) => this.#pictureOf(url).mayShowItself);
  }
}
