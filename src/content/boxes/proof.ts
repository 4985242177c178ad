import { html } from '../html.ts';
import { HOLED, type Holes, type Look } from '../marks.ts';

/** What must hold, besides the holes themselves, for them to lie over what they are to hide. */
const MUST_BE: Readonly<Record<string, string>> = {
  '-webkit-mask-box-image-source': 'none',
  'print-color-adjust': 'exact',
  'object-view-box': 'none',
  'image-orientation': 'from-image',
  'overflow-x': 'clip',
  'overflow-y': 'clip',
  'overflow-clip-margin': 'content-box',
  content: 'normal',
  filter: 'none',
  '-webkit-box-reflect': 'none',
  'transition-property': 'none',
  'animation-name': 'none',
};

const OF_MASK = [
  'mask-image',
  'mask-position',
  'mask-size',
  'mask-repeat',
  'mask-origin',
  'mask-clip',
  'mask-composite',
  'mask-mode',
];

/** Of an element in no document: what it says of a value, no page's style changes. Not before it is needed (overlay.ts). */
let read: CSSStyleDeclaration | null = null;

/**
 * Reads back from the browser whether an element's holes are as they were meant, whatever the page's
 * styles say. The browser may not know `attr()`, its own rules for full screens may outrank ours, or
 * another extension's sheet.
 * @returns whether the element may be shown with its holes
 */
export function stands(img: HTMLImageElement, look: Look, { mask, at }: Holes): boolean {
  const style = getComputedStyle(img);
  const holds = (name: string, value: string) => style.getPropertyValue(name) === value;
  // A property that the browser does not know moves nothing.
  const isAs = (name: string, value: string) => ['', value].includes(style.getPropertyValue(name));
  if (!holds('object-fit', look.slice(HOLED.length)) || !holds('object-position', at)) return false;
  if (!Object.entries(MUST_BE).every(([name, value]) => isAs(name, value))) return false;
  read ??= html('div').style;
  const said = read;
  said.setProperty('mask', mask);
  return OF_MASK.every((name) => {
    const meant = said.getPropertyValue(name);
    return meant !== '' && holds(name, meant);
  });
}
