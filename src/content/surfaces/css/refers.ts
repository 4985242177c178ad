import { withoutFragment } from '../../../shared/address.ts';
import { html } from '../../html.ts';
import { plain } from '../../plain.ts';
import { type Brought, NOTHING, type RuleKind } from './loose.ts';
import { HELD_ALIKE, type Hold } from './refers.css.ts';
import { type Loose, ownerOf } from './selectors.ts';
import { namedIn } from './tokens.ts';

/**
 * Properties that draw with what another SVG file holds, pictures among it (Chromium 156: those that are
 * written out in it), and the name by which refers.css.ts holds each. Colours in custom properties are
 * all over pages, and files in none that we know of: one that stands there is not found.
 */
const HOLDS = {
  filter: 'filter',
  'backdrop-filter': 'backdrop-filter',
  fill: 'fill',
  stroke: 'stroke',
  'marker-start': 'marker',
  'marker-mid': 'marker',
  'marker-end': 'marker',
  '-webkit-box-reflect': 'reflect',
} as const satisfies Readonly<Record<string, Hold>>;
/** All that an element shows. */
const WITHIN = 'within' satisfies Hold;
/** As attributes of an SVG's elements. */
const ATTRIBUTES = [
  'filter',
  'fill',
  'stroke',
  'marker-start',
  'marker-mid',
  'marker-end',
] as const;
const SPOKEN_OF = /(?:filter|fill|stroke|marker[a-z-]*|box-reflect):/;
/** An escape may spell any of it. */
const ADDRESSED = /url\(|\\/i;

/** Elements that the browser makes parts for: what is said of one of whatever element is for these. */
const MADE_OF_PARTS = 'input, textarea, select, button, details, meter, progress, video, audio';

/** Elements that may refer to a file by themselves. */
export const REFERRING = ['style', ...ATTRIBUTES]
  .flatMap((name) => [`[${name}*="url(" i]`, `[${name}*="\\\\"]`])
  .join(',');

/** @returns whether a change of this attribute may have an element refer to a file */
export const mayRefer = (attribute: string): boolean =>
  attribute === 'style' || (ATTRIBUTES as readonly string[]).includes(attribute);

/** Whether a value may do so. */
export const mayName = (value: string | null): boolean => value !== null && ADDRESSED.test(value);

/** Of rules for elements. */
export const REFERENCES: RuleKind = {
  partOf: ownerOf,
  broughtBy: (style, _, from) => referred((name) => style.getPropertyValue(name), from),
  concerns: (_, text) => ADDRESSED.test(text) && SPOKEN_OF.test(text),
};

/** @returns what is held of the elements that a rule is for, and a selector of them */
export function heldOf({ part, base }: Loose, holds: readonly string[]) {
  if (part === '' || HELD_ALIKE.has(part)) return { base, holds };
  return { base: base === '*' ? MADE_OF_PARTS : base, holds: [WITHIN] };
}

const NAMES = Object.keys(HOLDS);

/** What an element says of these properties, in its style and then in its attributes, each as it is written. */
export function saidBy(element: Element): string[] {
  const style = 'style' in element ? plain(element as HTMLElement).style : null;
  const own = NAMES.map((name) => style?.getPropertyValue(name) ?? '');
  if (!(element instanceof SVGElement)) return own;
  return [...own, ...ATTRIBUTES.map((name) => element.getAttribute(name) ?? '')];
}

/** @param said as `saidBy` gives it */
export function referredBy(said: readonly string[]): Brought {
  const { style } = html('i');
  for (const [i, name] of ATTRIBUTES.entries()) {
    const value = said[NAMES.length + i] ?? '';
    if (mayName(value)) style.setProperty(name, value);
  }
  const both = (name: string) => `${said[NAMES.indexOf(name)]}, ${style.getPropertyValue(name)}`;
  return referred(both, document.baseURI);
}

function referred(said: (name: string) => string, from: string): Brought {
  const urls = new Set<string>();
  const holds = new Set<string>();
  let sound = true;
  for (const [name, hold] of Object.entries(HOLDS)) {
    const value = said(name);
    if (!mayName(value)) continue;
    const named = namedIn(value);
    const files = [...named.urls].flatMap((url) => fileOf(url, from) ?? []);
    if (files.length === 0 && named.sound) continue;
    for (const file of files) urls.add(file);
    sound &&= named.sound;
    holds.add(hold);
  }
  if (holds.size === 0) return NOTHING;
  return { ...NOTHING, draws: true, urls: [...urls], sound, holds: [...holds] };
}

/** @returns another file's address, without what is meant in it: all that a file holds is judged */
function fileOf(url: string, from: string): string | null {
  if (url === '' || !URL.canParse(url, from)) return null;
  const file = withoutFragment(new URL(url, from).href);
  return file === withoutFragment(document.URL) ? null : file;
}
