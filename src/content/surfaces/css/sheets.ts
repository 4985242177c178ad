import { CSS_PARTS, type ImageProperty } from '../../../shared/css-pin.ts';
import { selectorsOf } from '../../selectors.ts';
import { ADDRESS, IMAGES, INHERITS, SPEAKS, unquoted } from './functions.ts';
import { LooseRules, PARTS } from './loose.ts';
import { REFERENCES } from './refers.ts';
import { type RuleReader, readRule, sheetsOf } from './rules.ts';
import {
  attributesIn,
  baseOf,
  isQuery,
  type Pseudo,
  pseudoIn,
  shifts,
  shiftsSilently,
} from './selectors.ts';
import type { Shift } from './shifting.ts';

/** Not held by any rule of ours; of the first three only what `content` brings. */
const UNHELD: readonly Pseudo[] = ['before', 'after', 'marker', 'first-letter', 'first-line'];
const WHOLLY = /^first-/;
const BRACKET = /\(/;
const DYNAMIC =
  /:(hover|focus|active|checked|target|open|valid|invalid|placeholder-shown|disabled)/;
const PSEUDOS = CSS_PARTS.filter((part) => part !== '');
/** Longer lists are slower to match than all elements are to look at. */
const MOST_SELECTORS = 200;
/** All of them are matched at once. */
const MOST_SHIFTS = 50;
/** Attributes by which browsers, `:disabled` and the like choose how things look. */
const HEEDED = new Set(
  `class style background id hidden open disabled dir lang type href checked selected required
  readonly placeholder min max step pattern minlength maxlength value multiple contenteditable
  popover`.split(/\s+/),
);

/**
 * What the style sheets say of images, as far as they can be read: where to look first, and where
 * not at all. Only a help: what it misses stays held until something else finds it.
 */
export class Sheets {
  readonly #read = new Map<CSSStyleSheet, Extent>();
  readonly #pseudo = new Map<Pseudo, Set<string>>();
  readonly #generated = new Map<Pseudo, Set<string>>();
  readonly #attributes = new Set<string>();
  /** Of elements whose own value the hold hides; the second take it off again. */
  readonly #hidden = new Set<string>();
  readonly #resets = new Set<string>();
  /** Properties that some rule may give an image, beside backgrounds, which are always looked at. */
  readonly properties = new Set<ImageProperty>();
  /** Some sheet is of another origin, and may say anything. */
  unreadable = false;
  /** Some image may come or go with the pointer, the focus or the state of a form. */
  dynamic = false;
  /** Some animation may bring an image. */
  animated = false;
  readonly #keyframes = new Set<CSSKeyframesRule>();
  /** Those that have not come yet. */
  readonly #imports = new Set<CSSImportRule>();
  /** Rules that may come to give elements an image with nobody telling of it. */
  readonly #shifts = new Map<string, Shift>();
  /** Some of these may do so though nothing in any tree has changed. */
  shiftSilently = false;
  /** For the parts of elements that are held all together. */
  readonly loose = new LooseRules(PARTS);
  /** For elements that draw with what another file holds. */
  readonly references = new LooseRules(REFERENCES);
  #lists = false;
  /** What addresses in the sheet that is being read are relative to. */
  #base = document.baseURI;
  readonly #reader: RuleReader = {
    style: (selector, style, isContained) => this.#style(selector, style, isContained),
    imported: (rule) => this.#import(rule),
    keyframes: (rule) => {
      this.#keyframes.add(rule);
      if (IMAGES.test(rule.cssText)) this.animated = true;
    },
  };

  /** Reads what is new. @returns whether anything was */
  read(roots: Iterable<Document | ShadowRoot>): boolean {
    let news = false;
    const there = new Set<CSSStyleSheet>();
    for (const root of roots) {
      for (const sheet of sheetsOf(root)) {
        there.add(sheet);
        if (this.#sheet(sheet)) news = true;
      }
    }
    for (const sheet of this.#read.keys()) if (!there.has(topOf(sheet))) this.#leave(sheet);
    // What they ask for comes in its own time.
    for (const rule of this.#imports) {
      if (!rule.styleSheet) continue;
      this.#imports.delete(rule);
      if (this.#import(rule)) news = true;
    }
    return news;
  }

  #import(rule: CSSImportRule): boolean {
    if (rule.styleSheet) return this.#sheet(rule.styleSheet);
    this.#imports.add(rule);
    return false;
  }

  /** Should it come back, it is read again. */
  #leave(sheet: CSSStyleSheet): void {
    this.#read.delete(sheet);
    this.loose.forget(sheet);
    this.references.forget(sheet);
    for (const rule of this.#keyframes) {
      if (rule.parentStyleSheet === sheet) this.#keyframes.delete(rule);
    }
  }

  /** Whether some animation may bring a picture, by what its rule says now. */
  get animatesPictures(): boolean {
    return [...this.#keyframes].some(
      ({ cssText }) => ADDRESS.test(cssText) || INHERITS.test(cssText) || cssText.includes('\\'),
    );
  }

  /** Whether there is anything to read anew; looks at no rule. */
  haveGrown(roots: Iterable<Document | ShadowRoot>): boolean {
    for (const root of roots) {
      for (const sheet of sheetsOf(root)) {
        try {
          if (!isOf(sheet.cssRules, this.#read.get(sheet))) return true;
        } catch {
          // Of another origin; known to be unreadable since it was first met.
          if (!this.unreadable) return true;
        }
      }
    }
    return false;
  }

  /** Its text was replaced: it may say other things in as many rules. */
  forget(owner: Node): void {
    for (const sheet of this.#read.keys()) if (sheet.ownerNode === owner) this.#read.delete(sheet);
  }

  /** Rules may have been changed in place. */
  forgetAll(): void {
    this.#read.clear();
  }

  /** @returns a selector of the elements whose part may show an image, null where none can */
  selector(part: Pseudo): string | null {
    if (this.unreadable) return '*';
    const selectors = this.#pseudo.get(part);
    if (!selectors) return null;
    return selectors.size > MOST_SELECTORS ? '*' : [...selectors].join(',');
  }

  /** All there are of these. */
  get selectors(): [Pseudo, string][] {
    return PSEUDOS.flatMap((part) => {
      const selector = this.selector(part);
      return selector === null ? [] : [[part, selector] as [Pseudo, string]];
    });
  }

  /**
   * Of the elements whose part may show an image that nothing holds until it is found. Of sheets
   * that cannot be read, nobody knows.
   */
  get generated(): [Pseudo, string][] {
    return [...this.#generated]
      .filter(([, selectors]) => selectors.size <= MOST_SELECTORS)
      .map(([part, selectors]) => [part, [...selectors].join(',')]);
  }

  /** Of rules that may come to give elements an image with nobody telling of it; none there may be. */
  get shifts(): Iterable<Shift> | null {
    return this.#shifts.size > 0 ? this.#shifts.values() : null;
  }

  /** Whether how things look may hang on this attribute. */
  heeds(attribute: string): boolean {
    return HEEDED.has(attribute) || this.names(attribute);
  }

  /** Whether a rule may name this attribute. */
  names(attribute: string): boolean {
    return this.unreadable || this.#attributes.has(attribute);
  }

  /**
   * What the cover overrides cannot be read from the computed style: list-style-image, and `content`
   * of images.
   * @returns a selector of the elements whose own values must be let into force to be read
   */
  get hidden(): string | null {
    const selectors = [...this.#hidden, ...(this.#lists ? this.#resets : [])];
    if (this.unreadable) selectors.push('ul', 'ol', 'li');
    return selectors.length > 0 ? selectors.join(',') : null;
  }

  #sheet(sheet: CSSStyleSheet): boolean {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      // Of another origin.
      const news = !this.unreadable;
      this.unreadable = true;
      return news;
    }
    const known = this.#read.get(sheet);
    if (isOf(rules, known)) return false;
    const { length } = rules;
    this.#read.set(sheet, { length, first: rules[0], last: rules[length - 1] });
    // Frameworks add rule after rule at the end; elsewhere is no different in what it may say.
    const more = known && known.first === rules[0] && known.length < length;
    const from = more && known.length > 500 ? known.length - 1 : 0;
    const around = this.#base;
    this.#base = sheet.href ?? document.baseURI;
    for (let i = from; i < rules.length; i++) {
      const rule = rules[i];
      if (rule) readRule(rule, this.#reader);
    }
    this.#base = around;
    return true;
  }

  #style(selector: string, style: CSSStyleDeclaration, isContained: boolean): void {
    if (selector.includes('['))
      for (const name of attributesIn(selector)) this.#attributes.add(name);
    const text = style.cssText;
    this.loose.note(selector, style, text, this.#base);
    if (!SPEAKS.test(text)) return;
    this.references.note(selector, style, text, this.#base);
    const pseudo = pseudoIn(selector) !== null;
    // A list may speak of elements and of parts of them.
    if (!pseudo || selector.includes(',')) {
      this.#property(style, 'border-image-source', 'border-image');
      this.#property(style, 'mask-image', 'mask');
      this.#property(style, 'content', 'content');
      this.#hides(selector, style);
      if (IMAGES.test(text)) this.#shiftsIn(selector, isContained);
    }
    const dynamic = !this.dynamic && DYNAMIC.test(selector);
    // What an animation brings is in no rule of the pseudo-element's own.
    const images =
      IMAGES.test(text) || text.includes('animation') || (pseudo && INHERITS.test(text));
    if ((pseudo || dynamic) && images) {
      if (dynamic) this.dynamic = true;
      if (pseudo) for (const one of selectorsOf(selector)) this.#add(one, style);
    }
  }

  #shiftsIn(list: string, isContained: boolean): void {
    if (!isContained && !shifts(list)) return;
    for (const selector of selectorsOf(list)) {
      if (this.#shifts.size >= MOST_SHIFTS) return;
      const isOne = pseudoIn(selector) === null && (isContained || shifts(selector));
      if (!isOne || !isQuery(selector)) continue;
      this.#shifts.set(selector, { selector, isContained });
      this.shiftSilently ||= isContained || shiftsSilently(selector);
    }
  }

  #hides(selectorText: string, style: CSSStyleDeclaration): void {
    const list = style.getPropertyValue('list-style-image') || style.getPropertyValue('list-style');
    const content = style.getPropertyValue('content');
    const image = list.includes('(') || content.includes('(');
    if (list.includes('(')) {
      this.#lists = true;
      this.properties.add('list-style-image');
    }
    if (list === '' && !image) return;
    for (const one of selectorsOf(selectorText)) {
      if (pseudoIn(one) === null) (image ? this.#hidden : this.#resets).add(baseOf(one));
    }
  }

  #property(style: CSSStyleDeclaration, name: ImageProperty, shorthand: string): void {
    if (this.properties.has(name)) return;
    const value = style.getPropertyValue(name) || style.getPropertyValue(shorthand);
    if (BRACKET.test(value)) this.properties.add(name);
  }

  #add(selector: string, style: CSSStyleDeclaration): void {
    const part = pseudoIn(selector);
    if (!part) return;
    const base = baseOf(selector);
    addTo(this.#pseudo, part, base);
    // Whatever it stands in: to look at all elements takes longer than there is time.
    if (base === '*' || !UNHELD.includes(part)) return;
    if (WHOLLY.test(part) || ADDRESS.test(unquoted(style.getPropertyValue('content')))) {
      addTo(this.#generated, part, base);
    }
  }
}

/** The one that a document has, of those that it imports. */
function topOf(sheet: CSSStyleSheet): CSSStyleSheet {
  let top = sheet;
  while (top.parentStyleSheet) top = top.parentStyleSheet;
  return top;
}

/** How far a sheet was read. Rules that are put in another's place are other objects. */
interface Extent {
  readonly length: number;
  readonly first: CSSRule | undefined;
  readonly last: CSSRule | undefined;
}

const isOf = (rules: CSSRuleList, known: Extent | undefined): boolean =>
  known !== undefined &&
  known.length === rules.length &&
  known.first === rules[0] &&
  known.last === rules[rules.length - 1];

function addTo(lists: Map<Pseudo, Set<string>>, part: Pseudo, selector: string): void {
  const known = lists.get(part) ?? new Set();
  lists.set(part, known.add(selector));
}
