import { Loads } from '../loads.ts';
import { is } from '../realms.ts';
import { Candidates } from './candidates.ts';
import { ElementPictures } from './element-pictures.ts';
import { ANIMATION_ATTRIBUTES, HrefAnimations } from './href-animations.ts';
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
    const candidates = new Candidates(page, () => this.#again());
    const isSettled = (element: E): boolean => {
      const given = animations.given(element);
      if (!given) return false;
      const urls = [...given].map((link) => resolve(link, element));
      return candidates.harmless(urls.filter((url) => url !== ''));
    };
    const loads = new Loads<E>({ address, mode: crossOriginOf }, (element) => this.ended(element));
    super(page, {
      selector,
      type,
      attributes: ['href', 'crossorigin', ...ANIMATION_ATTRIBUTES],
      renews: false,
      drawing: { masks: false, boxes: null, image: (element) => loads.imageOf(element) },
      meetAtOnce: true,
      meet: (element) => {
        loads.listen(element);
        look(element, loads);
      },
      changed: (element) => look(element, loads),
      address,
      natural: (element) => (isSettled(element) ? loads.natural(element) : null),
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
    if (is(element, SVGAnimationElement)) this.#hold(element);
  }

  #hold(root: ParentNode): void {
    if (!this.#animations.find(root)) return;
    for (const element of this.connected()) {
      const entry = this.entryOf(element);
      // Whoever may show more than was thought is covered until that is known.
      if (entry && this.#animations.given(element)?.size !== 0) this.sourceChanged(element, entry);
    }
  }

  #again(): void {
    for (const element of this.connected()) {
      const entry = this.entryOf(element);
      if (!entry || this.#animations.given(element)?.size === 0) continue;
      if (this.kind.natural(element) === null) this.sourceChanged(element, entry);
      else this.recheckOne(element);
    }
  }
}

/** @returns '' for a reference into the same document: what it shows has covers of its own */
export function address(element: SVGElement & SVGURIReference): string {
  // Of `href` and `xlink:href` the one that counts, as animations have it.
  const link = element.href.animVal.trim();
  if (link === '') return '';
  return resolve(link, element);
}

/** @returns '' also for what is no address: nothing loads */
function resolve(link: string, { baseURI, ownerDocument }: Element): string {
  if (link.startsWith('#') || !URL.canParse(link, baseURI)) return '';
  const { href } = new URL(link, baseURI);
  const [file] = href.split('#');
  return file === ownerDocument.URL.split('#')[0] ? '' : href;
}

const crossOriginOf = (element: Element): string | null => element.getAttribute('crossorigin');
