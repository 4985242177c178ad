import type { PixelSource } from '../../shared/messages.ts';
import { Loads } from '../loads.ts';
import { is } from '../realms.ts';
import { Candidates } from './candidates.ts';
import { ElementPictures } from './element-pictures.ts';
import { ANIMATION_ATTRIBUTES, ANIMATIONS, HrefAnimations } from './href-animations.ts';
import type { Page } from './surface.ts';

/** What tells one kind of them from another. */
interface SvgKind<E extends Element> {
  readonly selector: string;
  readonly type: new () => E;
  /** The address as written. Of `href` and `xlink:href` the one that counts, as animations have it. */
  link(element: E): string;
  /** What a reference into the same document comes to: '' where that has covers of its own. */
  readonly local: '' | null;
  /** What there is to do, for a new one and for a new source, to learn of its load. */
  look(element: E, loads: Loads<E>): void;
  /** Whether its address is what we last gave it. */
  isOurs?(element: E): boolean;
  /** Gives it the picture that was asked for again. @returns whether it shows that now */
  resource?(element: E, url: string): boolean;
  /** What it shows once it is cleared is a copy of what was judged: what else was loaded does not matter. */
  readonly copies?: true;
  /** What of it a canvas can draw. */
  drawn?(element: E): CanvasImageSource;
  /** What its verdict will be about. */
  read?(element: E, source: PixelSource): Promise<void>;
  /** It is cleared now, or is not. */
  stands?(element: E, cleared: boolean): void;
}

/** Elements of an SVG that show a picture from an address of their own. */
export class SvgPictures<E extends SVGElement & SVGURIReference> extends ElementPictures<E> {
  readonly #animations: HrefAnimations;

  constructor(page: Page, kind: SvgKind<E>) {
    const { selector, type, link, local, look, isOurs, resource, copies, drawn, read, stands } =
      kind;
    /** What shows nothing stays covered: a script can give it another address without a mutation. */
    const address = (element: E): string | null => {
      const written = link(element).trim();
      return written === '' ? null : resolve(written, element) || local;
    };
    const animations = new HrefAnimations();
    const candidates = new Candidates(page, () => this.#again());
    const isSettled = (element: E): boolean => {
      const given = animations.given(element);
      if (!given) return false;
      const urls = [...given].map((link) => resolve(link, element));
      return candidates.harmless(urls.filter((url) => url !== ''));
    };
    const loads = new Loads<E>(
      { address, mode: crossOriginOf, ...(drawn ? { drawn } : {}) },
      (element) => this.ended(element),
    );
    super(page, {
      selector,
      type,
      attributes: ['href', 'crossorigin', ...ANIMATION_ATTRIBUTES],
      renews: resource !== undefined,
      drawing: { masks: false, boxes: null, image: (element) => loads.imageOf(element) },
      meetAtOnce: true,
      meet: (element) => {
        loads.listen(element);
        look(element, loads);
      },
      changed: (element) => look(element, loads),
      ...(isOurs ? { isOurs } : {}),
      ...(resource ? { resource } : {}),
      ...(stands ? { stands } : {}),
      address,
      natural: (element) => (isSettled(element) ? loads.natural(element) : null),
      ...(copies ? {} : { anew: (element: E) => loads.anew(element) }),
      async pixels(element, url, clones) {
        const source = await (copies
          ? loads.pixelsToCopy(element, url, clones)
          : loads.pixels(element, url, clones));
        await read?.(element, source);
        return source;
      },
    });
    this.#animations = animations;
  }

  override get finds(): string {
    return `${super.finds}, ${ANIMATIONS}`;
  }

  override added(root: ParentNode): void {
    super.added(root);
    this.#hold(root);
  }

  override changed(element: Element): void {
    super.changed(element);
    if (is(element, SVGAnimationElement)) this.#hold(element);
  }

  told(element: Element): void {
    if (is(element, SVGElement)) this.changed(element);
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

/** @returns '' for a reference into the same document, and for what is no address: nothing loads */
export function resolve(link: string, { baseURI, ownerDocument }: SVGElement): string {
  if (link.startsWith('#') || !URL.canParse(link, baseURI)) return '';
  const { href } = new URL(link, baseURI);
  const [file] = href.split('#');
  return file === ownerDocument.URL.split('#')[0] ? '' : href;
}

const crossOriginOf = (element: SVGElement): string | null => element.getAttribute('crossorigin');
