import { CSS_PARTS, type CssPart, type ImageProperty } from '../../shared/css-pin.ts';
import { selectorsOf } from '../selectors.ts';

type Pseudo = Exclude<CssPart, ''>;

const IMAGES =
  /(?:^|[\s;])(?:background|background-image|border-image|border-image-source|(?:-webkit-)?mask|(?:-webkit-)?mask-image|content|list-style|list-style-image):[^;]*(?:url|image-set|gradient|cross-fade|var|attr|if|paint|element)\(/;
/** What none of this is in, need not be looked at closer. */
const SPEAKS =
  /(?:url|image-set|gradient|cross-fade|var|attr|if|paint|element)\(|list-style|animation/;
const PSEUDO =
  /::?(before|after|marker|backdrop|placeholder|file-selector-button|first-letter|first-line)/;
const DYNAMIC =
  /:(hover|focus|active|checked|target|open|valid|invalid|placeholder-shown|disabled)/;
const PSEUDOS = CSS_PARTS.filter((part) => part !== '');
/** Longer lists are slower to match than all elements are to look at. */
const MOST_SELECTORS = 200;

/**
 * What the style sheets say of images, as far as they can be read: where to look first, and where
 * not at all. Only a help: what it misses stays held until something else finds it.
 */
export class Sheets {
  readonly #lengths = new Map<CSSStyleSheet, number>();
  readonly #pseudo = new Map<Pseudo, Set<string>>();
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
  #lists = false;

  /** Reads what is new. @returns whether anything was */
  read(roots: Iterable<Document | ShadowRoot>): boolean {
    let news = false;
    for (const root of roots) {
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
        if (this.#sheet(sheet)) news = true;
      }
    }
    return news;
  }

  /** Whether there is anything to read anew; looks at no rule. */
  haveGrown(roots: Iterable<Document | ShadowRoot>): boolean {
    for (const root of roots) {
      for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
        try {
          if (this.#lengths.get(sheet) !== sheet.cssRules.length) return true;
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
    for (const sheet of this.#lengths.keys()) {
      if (sheet.ownerNode === owner) this.#lengths.delete(sheet);
    }
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
    const known = this.#lengths.get(sheet) ?? 0;
    if (known === rules.length) return false;
    this.#lengths.set(sheet, rules.length);
    // Frameworks add rule after rule at the end; elsewhere is no different in what it may say.
    const from = known < rules.length && known > 500 ? known - 1 : 0;
    for (let i = from; i < rules.length; i++) {
      const rule = rules[i];
      if (rule) this.#rule(rule);
    }
    return true;
  }

  #rule(rule: CSSRule): void {
    if (rule instanceof CSSStyleRule) this.#style(rule);
    else if (rule instanceof CSSImportRule) {
      if (rule.styleSheet) this.#sheet(rule.styleSheet);
    } else if (rule instanceof CSSKeyframesRule) {
      if (IMAGES.test(rule.cssText)) this.animated = true;
    }
    if ('cssRules' in rule && !(rule instanceof CSSKeyframesRule)) {
      for (const inner of (rule as CSSGroupingRule).cssRules) this.#rule(inner);
    }
  }

  #style(rule: CSSStyleRule): void {
    const { style } = rule;
    const text = style.cssText;
    if (!SPEAKS.test(text)) return;
    const { selectorText } = rule;
    const pseudo = PSEUDO.test(selectorText);
    if (!pseudo) {
      this.#property(style, 'border-image-source', 'border-image');
      this.#property(style, 'mask-image', 'mask');
      this.#property(style, 'content', 'content');
      this.#hides(selectorText, style);
    }
    const dynamic = !this.dynamic && DYNAMIC.test(selectorText);
    // What an animation brings is in no rule of the pseudo-element's own.
    if ((pseudo || dynamic) && (IMAGES.test(text) || text.includes('animation'))) {
      if (dynamic) this.dynamic = true;
      if (pseudo) for (const one of selectorsOf(selectorText)) this.#add(one);
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
    for (const one of selectorsOf(selectorText))
      (image ? this.#hidden : this.#resets).add(baseOf(one));
  }

  #property(style: CSSStyleDeclaration, name: ImageProperty, shorthand: string): void {
    if (this.properties.has(name)) return;
    const value = style.getPropertyValue(name) || style.getPropertyValue(shorthand);
    if (value !== '' && /\(/.test(value)) this.properties.add(name);
  }

  #add(selector: string): void {
    const part = PSEUDO.exec(selector)?.[1] as Pseudo | undefined;
    if (!part || !CSS_PARTS.includes(part)) return;
    const known = this.#pseudo.get(part) ?? new Set();
    this.#pseudo.set(part, known.add(baseOf(selector)));
  }
}

/** The element that a selector of a pseudo-element begins from, in whatever state it is. */
function baseOf(selector: string): string {
  const base = selector
    .replace(/::?(before|after|marker|backdrop|placeholder|file-selector-button|first-l).*$/, '')
    .replace(/:(hover|focus-within|focus-visible|focus|active|target)(?![\w-])/g, '')
    .trim();
  const whole = base === '' || /[>+~\s]$/.test(base) ? `${base}*` : base;
  try {
    document.createDocumentFragment().querySelector(whole);
    return whole;
  } catch {
    // Nested selectors and such: any element.
    return '*';
  }
}
