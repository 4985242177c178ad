import { selectorsOf } from '../selectors.ts';
import { ADDRESS, IMAGES, unquoted, variablesIn, withoutVariables } from './css-functions.ts';
import { type Loose, looseIn } from './css-selectors.ts';
import { readImageValue } from './css-value.ts';

/** Parts that are held by a mark alone (css-parts.css); and elements, for what they refer to. */
const BY_MARK =
  /^(references|scroll-(button|marker|marker-group)|picker-icon|checkmark|column|view-transition(-[a-z-]+)?|-webkit-(scrollbar(-[a-z-]+)?|resizer))$/;
/** Of a browser's own part, what is made of it is held so as well. */
const WITHIN = /^(details-content|picker|placeholder|file-selector-button)$/;
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
  /** Whether they are files of which something is drawn with. */
  readonly refers?: boolean;
}

export interface LooseRule extends Brought {
  readonly parts: readonly Loose[];
}

interface Source {
  readonly parts: readonly Loose[];
  readonly from: string;
  text: string;
  brought: Brought;
}

const MOST = 5_000;

/** What rules of one kind say. */
export interface RuleKind {
  /** @returns what css-parts.css holds of what a selector speaks of, null where that is nothing */
  partOf(selector: string): Loose | null;
  /** @param text of the whole style @param from what addresses in it are relative to */
  broughtBy(style: CSSStyleDeclaration, text: string, from: string): Brought;
  /** Whether a rule that brings nothing yet is kept in mind: it may be changed in place. */
  readonly keepsAll: boolean;
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
    const brought = this.#kind.broughtBy(style, text, from);
    if (!brought.draws && !this.#kind.keepsAll) return;
    const parts = selectorsOf(list).flatMap((selector) => this.#kind.partOf(selector) ?? []);
    if (parts.length > 0) this.#sources.set(style, { parts, from, text, brought });
  }

  /** Whether they are more than any page has: then nothing may be shown. */
  get areTooMany(): boolean {
    return this.#sources.size > MOST;
  }

  /** What they bring by now: a rule's own text may be changed in place, and nobody is told. */
  read(): LooseRule[] {
    const rules: LooseRule[] = [];
    for (const [style, source] of this.#sources) {
      if (!style.parentRule?.parentStyleSheet) {
        this.#sources.delete(style);
        continue;
      }
      const text = style.cssText;
      if (text !== source.text) {
        source.text = text;
        source.brought = this.#kind.broughtBy(style, text, source.from);
      }
      if (source.brought.draws) rules.push({ parts: source.parts, ...source.brought });
    }
    return rules;
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
};

/** What brings a part an image, and the shorthands that hold the whole of it where they hold a `var()`. */
const BRINGS: readonly (readonly [name: string, shorthand: string])[] = [
  ['background-image', 'background'],
  ['border-image-source', 'border-image'],
  ['mask-image', 'mask'],
  ['-webkit-mask-box-image-source', '-webkit-mask-box-image'],
  ['list-style-image', 'list-style'],
  ['content', ''],
  ['-webkit-box-reflect', ''],
];
const OTHERS = /animation|box-(image|reflect)/;

/** Parts of elements whose style no script can read. */
export const PARTS: RuleKind = { partOf: looseIn, broughtBy, keepsAll: true };

function broughtBy(style: CSSStyleDeclaration, text: string, from: string): Brought {
  if (!IMAGES.test(unquoted(text)) && !OTHERS.test(text)) return NOTHING;
  const urls = new Set<string>();
  const variables = new Set<string>();
  let sound = true;
  let inContent = false;
  for (const [name, shorthand] of BRINGS) {
    const value = style.getPropertyValue(name);
    const whole = value === '' && shorthand !== '' ? style.getPropertyValue(shorthand) : value;
    const outside = withoutGradients(unquoted(whole));
    if (!ADDRESS.test(outside)) continue;
    inContent ||= name === 'content';
    if (!ADDRESS.test(withoutVariables(outside))) {
      for (const variable of variablesIn(outside)) variables.add(variable);
      continue;
    }
    const image = readImageValue(value);
    sound &&= value !== '' && image.sound;
    for (const url of image.urls) {
      if (URL.canParse(url, from)) urls.add(new URL(url, from).href);
    }
  }
  const animated = text.includes('animation');
  inContent ||= animated;
  return { draws: true, urls: [...urls], inContent, variables: [...variables], sound, animated };
}

/** Nothing that stands in one brings a picture, whatever it stands for. @param value without strings */
function withoutGradients(value: string): string {
  let rest = value;
  for (;;) {
    const begin = /[\w-]*gradient\(/.exec(rest);
    if (!begin) return rest;
    const end = closing(rest, begin.index + begin[0].length);
    rest = `${rest.slice(0, begin.index)} ${rest.slice(end)}`;
  }
}

/** @returns the place behind the bracket that closes the one before `from` */
function closing(value: string, from: number): number {
  let depth = 1;
  for (let i = from; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '(') depth++;
    else if (char === ')' && --depth === 0) return i + 1;
  }
  return value.length;
}

/** Whether css-parts.css holds it only where a mark says so. @param part without what is in its brackets */
export const isHeldByMark = (part: string): boolean => BY_MARK.test(part);

/** @returns what is said of a part in marks, where it is to be held */
export const namesOf = (part: string, inContent: boolean): string[] => [
  ...(isHeldByMark(part) ? [part] : []),
  ...(inContent && (isHeldByMark(part) || WITHIN.test(part)) ? [CONTENT + part] : []),
];
