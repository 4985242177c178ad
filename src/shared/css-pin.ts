/**
 * Where on an element CSS shows images, and which of its properties do. A pin is a rule in the
 * user's origin that has one element, or one of its pseudo-elements, show just what was approved.
 */
export const CSS_PARTS = [
  '',
  'before',
  'after',
  'marker',
  'backdrop',
  'placeholder',
  'file-selector-button',
  'first-letter',
  'first-line',
] as const;
export type CssPart = (typeof CSS_PARTS)[number];

/** The properties that may bring images. */
export const IMAGE_PROPERTIES = [
  'background-image',
  'border-image-source',
  'mask-image',
  'list-style-image',
  'content',
] as const;
export type ImageProperty = (typeof IMAGE_PROPERTIES)[number];

/** What a cover sets beside, so that it lies as it should. */
const LAYOUT_PROPERTIES = [
  'background-size',
  'background-position',
  'background-repeat',
  'background-origin',
  'background-clip',
  'background-attachment',
  'background-blend-mode',
] as const;
/** Of what a pin for a picture's holes sets. */
const HOLE_PROPERTIES = ['mask', 'object-position'] as const;
export type PinnedProperty =
  | ImageProperty
  | (typeof LAYOUT_PROPERTIES)[number]
  | (typeof HOLE_PROPERTIES)[number];

/** What else a pin may be for: the holes of a picture, and what an element shows in place of its own. */
const ON_PICTURES = {
  holes: { mark: 'data-figleaf-mask', properties: HOLE_PROPERTIES },
  picture: { mark: 'data-figleaf-anew', properties: ['content'] },
} as const;
export type PinnedPart = CssPart | keyof typeof ON_PICTURES;

/** On what shows a picture that was asked for once more. */
export const ANEW_MARK = ON_PICTURES.picture.mark;

export type PinnedValues = Readonly<Partial<Record<PinnedProperty, string>>>;

export interface Pin {
  /** Of the document that asks; in its attribute. */
  readonly token: string;
  readonly part: PinnedPart;
  readonly values: PinnedValues;
}

export const CSS_MARK = 'data-figleaf-css';
/** Parts of an element that are held. */
export const PARTS_MARK = `${CSS_MARK}-parts`;
/** What an element may not draw with, because it refers to another file for it. */
export const REFERS_MARK = `${CSS_MARK}-refers`;
/** On roots and hosts: whether parts of all elements in the tree may show pictures. */
export const TREE_MARK = `${CSS_MARK}-tree`;
/** On the root while something is copied: what the page's own origin says would be written into it. */
export const COPYING_MARK = `${CSS_MARK}-copying`;
export const markOf = (part: CssPart): string => (part === '' ? CSS_MARK : `${CSS_MARK}-${part}`);

/** Pictures in data: addresses are long; a page may have many. */
const LONGEST_VALUE = 4 * 1024 * 1024;
const ALLOWED: readonly string[] = [...IMAGE_PROPERTIES, ...LAYOUT_PROPERTIES];

/**
 * The whole of what a value may be made of, as browsers serialise computed values: names, numbers,
 * brackets that match, and double-quoted strings. No `;`, brace, `!`, `@`, comment or escape outside a
 * string, so nothing leaves the declaration it is put in.
 */
export function isSafeValue(value: unknown): value is string {
  if (typeof value !== 'string' || value === '' || value.length > LONGEST_VALUE) return false;
  let depth = 0;
  for (let i = 0; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '"') {
      i = endOfString(value, i);
      if (i < 0) return false;
    } else if (char === '(') depth++;
    else if (char === ')') {
      if (--depth < 0) return false;
    } else if (!/[\w \-+.,%#/*]/.test(char) || (char === '/' && value.charAt(i + 1) === '*')) {
      return false;
    }
  }
  return depth === 0;
}

/** @returns the place of its closing quote, -1 where there is none */
function endOfString(value: string, from: number): number {
  for (let i = from + 1; i < value.length; i++) {
    const char = value.charAt(i);
    if (char === '\\') i++;
    else if (char === '\n' || char === '\r' || char === '\f') return -1;
    else if (char === '"') return i;
  }
  return -1;
}

/** @returns the pin's rule, null where anything in it is not as it should be */
export function ruleFor({ token, part, values }: Pin): string | null {
  if (!/^k\w{1,24}$/.test(token)) return null;
  const place = placeOf(part, token);
  if (!place) return null;
  const declarations: string[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (!place.properties.includes(name) || !isSafeValue(value)) return null;
    declarations.push(`${name}:${value}!important`);
    // Where `content` makes an element an image, that is how it is held.
    if (part === '' && name === 'content') declarations.push('object-view-box:none!important');
  }
  return `${place.selector}{${declarations.join(';')}}`;
}

function placeOf(
  part: PinnedPart,
  token: string,
): { selector: string; properties: readonly string[] } | null {
  if (part === 'holes' || part === 'picture') {
    const { mark, properties } = ON_PICTURES[part];
    return { selector: `[${mark}="${token}"]`, properties };
  }
  if (!CSS_PARTS.includes(part)) return null;
  const pseudo = part === '' ? '' : `::${part}`;
  return { selector: `[${markOf(part)}="${token}"]${pseudo}`, properties: ALLOWED };
}

/** The layer that the rules lie in, before all others of the user's origin (cover.user.css). */
export const PIN_LAYER = 'figleaf-pins';
