import { type CssPart, IMAGE_PROPERTIES, type ImageProperty } from '../../../shared/css-pin.ts';
import { plain } from '../../plain.ts';
import type { Sheets } from './sheets.ts';

const ALONE: readonly CssPart[] = [''];

/** What of an element is worth reading, by what the style sheets and its own style say. */
export class Reach {
  #properties: readonly ImageProperty[] = ['background-image'];
  #hidden: string | null = null;
  #pseudos: readonly (readonly [CssPart, string])[] = [];

  /** Parts that an animation may give one, beside all rules. */
  animated: ReadonlyMap<Element, ReadonlySet<CssPart>> = new Map();

  update({ properties, unreadable, hidden, selectors }: Sheets): void {
    this.#properties = IMAGE_PROPERTIES.filter(
      (name) => name === 'background-image' || unreadable || properties.has(name),
    );
    this.#hidden = hidden;
    this.#pseudos = selectors;
  }

  /** Those to be read on an element itself. */
  propertiesOf(element: Element): readonly ImageProperty[] {
    if (INLINE.test(plain(element).getAttribute('style') ?? '')) return IMAGE_PROPERTIES;
    return this.#properties;
  }

  /** Whether the cover may hide values that this element has of its own. */
  isHidden(element: Element): boolean {
    if (INLINE_HIDDEN.test(plain(element).getAttribute('style') ?? '')) return true;
    return this.#hidden !== null && plain(element).matches(this.#hidden);
  }

  /** The element itself, and those of its parts that some rule or animation may give an image. */
  partsOf(element: Element): readonly CssPart[] {
    let parts: CssPart[] | null = null;
    for (const part of this.animated.get(element) ?? []) {
      parts ??= [''];
      parts.push(part);
    }
    for (const [part, selector] of this.#pseudos) {
      if (selector !== '*' && !plain(element).matches(selector)) continue;
      parts ??= [''];
      if (!parts.includes(part)) parts.push(part);
    }
    return parts ?? ALONE;
  }

  /** @param parts of it, where it is not known to show any image yet. Most elements end here. */
  mayShow(element: Element, parts: readonly CssPart[]): boolean {
    if (parts !== ALONE) return true;
    const inline = plain(element).hasAttribute('style');
    if ((inline || this.#hidden !== null) && this.isHidden(element)) return true;
    const style = getComputedStyle(element);
    for (const name of inline ? this.propertiesOf(element) : this.#properties) {
      const value = style.getPropertyValue(name);
      if (value !== 'none' && value !== 'normal' && name !== 'list-style-image') return true;
    }
    return false;
  }
}

/** Where an element's own style may bring images beside a background. */
const INLINE = /border-image|mask|list-style|content|var\(/;
const INLINE_HIDDEN = /list-style|content/;
