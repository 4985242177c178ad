import { IMAGE_PROPERTIES, PARTS_MARK, TREE_MARK } from '../../../shared/css-pin.ts';
import type { PageView } from '../../../shared/messages.ts';
import { plain } from '../../plain.ts';
import { is } from '../../realms.ts';
import type { Roots } from '../../roots.ts';
import { animatedParts, effectsOnParts, type PartEffect } from './animated-parts.ts';
import { type Brought, isHeldByMark, type LooseRule, namesOf } from './loose.ts';
import { MarkSet } from './mark-set.ts';
import type { CssMarks } from './marks.ts';
import { PassedOn } from './passed-on.ts';
import type { Picture } from './pictures.ts';
import type { Loose } from './selectors.ts';
import type { Sheets } from './sheets.ts';
import { namedIn } from './tokens.ts';
import { mayDeclare, Variables } from './variables.ts';

/**
 * Of a tree: all may show; what the browser gives a part by itself, and pages take away, shows as they
 * say (parts.css.ts); all is held.
 */
type State = 'free' | 'icons' | null;
/** Elements that are asked what a custom property is to them, or what they show. */
const MOST_ASKED = 20;

/**
 * Says for parts.css.ts whether parts of elements may show what rules give them: no script can read
 * what one of them shows, so it hangs on what all such rules of the document name.
 */
export class LooseParts {
  readonly #roots: Roots;
  readonly #pictureOf: (url: string) => Picture;
  readonly #variables = new Variables();
  readonly #passedOn = new PassedOn();
  readonly #held: MarkSet;
  readonly #trees: MarkSet;
  /** When those were marked last: the state, and which trees there were. */
  #treesAsMarked: readonly unknown[] = [];
  #rules: readonly LooseRule[] = [];
  /** What animations bring to parts, beside all rules for them. */
  #animated: readonly LooseRule[] = [];
  #sheets: Sheets | null = null;
  #view: PageView | null = null;

  /** @param pictureOf what is known of an address, from now on for as long as the page is there */
  constructor(roots: Roots, marks: CssMarks, pictureOf: (url: string) => Picture) {
    this.#roots = roots;
    this.#held = new MarkSet(marks, PARTS_MARK);
    this.#trees = new MarkSet(marks, TREE_MARK);
    this.#pictureOf = pictureOf;
  }

  set view(view: PageView) {
    this.#view = view;
    this.decide();
  }

  /** In each frame in which rules, or the elements that they are for, may have changed. */
  update(sheets: Sheets): void {
    this.#sheets = sheets;
    const rules = sheets.loose.read();
    this.#rules = rules.filter(({ parts }) =>
      parts.some(({ base }) => base === '*' || this.#roots.has(base)),
    );
    for (const rule of this.#rules) this.#load(rule);
    this.#animate(effectsOnParts(this.#roots.all()));
    this.decide();
  }

  /** Now and then: of what is animated on a part, nobody is told. */
  follow(effects: readonly PartEffect[]): void {
    if (this.#animate(effects)) this.decide();
  }

  /** @returns whether anything is or was */
  #animate(effects: readonly PartEffect[]): boolean {
    const were = this.#animated.length > 0;
    this.#animated = animatedParts(effects);
    for (const rule of this.#animated) this.#load(rule);
    return were || this.#animated.length > 0;
  }

  /** Some sheet says other things than it did. */
  reread(): void {
    this.#variables.forget();
    this.#passedOn.forget();
  }

  /** One of its attributes changed. */
  styled(element: Element, attribute: string): void {
    if (attribute === 'style' && mayDeclare(plain(element).getAttribute('style') ?? '')) {
      this.#variables.forget();
    }
  }

  #load({ urls }: Brought): void {
    for (const url of urls) this.#pictureOf(url);
  }

  /** Some picture may stand otherwise now. */
  decide(): void {
    const filters = !this.#view || this.#view.active || this.#view.all;
    const all = [...this.#rules, ...this.#animated];
    const held = filters ? all.filter((rule) => !this.#mayShow(rule)) : [];
    const marks = new Map<Element, Set<string>>();
    const mark = (element: Element, name: string): void => {
      marks.set(element, (marks.get(element) ?? new Set()).add(name));
    };
    for (const { parts, inContent } of held) {
      for (const { part, base } of parts) {
        const names = namesOf(part, inContent);
        if (names.length === 0) continue;
        for (const element of this.#roots.find(base)) for (const name of names) mark(element, name);
      }
    }
    this.#held.put(marks);
    this.#markTrees(filters ? this.#stateOf(held) : this.#sheets && 'free');
  }

  stop(): void {
    this.#held.put(new Map());
    this.#markTrees(null);
  }

  #stateOf(held: readonly LooseRule[]): State {
    if (!this.#sheets || !this.#view) return null;
    const { unreadable, loose } = this.#sheets;
    if (unreadable) return 'icons';
    const isFree = held.every(({ parts }) => parts.every(({ part }) => isHeldByMark(part)));
    // Also of what a page takes away from them, as the icon of a calendar.
    return isFree && loose.areAny && !loose.areTooMany ? 'free' : null;
  }

  /** There may be thousands, which mostly stay as they are. */
  #markTrees(state: State): void {
    if (state === null && this.#trees.isEmpty) return;
    const roots = [...this.#roots.all()];
    const now = [state, roots.length, roots.at(-1), document.documentElement];
    if (now.every((each, i) => each === this.#treesAsMarked[i])) return;
    this.#treesAsMarked = now;
    const words = new Map<Element, [NonNullable<State>]>();
    for (const root of roots) {
      const top = is(root, ShadowRoot) ? root.host : root.documentElement;
      if (top && state !== null) words.set(top, [state]);
    }
    this.#trees.put(words);
  }

  #mayShow({
    urls,
    variables,
    sound,
    animated,
    inherits,
    parts = [],
  }: Brought & { parts?: readonly Loose[] }): boolean {
    if (!sound || (animated && this.#sheets?.animatesPictures)) return false;
    if (inherits && parts.some(({ base }) => this.#mayPassOn(base))) return false;
    if (variables.some((name) => this.#mayBring(name, parts))) return false;
    return urls.every((url) => this.#pictureOf(url).mayShowItself);
  }

  /** Whether any of these elements has, or may come to have, a picture that a part of it would have from it. */
  #mayPassOn(base: string): boolean {
    const elements = base === '*' ? [] : this.#roots.find(base);
    if (base === '*' || elements.length > MOST_ASKED || this.#sheets?.unreadable) return true;
    const passedOn = this.#passedOn.to(elements, this.#roots.all());
    if (passedOn.some((brought) => !this.#mayShow(brought))) return true;
    return elements.some((element) => {
      const style = getComputedStyle(element);
      return IMAGE_PROPERTIES.some((name) => {
        const { urls, sound } = namedIn(style.getPropertyValue(name));
        return !sound || [...urls].some((url) => !this.#pictureOf(url).mayShowItself);
      });
    });
  }

  #mayBring(variable: string, parts: readonly Loose[]): boolean {
    if (this.#sheets?.unreadable || this.#variables.mayBring(variable, this.#roots.all()))
      return true;
    // Scripts give it values beside all sheets (registered properties, animations).
    return parts.some(({ base }) =>
      (base === '*' ? [document.documentElement] : this.#roots.find(base))
        .slice(0, MOST_ASKED)
        .some((element) => {
          const { urls, sound } = namedIn(getComputedStyle(element).getPropertyValue(variable));
          return urls.size > 0 || !sound;
        }),
    );
  }
}
