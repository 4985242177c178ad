import { REFERS_MARK } from '../../../shared/css-pin.ts';

/*
 * What an element draws with that another file holds (refers.ts) is held once it was found, until every
 * picture in that file was judged: each property by itself, because an icon must not lose its colour for a
 * filter. It is said of the element, of what is made of it, and of what stands for it in layers above.
 *
 * The build makes the sheet out of these lists.
 */

/** By the name that the mark says. */
const PROPERTIES = {
  filter: 'filter',
  'backdrop-filter': 'backdrop-filter',
  fill: 'fill',
  stroke: 'stroke',
  marker: 'marker',
  reflect: '-webkit-box-reflect',
} as const;
/** For another part of it, which no rule of ours may be able to speak of: none of it is seen. */
const WITHIN = 'within';
export type Hold = keyof typeof PROPERTIES | typeof WITHIN;

const MADE_OF_IT = ['before', 'after', 'backdrop'];
/** One that some browser does not know would make the whole list invalid. */
const STANDING_FOR_IT = [
  'view-transition',
  'view-transition-group(*)',
  'view-transition-image-pair(*)',
  'view-transition-old(*)',
  'view-transition-new(*)',
];
/** That one alone. */
const IN_CHROMIUM = 'view-transition-group-children(*)';
const SELECTION = 'selection';
/** Of a selection, too. */
const OF_SELECTIONS: readonly string[] = ['fill', 'stroke'];

/** The names of the parts of which this is said as of the element. */
export const HELD_ALIKE: ReadonlySet<string> = new Set(
  [...MADE_OF_IT, ...STANDING_FOR_IT, IN_CHROMIUM, SELECTION].map((part) =>
    part.replace('(*)', ''),
  ),
);

const list = (parts: readonly string[]): string =>
  ['&', ...parts.map((part) => `&::${part}`)].join();

const held = ([name, property]: readonly [string, string]): string => `
  [${REFERS_MARK}~="${name}"] {
    ${list([...MADE_OF_IT, ...STANDING_FOR_IT])} { ${property}: none !important; }
    &::${IN_CHROMIUM} { ${property}: none !important; }
    ${OF_SELECTIONS.includes(name) ? `&::${SELECTION} { ${property}: revert !important; }` : ''}
  }`;

export default `@layer {
  [${REFERS_MARK}] { ${list([...MADE_OF_IT, SELECTION])} { transition: none !important; } }
  ${Object.entries(PROPERTIES).map(held).join('')}
  [${REFERS_MARK}~="${WITHIN}"] { filter: opacity(0) !important; }
}`;
