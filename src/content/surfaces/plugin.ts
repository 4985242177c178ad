import { withoutFragment } from '../../shared/address.ts';
import { Loads } from '../loads.ts';
import { mayBePicture } from '../picture-type.ts';
import { ElementPictures } from './element-pictures.ts';
import type { Page } from './surface.ts';

/**
 * <embed> and <object> show a picture themselves only where `type` or the address promises one, or
 * where the background saw one come for them. All else is a document, in which our script runs itself,
 * a plugin, or what an <object> holds for want of either: nothing of that is touched, because their
 * cover hides only a picture of their own.
 */
class Plugins<E extends HTMLEmbedElement | HTMLObjectElement> extends ElementPictures<E> {
  readonly #promised: WeakSet<E>;
  readonly #loads: Loads<E>;
  readonly #source: 'src' | 'data';

  constructor(page: Page, type: new () => E, selector: string, source: 'src' | 'data') {
    const promised = new WeakSet<E>();
    const address = (element: E): string | null => {
      const url = linkOf(element, source);
      if (mayBePicture(url, element.getAttribute('type') ?? '')) promised.add(element);
      return promised.has(element) ? url : null;
    };
    const loads = new Loads<E>({ address, mode: () => null }, (element) => this.ended(element));
    super(page, {
      selector,
      type,
      attributes: [source, 'type'],
      drawing: { masks: true, boxes: null, image: (element) => loads.imageOf(element) },
      meetAtOnce: true,
      meet: (element) => loads.listen(element),
      changed: (element) => loads.restarted(element),
      address,
      natural: (element) => loads.natural(element),
      pixels: (element, url, clones) => loads.pixels(element, url, clones),
    });
    this.#promised = promised;
    this.#loads = loads;
    this.#source = source;
  }

  pluggedIn(url: string): void {
    for (const element of this.connected()) {
      if (withoutFragment(linkOf(element, this.#source)) !== url) continue;
      this.#promised.add(element);
      this.#loads.heeded(element);
    }
  }
}

export class Embeds extends Plugins<HTMLEmbedElement> {
  constructor(page: Page) {
    super(page, HTMLEmbedElement, 'embed', 'src');
  }
}

export class Objects extends Plugins<HTMLObjectElement> {
  constructor(page: Page) {
    super(page, HTMLObjectElement, 'object', 'data');
  }
}

/** As the browser resolves it, '' for none. */
function linkOf(element: Element, name: string): string {
  const link = element.getAttribute(name)?.trim();
  return link && URL.canParse(link, element.baseURI) ? new URL(link, element.baseURI).href : '';
}
