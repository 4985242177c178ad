import { within } from './surface.ts';

const HREF = /^(.*:)?href$/;
/** What an animation can give its target. `values` holds several. */
const GIVES = ['from', 'to', 'by', 'values'] as const;

/** Those of SVG that can give an address. */
export const ANIMATIONS = 'animate, set';
/** Attributes of an animation on which it hangs what it does. */
export const ANIMATION_ATTRIBUTES = ['attributeName', ...GIVES];

/**
 * SVG's own animations (<animate>, <set>) can give an element another address without a mutation,
 * and a picture that is known already is then painted in that same frame. So all that they can give
 * must be known to be harmless before their target is shown. What one is aimed at by a reference may
 * change without a mutation as well; where there is such a one, nothing is shown.
 */
export class HrefAnimations {
  readonly #targets = new WeakMap<Element, Set<string>>();
  #all = false;

  /** @returns whether there were any: what has been known of some elements may not be enough now */
  find(root: ParentNode): boolean {
    let found = false;
    for (const animation of within(root, ANIMATIONS, SVGElement)) {
      if (!HREF.test(animation.getAttribute('attributeName') ?? '')) continue;
      found = true;
      const { parentElement: target } = animation;
      const aimed = [...animation.attributes].some(({ localName }) => localName === 'href');
      if (!target || aimed) this.#all = true;
      else this.#note(target, givenBy(animation));
    }
    return found;
  }

  /** @returns what it may come to show besides, for ever; null where nobody can tell */
  given(element: Element): ReadonlySet<string> | null {
    return this.#all ? null : (this.#targets.get(element) ?? NONE);
  }

  #note(target: Element, links: readonly string[]): void {
    const all = this.#targets.get(target) ?? new Set();
    for (const link of links) all.add(link);
    this.#targets.set(target, all);
  }
}

const NONE: ReadonlySet<string> = new Set();

const givenBy = (animation: SVGElement): string[] =>
  GIVES.flatMap((name) => {
    const value = animation.getAttribute(name);
    if (value === null) return [];
    return name === 'values' ? value.split(';') : [value];
  })
    .map((link) => link.trim())
    .filter((link) => link !== '');
