import { anewIn } from '../../shared/anew.ts';
import {
  ANEW_MARK,
  type CssPart,
  IMAGE_PROPERTIES,
  type ImageProperty,
} from '../../shared/css-pin.ts';
import type { CssMarks } from './css-marks.ts';
import type { Reach } from './css-reach.ts';
import { readImageValue } from './css-value.ts';

/** What a part of an element would show, as the page has it. */
export interface Reading {
  readonly values: Readonly<Partial<Record<ImageProperty, string>>>;
  /** The page's own list of transitions with ours beside, null where nothing of it moves. */
  readonly move: string | null;
}

/** Its strings may say anything; only what stands outside of them is an image. */
const IMAGE_IN_CONTENT = /(url|image-set|gradient|cross-fade|element|paint)\(/;
const STILL = /^(all|none)?( 0s)*( ease)?( 0s)*$/;
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

interface Found {
  readonly element: Element;
  readonly readings: readonly { readonly part: CssPart; readonly reading: Reading | null }[];
}

/**
 * Writes all, then reads all: styles are computed once. Until their marks are set again, the page's
 * own values are in force in what was read.
 * @returns also those whose own values were let into force though they may have none
 */
export function readAll(
  elements: ReadonlyMap<Element, readonly CssPart[]>,
  marks: CssMarks,
  reach: Reach,
): { probed: ReadonlySet<Element>; found: readonly Found[] } {
  const probed = new Set<Element>();
  for (const [element, parts] of elements) {
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
      return { part, reading: readPart(element, part, part === '' ? own : OF_PARTS) };
    });
    return { element, readings };
  });
  return { probed, found };
}

/** Those that a part of an element can have of its own. */
const OF_PARTS: readonly ImageProperty[] = IMAGE_PROPERTIES.filter(
  (name) => name !== 'list-style-image',
);

/**
 * @param properties to be read; all where the element's own style speaks of others
 * @returns null where this part shows no image at all
 */
function readPart(
  element: Element,
  part: CssPart,
  properties: readonly ImageProperty[],
): Reading | null {
  const style = getComputedStyle(element, part === '' ? null : `::${part}`);
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
  return any ? { values, move: moveOf(style.transition) } : null;
}

const isListed = (element: Element): boolean =>
  element.parentElement !== null &&
  getComputedStyle(element.parentElement).listStyleImage !== 'none';

function showsImage(content: string): boolean {
  if (!IMAGE_IN_CONTENT.test(content)) return false;
  const { urls, sound } = readImageValue(content);
  return urls.length > 0 || !sound || /gradient\(/.test(content.replace(/"(\\.|[^"\\])*"/g, ''));
}

/** What the element shows already, as it came when it was asked for once more. */
const isOurs = (element: Element, content: string): boolean =>
  element.hasAttribute(ANEW_MARK) && readImageValue(content).urls.every((url) => anewIn(url));

const moveOf = (transition: string): string | null =>
  STILL.test(transition) ? null : `${transition}, ${UNMOVED}`;
