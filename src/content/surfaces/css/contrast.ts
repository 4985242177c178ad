import { plain } from '../../plain.ts';
import { is } from '../../realms.ts';

export type Rgb = readonly [r: number, g: number, b: number];

/** WCAG's least contrast of large text; text over pictures seldom has more. */
const LEAST = 3;
/** Elements whose text is looked at. */
const MOST_TEXTS = 12;
const MOST_VISITED = 60;

/** @returns the wanted colour, or of others the first that all the text can be read on, or the best */
export function readable(wanted: Rgb, mean: Rgb | null, texts: readonly Rgb[]): Rgb {
  const choices: Rgb[] = [wanted, ...(mean ? [mean] : []), [46, 50, 46], [232, 235, 230]];
  const least = (on: Rgb): number => Math.min(...texts.map((text) => contrast(text, on)));
  const good = choices.find((choice) => least(choice) >= LEAST);
  if (good) return good;
  return choices.reduce((best, choice) => (least(choice) > least(best) ? choice : best));
}

/** By WCAG: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([r, g, b]: Rgb): number {
  const linear = (value: number): number => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** @param colour `#rgb` or `#rrggbb`. @returns 0–255 each */
export function fromHex(colour: string): Rgb {
  const digits = colour.slice(1);
  const wide = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  const at = (i: number): number => Number.parseInt(wide.slice(i, i + 2), 16);
  return [at(0), at(2), at(4)];
}

/** @returns null for what is nearly transparent, and for colour spaces other than sRGB */
function fromComputed(colour: string): Rgb | null {
  const numbers = /^rgba?\(/.test(colour) ? colour.match(/[\d.]+/g)?.map(Number) : null;
  const [r, g, b, a = 1] = numbers ?? [];
  return r === undefined || g === undefined || b === undefined || a < 0.5 ? null : [r, g, b];
}

/** Colours of the text in an element, as far as it lies on the element's own background. */
export function textsOver(element: Element): Rgb[] {
  const colours = new Map<string, Rgb>();
  const waiting: Element[] = [element];
  for (let visited = 0; visited < MOST_VISITED && colours.size < MOST_TEXTS; visited++) {
    const next = waiting.shift();
    if (!next) break;
    const style = getComputedStyle(next);
    if (next !== element && fromComputed(style.backgroundColor)) continue;
    const { childNodes, children } = plain(next);
    const speaks = [...childNodes].some((node) => is(node, Text) && node.nodeValue?.trim());
    const colour = speaks ? fromComputed(style.color) : null;
    if (colour) colours.set(colour.join(), colour);
    waiting.push(...children);
  }
  return [...colours.values()];
}

/** What shows through an element that has no background image. */
export function behind(element: Element): Rgb {
  for (let at: Element | null = element; at; at = plain(at).parentElement) {
    const colour = fromComputed(getComputedStyle(at).backgroundColor);
    if (colour) return colour;
  }
  return [255, 255, 255];
}
