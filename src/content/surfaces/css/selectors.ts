import { CSS_PARTS, type CssPart } from '../../../shared/css-pin.ts';

export type Pseudo = Exclude<CssPart, ''>;

/** Not within a name, where the colon is escaped. */
const PSEUDO =
  /(?<!\\)::?(before|after|marker|backdrop|placeholder|file-selector-button|first-letter|first-line)(?![\w-])/;
/** States that change without a mutation. */
const STATES = /:(hover|focus-within|focus-visible|focus|active|target)(?![\w-])/g;
const STATE = /:(hover|focus-within|focus-visible|focus|active|target|checked)(?![\w-])/;
/** What has a meaning only where its rule stands. */
const BOUND = /&|:host|:scope|::slotted|::part/;
const ATTRIBUTE = /\[\s*(?:[^\s\]|~^$=]*\|(?!=))?([^\s\]|~^$*=]+)/g;

/** @returns the pseudo-element that it speaks of, null for an element */
export function pseudoIn(selector: string): Pseudo | null {
  const part = PSEUDO.exec(selector)?.[1] as Pseudo | undefined;
  return part && CSS_PARTS.includes(part) ? part : null;
}

/** The element that a selector of a pseudo-element begins from, in whatever state it is. */
export const baseOf = (selector: string): string =>
  withoutStates(selector.slice(0, PSEUDO.exec(selector)?.index));

/** A part of elements that parts.css.ts holds, and a selector of the elements. */
export interface Loose {
  readonly part: string;
  readonly base: string;
}

const USUAL =
  '(?:before|after|marker|backdrop|placeholder|file-selector-button|first-letter|first-line|selection)';
const UNUSUAL = new RegExp(String.raw`::(?!${USUAL}(?![\w-]|::))`);

/** Whether a list may speak of such parts: most speak of none. */
export const mayBeLoose = (list: string): boolean => UNUSUAL.test(list);

/** @returns null where it speaks of no such part */
export function looseIn(selector: string): Loose | null {
  const plain = masked(selector);
  for (const { 1: part = '', index } of plain.matchAll(ANY_PART)) {
    if (OF_ELEMENTS.has(part)) continue;
    // What is made of a part of the browser's own is held with that.
    const isInner = plain.slice(index + 2 + part.length).includes('::');
    if (!isInner && NOT_LOOSE.has(part)) continue;
    return { part, base: looseBase(selector.slice(0, index), plain.slice(0, index)) };
  }
  return null;
}

/** What strings and escapes say in it, is no selector. As long as it was. */
const masked = (selector: string): string =>
  selector
    .replace(/\\[\s\S]/g, 'xx')
    .replace(/"[^"]*"|'[^']*'/g, (string) => 'x'.repeat(string.length));

/** @returns the first part of an element that a selector speaks of, '' for elements, and whose it is */
export function ownerOf(selector: string): Loose {
  const plain = masked(selector);
  const found = [...plain.matchAll(ANY_PART)].find(([, part = '']) => !OF_ELEMENTS.has(part));
  const end = found?.index ?? selector.length;
  return { part: found?.[1] ?? '', base: looseBase(selector.slice(0, end), plain.slice(0, end)) };
}

/** All elements, wherever it could be for more of them than can be told. */
function looseBase(base: string, plain: string): string {
  if (plain.includes('&')) return '*';
  // What looks like a state in a string or a name must not be cut out.
  if (plain !== base) return speaksOfState(base) ? '*' : queryOf(base);
  // With a condition less it is for more elements, never for fewer.
  const open = base.replace(IN_BRACKETS, (one) => (speaksOfState(one) ? '' : one));
  return queryOf(open.replace(STATES, '').replace(STATES_UNTOLD, ''));
}

const speaksOfState = (selector: string): boolean =>
  STATE.test(selector) || selector.search(STATES_UNTOLD) >= 0;

const withoutStates = (selector: string): string => queryOf(selector.replace(STATES, ''));

function queryOf(selector: string): string {
  const base = selector.trim();
  const whole = base === '' || /[>+~\s]$/.test(base) ? `${base}*` : base;
  return isQuery(whole) ? whole : '*';
}

/** By which a selector may come to be for other elements though no attribute of theirs changes. */
const PLACES = /:(?:has\(|empty|first-|last-|only-|nth-|not\(|is\(|where\()|[+~]/;
/** The same, and no tree changes either. */
const STATES_UNTOLD =
  /:(?:checked|indeterminate|default|valid|invalid|user-(?:in)?valid|in-range|out-of-range|placeholder-shown|autofill|disabled|enabled|required|optional|read-only|read-write|open|popover-open|modal|fullscreen|defined|state)(?![a-z-])/g;
/** A condition with others in it. */
const IN_BRACKETS = /:[\w-]+\([^()]*\)/g;

/** Whether it may come to be for other elements with nobody telling of them. */
export const shifts = (selector: string): boolean =>
  PLACES.test(selector) || shiftsSilently(selector);

/** Whether nobody may tell even that anything changed. */
export const shiftsSilently = (selector: string): boolean => selector.search(STATES_UNTOLD) >= 0;

/** Whether elements can be searched for by it. */
export const isQuery = (selector: string): boolean => !BOUND.test(selector) && isSelector(selector);

const ANY_PART = /::([\w-]+)/g;
/** With which a tree speaks of elements in another. */
const OF_ELEMENTS = new Set(['part', 'slotted']);
/** Parts that are held each by itself, and such as show no image. */
const NOT_LOOSE = new Set<string>([
  ...CSS_PARTS,
  'selection',
  'highlight',
  'search-text',
  'target-text',
  'spelling-error',
  'grammar-error',
]);
const HELD_PARTS = new Set(['before', 'after', 'backdrop', 'placeholder', 'file-selector-button']);

/**
 * @param selector as the browser serialises it, of one or a list
 * @returns whether a rule of ours holds the pictures of all that it speaks of, before anything was found
 */
export const isHeldEverywhere = (selector: string): boolean =>
  [...selector.matchAll(ANY_PART)].every(([, part = '']) => HELD_PARTS.has(part));

/** @param parent of the rule that its rule stands in, null where that is none */
export function unnest(selector: string, parent: string | null): string {
  if (parent === null || !selector.includes('&')) return selector;
  const plain = masked(selector);
  return selector
    .split('')
    .map((char, i) => (plain[i] === '&' ? `:is(${parent})` : char))
    .join('');
}

/** @returns attributes that it asks for by name, in lower case */
export const attributesIn = (selector: string): string[] =>
  [...selector.matchAll(ATTRIBUTE)].map(([, name = '']) => name.replaceAll('\\', '').toLowerCase());

function isSelector(text: string): boolean {
  try {
    document.createDocumentFragment().querySelector(text);
    return true;
  } catch {
    // Of a kind that only rules can have.
    return false;
  }
}
