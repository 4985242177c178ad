import { Loads } from '../loads.ts';
import { ElementPictures } from './element-pictures.ts';
import { HrefAnimations } from './href-animations.ts';
import type { Page } from './surface.ts';

/** Elements of an SVG that show a picture from an address of their own. */
export class SvgPictures<E extends SVGElement & SVGURIReference> extends ElementPictures<E> {
  readonly #animations: HrefAnimations;

  /** @param look what there is to do, for a new one and for a new source, to learn of its load */
  constructor(
    page: Page,
    selector: string,
    type: new () => E,
    look: (element: E, loads: Loads<E>) => void,
  ) {
    const animations = new HrefAnimations();
    const loads = new Loads<E>({ address, mode: crossOriginOf }, (element) => this.ended(element));
    super(page, {
      selector,
      type,
      attributes: ['href', 'crossorigin', 'attributeName'],
      drawing: { masks: false, boxes: null },
      meetAtOnce: true,
      meet: (element) => {
        loads.listen(element);
        look(element, loads);
      },
      changed: (element) => look(element, loads),
      address,
      natural: (element) => (animations.holds(element) ? null : loads.natural(element)),
      pixels: (element, url, clones) => loads.pixels(element, url, clones),
    });
    this.#animations = animations;
  }

  override added(root: ParentNode): void {
    super.added(root);
    this.#hold(root);
  }

  override changed(element: Element): void {
    super.changed(element);
    if (element instanceof SVGAnimationElement) this.#hold(element);
  }

  #hold(root: ParentNode): void {
    if (!this.#animations.find(root)) return;
    for (const element of this.connected()) {
      const entry = this.entryOf(element);
      if (entry && this.#animations.holds(element)) this.sourceChanged(element, entry);
    }
  }
}

/** @returns '' for a reference into the same document: what it shows has covers of its own */
export function address(element: SVGElement & SVGURIReference): string {
  // Of `href` and `xlink:href` the one that counts, as animations have it.
  const link = element.href.animVal.trim();
  if (link === '' || link.startsWith('#')) return '';
  const { baseURI, ownerDocument } = element;
  if (!URL.canParse(link, baseURI)) return '';
  const { href } = new URL(link, baseURI);
  const [file] = href.split('#');
  return file === ownerDocument.URL.split('#')[0] ? '' : href;
}

const crossOriginOf = (element: Element): string | null => element.getAttribute('crossorigin');
