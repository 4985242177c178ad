import { withoutFragment } from '../../shared/address.ts';
import { html } from '../html.ts';
import { type Brought, NOTHING, type RuleKind } from './css-loose.ts';
import { baseOf } from './css-selectors.ts';
import { readString } from './css-value.ts';

/**
 * Properties that draw with what another SVG file holds, pictures among it (Chromium 156: those that are
 * written out in it). Colours in custom properties are all over pages, and files in none that we know of:
 * one that stands there is not found.
 */
const PROPERTIES = [
  'filter',
  'backdrop-filter',
  'fill',
  'stroke',
  'marker-start',
  'marker-mid',
  'marker-end',
  '-webkit-box-reflect',
] as const;
/** As attributes of an SVG's elements. */
const ATTRIBUTES = [
  'filter',
  'fill',
  'stroke',
  'marker-start',
  'marker-mid',
  'marker-end',
] as const;
const SPOKEN_OF = /(?:filter|fill|stroke|marker[a-z-]*|box-reflect):[^;]*url\(/;

/** Elements that may refer to a file by themselves. An escape may spell any of it. */
export const REFERRING = ['style', ...ATTRIBUTES]
  .flatMap((name) => [`[${name}*="url(" i]`, `[${name}*="\\\\"]`])
  .join(',');

export const mayRefer = (attribute: string): boolean =>
  attribute === 'style' || (ATTRIBUTES as readonly string[]).includes(attribute);

/** Of rules for elements. */
export const REFERENCES: RuleKind = {
  partOf: (selector) => ({ part: 'references', base: baseOf(selector) }),
  broughtBy: (style, _, from) => referred(style, from),
  concerns: (_, text) => text.includes('url(') && SPOKEN_OF.test(text),
};

/** @param style of an element, and what its attributes say of the same */
export function referredBy(element: Element): Brought {
  const own =
    'style' in element ? referred(element.style as CSSStyleDeclaration, document.baseURI) : NOTHING;
  if (!(element instanceof SVGElement)) return own;
  const said = html('i').style;
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value !== null) said.setProperty(name, value);
  }
  const more = referred(said, document.baseURI);
  if (!more.draws) return own;
  return { ...more, urls: [...own.urls, ...more.urls] };
}

function referred(style: CSSStyleDeclaration, from: string): Brought {
  const urls = new Set<string>();
  for (const name of PROPERTIES) {
    for (const url of filesIn(style.getPropertyValue(name), from)) urls.add(url);
  }
  return urls.size === 0 ? NOTHING : { ...NOTHING, draws: true, urls: [...urls], refers: true };
}

/** @returns addresses of other files, without what is meant in them: all that a file holds is judged */
function* filesIn(value: string, from: string): Generator<string> {
  for (let at = value.indexOf('url("'); at >= 0; at = value.indexOf('url("', at + 1)) {
    const written = readString(value, at + 4)?.text ?? '';
    if (written === '' || written.startsWith('#') || !URL.canParse(written, from)) continue;
    const file = withoutFragment(new URL(written, from).href);
    if (file !== withoutFragment(document.URL)) yield file;
  }
}
