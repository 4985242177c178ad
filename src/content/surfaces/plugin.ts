import { isAnsweredByPage } from '../answering-worker.ts';
import { needsLayOut } from '../attaching.ts';
import { PLUGINS_ARE_DOCUMENTS } from '../browser.chrome.ts';
import { Loads } from '../loads.ts';
import { mayBePicture } from '../picture-type.ts';
import { ElementPictures } from './element-pictures.ts';
import type { Entry } from './entry.ts';
import type { Page } from './surface.ts';

/**
 * <embed> and <object> show a picture themselves only where `type` or the address promises one. All
 * else is a document, in which our script runs itself, a plugin, or what an <object> holds for want
 * of either: nothing of that is touched, because their cover hides only a picture of their own.
 */
class Plugins<E extends HTMLEmbedElement | HTMLObjectElement> extends ElementPictures<E> {
  constructor(page: Page, type: new () => E, selector: string, source: 'src' | 'data') {
    const promised = new WeakSet<E>();
    const address = (element: E): string | null => {
      if (PLUGINS_ARE_DOCUMENTS) return null;
      const url = linkOf(element, source);
      if (mayBePicture(url, element.getAttribute('type') ?? '')) promised.add(element);
      return promised.has(element) ? url : null;
    };
    const loads = new Loads<E>({ address, mode: () => null }, (element) => this.ended(element));
    super(page, {
      selector,
      type,
      attributes: [source, 'type'],
      renews: false,
      drawing: { masks: true, boxes: null },
      meetAtOnce: true,
      meet: (element) => {
        if (!PLUGINS_ARE_DOCUMENTS) needsLayOut();
        loads.listen(element);
      },
      changed: () => undefined,
      address,
      natural: (element) => loads.natural(element),
      anew: (element) => loads.anew(element),
      // No worker of a page answers for it, as it would for a twin.
      pixels: async (element, url, clones) =>
        isAnsweredByPage(url)
          ? { by: 'url', url, referrer: location.href }
          : loads.pixels(element, url, clones),
    });
  }

  protected override show(element: E, entry: Entry<E>): void {
    if (PLUGINS_ARE_DOCUMENTS) this.page.marks.set(element, 'cleared');
    else super.show(element, entry);
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
function linkOf(element: HTMLEmbedElement | HTMLObjectElement, name: string): string {
  const link = element.getAttribute(name)?.trim();
  return link && URL.canParse(link, element.baseURI) ? new URL(link, element.baseURI).href : '';
}
