import { anewIn } from '../../../shared/anew.ts';
import {
  ANEW_MARK,
  type CssPart,
  IMAGE_PROPERTIES,
  type ImageProperty,
} from '../../../shared/css-pin.ts';
import { plain } from '../../plain.ts';
import type { CssMarks } from './marks.ts';
import type { Reach } from './reach.ts';
import { readImageValue } from './value.ts';

/** What a part of an element would show, as the page has it. */
export interface Reading {
  readonly values: Readonly<Partial<Record<ImageProperty, string>>>;
  /** The page's own list of transitions with ours beside, null where it moves nothing that is ours. */
  readonly move: string | null;
}

/** The page's own transitions, and the properties that they are of, as `transition` alone need not name them. */
interface Moves {
  readonly list: string;
  readonly properties: string;
}
type Lists = ReadonlyMap<Element, ReadonlyMap<CssPart, Moves>>;

/** Its strings may say anything; only what stands outside of them is an image. */
const IMAGE_IN_CONTENT = /(url|image-set|gradient|cross-fade|element|paint)\(/;
const STILL = /^(all|none)?( 0s)*( ease)?( 0s)*$/;
/** What may move any of `UNMOVED`, in a list of properties: not the colours beside them. */
const MOVES_OURS =
  /(?:^|, )(?:(?:all|background|border|border-image|mask|-webkit-mask|list-style|content|object-view-box)(?=,|$)|(?:background|border-image|mask|-webkit-mask|list-style)-(?!color(?:,|$)))/;
/** What holds and pins; a transition on one of these would outrank them. */
const UNMOVED = [
  'background-image',
  'background-size',
  'background-position',
  'background-repeat',
  'border-image-source',
  'border-image-slice',
  'mask-image',
  'mask-size',
  'list-style-image',
  'content',
  'object-view-box',
]
  .map((name) => `${name} 0s`)
  .join(', ');

/** Firefox takes no list of transitions from an attribute. */
export const CARRIES_LISTS =
  globalThis.CSS?.supports('transition', 'attr(data-x type(*), none)') ?? true;

interface Found {
  readonly element: Element;
  readonly readings: readonly { readonly part: CssPart; readonly reading: Reading | null }[];
}

/**
 * Writes all, then reads all: styles are computed once, and once more where something had its marks
 * already. Until their marks are set again, the page's own values are in force in what was read.
 * @returns also those whose own values were let into force though they may have none
 */
export function readAll(
  elements: ReadonlyMap<Element, readonly CssPart[]>,
  marks: CssMarks,
  reach: Reach,
): { probed: ReadonlySet<Element>; found: readonly Found[] } {
  const probed = new Set<Element>();
  const lists = listsOf(elements, marks, reach);
  for (const [element, parts] of elements) {
    // What moves goes on while it is read.
    for (const [part, moves] of lists.get(element) ?? []) {
      marks.setMove(element, part, isStill(moves.list) ? null : whileRead(moves));
    }
    for (const part of parts) marks.read(element, part);
    if (!reach.isHidden(element)) continue;
    marks.read(element, '', true);
    probed.add(element);
  }
  const found = [...elements].map(([element, parts]) => {
    const all = reach.propertiesOf(element);
    // What is only inherited is shown by whatever it is inherited from.
    const own = probed.has(element) ? all : all.filter((name) => name !== 'list-style-image');
    const readings = parts.map((part) => {
      const moves = lists.get(element)?.get(part) ?? null;
      return { part, reading: readPart(element, part, part === '' ? own : OF_PARTS, moves) };
    });
    return { element, readings };
  });
  return { probed, found };
}

/**
 * Of what has marks, or is given one to be read. Where ours stands in place of the page's own, it is taken off
 * to read that, while all pins are still in force: so nothing of ours moves by it, and what the page moves
 * meanwhile moves as it would.
 */
function listsOf(
  elements: ReadonlyMap<Element, readonly CssPart[]>,
  marks: CssMarks,
  reach: Reach,
): Lists {
  const read = new Map<Element, readonly CssPart[]>();
  for (const [element, parts] of elements) {
    const own = parts.filter(
      (part) => marks.isMarked(element, part) || (part === '' && reach.isHidden(element)),
    );
    for (const part of own) marks.setMove(element, part, null);
    if (own.length > 0) read.set(element, own);
  }
  const lists = new Map<Element, Map<CssPart, Moves>>();
  for (const [element, parts] of read) {
    lists.set(element, new Map(parts.map((part) => [part, movesIn(styleOf(element, part))])));
  }
  return lists;
}

const movesIn = (style: CSSStyleDeclaration): Moves => ({
  list: style.transition || composed(style),
  properties: style.transitionProperty,
});

/** Lists of several lengths have no one list that says them, and those of properties alone count. */
function composed(style: CSSStyleDeclaration): string {
  const { transitionProperty, transitionDuration, transitionTimingFunction, transitionDelay } =
    style;
  const others = [transitionDuration, transitionTimingFunction, transitionDelay].map(itemsOf);
  return itemsOf(transitionProperty)
    .map((name, i) => [name, ...others.map((list) => list[i % list.length])].join(' '))
    .join(', ');
}

const itemsOf = (list: string): string[] => list.split(/, (?![^(]*\))/);

const styleOf = (element: Element, part: CssPart): CSSStyleDeclaration =>
  getComputedStyle(element, part === '' ? null : `::${part}`);

/** Those that a part of an element can have of its own. */
const OF_PARTS: readonly ImageProperty[] = IMAGE_PROPERTIES.filter(
  (name) => name !== 'list-style-image',
);

/**
 * @param properties to be read; all where the element's own style speaks of others
 * @param moves the page's own, where ours stand in their place
 * @returns null where this part shows no image at all
 */
function readPart(
  element: Element,
  part: CssPart,
  properties: readonly ImageProperty[],
  moves: Moves | null,
): Reading | null {
  const style = styleOf(element, part);
  if (part === 'before' || part === 'after') {
    const { content } = style;
    if (content === 'none' || content === 'normal' || content === '') return null;
  }
  const values: Partial<Record<ImageProperty, string>> = {};
  let any = false;
  for (const name of properties) {
    const value = style.getPropertyValue(name);
    if (value === '' || value === 'normal') continue;
    // Inherited: what has none among those that have one says so.
    if (value === 'none' && !(name === 'list-style-image' && isListed(element))) continue;
    if (name === 'content' && (!showsImage(value) || isOurs(element, value))) continue;
    values[name] = value;
    any = true;
  }
  if (!any) return null;
  return { values, move: withOursIn(moves ?? movesIn(style)) };
}

/** As `Reading` has it, of what nothing of ours stands in place of. */
export const moveOf = (element: Element, part: CssPart): string | null =>
  withOursIn(movesIn(styleOf(element, part)));

const withOursIn = ({ list, properties }: Moves): string | null =>
  !isStill(list) && MOVES_OURS.test(properties) ? withOurs(list) : null;

const isListed = (element: Element): boolean => {
  const { parentElement } = plain(element);
  return parentElement !== null && getComputedStyle(parentElement).listStyleImage !== 'none';
};

function showsImage(content: string): boolean {
  if (!IMAGE_IN_CONTENT.test(content)) return false;
  const { urls, sound } = readImageValue(content);
  return urls.length > 0 || !sound || /gradient\(/.test(content.replace(/"(\\.|[^"\\])*"/g, ''));
}

/** What the element shows already, as it came when it was asked for once more. */
const isOurs = (element: Element, content: string): boolean =>
  plain(element).hasAttribute(ANEW_MARK) &&
  readImageValue(content).urls.every((url) => anewIn(url));

/**
 * In Firefox images.css knows what these words stand for. What the page moves has begun to move by now, and
 * goes on for as long as the list names it, whatever else that names.
 */
function whileRead({ list, properties }: Moves): string {
  if (CARRIES_LISTS) return withOurs(list);
  return MOVES_OURS.test(properties) ? 'others' : 'own';
}

const isStill = (list: string): boolean => STILL.test(list);
const withOurs = (list: string): string => `${list}, ${UNMOVED}`;

/** @param list of a `Reading` */
export const pagesOwnIn = (list: string): string => list.slice(0, -`, ${UNMOVED}`.length);
