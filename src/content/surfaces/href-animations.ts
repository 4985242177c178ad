import { within } from './surface.ts';

const HREF = /^(.*:)?href$/;

/**
 * SVG's own animations (<animate>, <set>) can give an element another address without a mutation,
 * and a picture that is known already is then painted in that same frame. What they are aimed at is
 * held covered; and where one is aimed by a reference, which may change its meaning without a
 * mutation of its own, everything is.
 */
export class HrefAnimations {
  readonly #targets = new WeakSet<Element>();
  #all = false;

  /** @returns whether more may be held than before */
  find(root: ParentNode): boolean {
    let found = false;
    for (const animation of within(root, 'animate, set', SVGElement)) {
      if (!HREF.test(animation.getAttribute('attributeName') ?? '')) continue;
      found = true;
      const { parentElement } = animation;
      if (parentElement) this.#targets.add(parentElement);
      if (!parentElement || [...animation.attributes].some(({ localName }) => localName === 'href'))
        this.#all = true;
    }
    return found;
  }

  holds(element: Element): boolean {
    return this.#all || this.#targets.has(element);
  }
}
