/**
 * What a style says that moves an element or lets it fade, and can bring it no image. (Not where it is put or
 * how large it is: a container's size decides over images, too.)
 */
const MOVES_ALONE = new Set(['transform', 'translate', 'rotate', 'scale', 'opacity']);

/** What the styles of elements said when they last changed: scripts that animate write them in every frame. */
export class Said {
  readonly #said = new WeakMap<Element, string>();

  /** @returns whether its style may say something else of images than it did, as far as is known */
  changed(element: Element): boolean {
    if (!('style' in element)) return true;
    const style = element.style as CSSStyleDeclaration;
    const said = [...style]
      .filter((name) => !MOVES_ALONE.has(name))
      .map((name) => `${name}:${style.getPropertyValue(name)}!${style.getPropertyPriority(name)}`)
      .join(';');
    if (this.#said.get(element) === said) return false;
    this.#said.set(element, said);
    return true;
  }
}
