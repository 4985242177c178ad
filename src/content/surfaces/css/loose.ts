import { selectorsOf } from '../../selectors.ts';
import { type Loose, looseIn, mayBeLoose } from './selectors.ts';
import { declaredIn } from './tokens.ts';

/** Parts that are held by a mark alone (parts.css.ts). */
const BY_MARK =
  /^(scroll-(button|marker|marker-group)|picker-icon|checkmark|column|view-transition(-[a-z-]+)?|-webkit-(scrollbar(-[a-z-]+)?|resizer))$/;
/** Of a browser's own part, what is made of it is held so as well. */
const WITHIN = /^(details-content|picker|permission-icon|placeholder|file-selector-button)$/;
/** Before the name of a part that is held for a picture in its `content`. */
const CONTENT = 'content:';

/** What a rule brings to the parts of elements that it is for, or an element to itself. */
export interface Brought {
  /** Any image, gradients included. */
  readonly draws: boolean;
  /** Of the pictures, absolute. */
  readonly urls: readonly string[];
  /** Whether it may stand in `content`. */
  readonly inContent: boolean;
  /** Custom properties that stand where a picture could. */
  readonly variables: readonly string[];
  /** Whether these are all that it may bring. */
  readonly sound: boolean;
  /** Whether an animation may bring others. */
  readonly animated: boolean;
  /** Whether a part may have what its element has. */
  readonly inherits: boolean;
  /** What is held for it by name (refers.ts), where it is for elements and not for parts. */
  readonly holds?: readonly string[];
}

export interface LooseRule extends Brought {
  readonly parts: readonly Loose[];
}

interface Source {
  readonly parts: readonly Loose[];
  readonly from: string;
  text: string;
  brought: Brought;
  readAt: number;
}

const MOST = 5_000;
/** Of a rule's text; and how long what is longer counts as it was read. */
const LONG = 20_000;
const LONG_AGAIN_MS = 5_000;

/** What rules of one kind say. */
export interface RuleKind {
  /** @returns what parts.css.ts holds of what a selector speaks of, null where that is nothing */
  partOf(selector: string): Loose | null;
  /** @param text of the whole style @param from what addresses in it are relative to */
  broughtBy(style: CSSStyleDeclaration, text: string, from: string): Brought;
  /** Whether a rule is to be kept in mind, also for what it may bring once it is changed in place. */
  concerns(list: string, text: string): boolean;
}

/** The rules of a page that show pictures where no style tells of them. */
export class LooseRules {
  readonly #kind: RuleKind;
  readonly #sources = new Map<CSSStyleDeclaration, Source>();

  constructor(kind: RuleKind) {
    this.#kind = kind;
  }

  /**
   * @param list as the browser serialises it
   * @param from what addresses in it are relative to
   */
  note(list: string, style: CSSStyleDeclaration, text: string, from: string): void {
    if (!this.#kind.concerns(list, text)) return;
    const parts = selectorsOf(list).flatMap((selector) => this.#kind.partOf(selector) ?? []);
    if (parts.length === 0) return;
    const brought = this.#kind.broughtBy(style, text, from);
    this.#sources.set(style, { parts, from, text, brought, readAt: performance.now() });
  }

  /** Whether they are more than any page has: then nothing may be shown. */
  get areTooMany(): boolean {
    return this.#sources.size > MOST;
  }

  /** What they bring by now: a rule's own text may be changed in place, and nobody is told. */
  read(): LooseRule[] {
    const rules: LooseRule[] = [];
    const now = performance.now();
    for (const [style, source] of this.#sources) {
      if (!style.parentRule?.parentStyleSheet) {
        this.#sources.delete(style);
        continue;
      }
      // Writing out a picture twice a second would cost more than it tells.
      if (source.text.length <= LONG || now - source.readAt >= LONG_AGAIN_MS) {
        this.#readAgain(style, source, now);
      }
      if (source.brought.draws) rules.push({ parts: source.parts, ...source.brought });
    }
    return rules;
  }

  #readAgain(style: CSSStyleDeclaration, source: Source, now: number): void {
    source.readAt = now;
    const text = style.cssText;
    if (text === source.text) return;
    source.text = text;
    source.brought = this.#kind.broughtBy(style, text, source.from);
  }

  /** Those of a sheet that is gone, or is read anew. */
  forget(sheet: CSSStyleSheet): void {
    for (const style of this.#sources.keys()) {
      if (style.parentRule?.parentStyleSheet === sheet) this.#sources.delete(style);
    }
  }

  get areAny(): boolean {
    return this.#sources.size > 0;
  }

  /** Whether any brings an image. */
  get draw(): boolean {
    return [...this.#sources.values()].some(({ brought }) => brought.draws);
  }
}

export const NOTHING: Brought = {
  draws: false,
  urls: [],
  variables: [],
  sound: true,
  inContent: false,
  animated: false,
  inherits: false,
};

/** Parts of elements whose style no script can read. */
export const PARTS: RuleKind = {
  partOf: looseIn,
  broughtBy: (_, text, from) => broughtByText(text, from),
  concerns: mayBeLoose,
};

/** These show no picture in the page. */
const HARMLESS = /^(?:cursor|filter|backdrop-filter|clip-path|shape-outside|fill|stroke|marker.*)$/;

/** What an element has of these is held on itself alone. */
const OF_IMAGES =
  /^(?:all|background(?:-image)?|(?:-webkit-)?border-image|border-image-source|(?:-webkit-)?mask(?:-image)?|content)$/;
const OF_CONTENT = /^(?:all|content)$/;

/** @param text declarations @param from what addresses in it are relative to */
export function broughtByText(text: string, from: string): Brought {
  const urls = new Set<string>();
  const variables = new Set<string>();
  const brought = { draws: false, sound: true, inContent: false, animated: false, inherits: false };
  if (!/[(\\]|animation|inherit/i.test(text)) return NOTHING;
  for (const declared of declaredIn(text)) {
    const { name, draws, sound } = declared;
    const inherits = declared.inherits && OF_IMAGES.test(name);
    brought.animated ||= name.includes('animation');
    if (!(draws || inherits) || HARMLESS.test(name)) continue;
    brought.draws = true;
    brought.inherits ||= inherits;
    brought.sound &&= sound;
    for (const variable of declared.variables) variables.add(variable);
    for (const url of declared.urls) {
      if (URL.canParse(url, from)) urls.add(new URL(url, from).href);
    }
    const names = declared.urls.size > 0 || declared.variables.size > 0 || !sound || inherits;
    brought.inContent ||= OF_CONTENT.test(name) && names;
  }
  if (!brought.draws && !brought.animated) return NOTHING;
  const inContent = brought.inContent || brought.animated;
  return { ...brought, draws: true, inContent, urls: [...urls], variables: [...variables] };
}

/** Whether parts.css.ts holds it only where a mark says so. @param part without what is in its brackets */
export const isHeldByMark = (part: string): boolean => BY_MARK.test(part);

/** @returns what is said of a part in marks, where it is to be held */
export const namesOf = (part: string, inContent: boolean): string[] => [
  ...(isHeldByMark(part) ? [part] : []),
  ...(inContent && (isHeldByMark(part) || WITHIN.test(part)) ? [CONTENT + part] : []),
];
