import { is } from '../realms.ts';
import type { Page } from './surface.ts';
import { SvgPictures } from './svg-picture.ts';

/**
 * A filter's <feImage>. It has no events; while its picture loads it shows nothing. What hides it is
 * a style of its <filter>, which is looked after here.
 */
export class FilterImages extends SvgPictures<SVGFEImageElement> {
  constructor(page: Page) {
    super(page, 'feImage', SVGFEImageElement, (element, loads) => {
      loads.ended(element, true);
      const { parentElement } = element;
      if (!is(parentElement, SVGFilterElement)) return;
      page.watch.styles(parentElement);
      soften(parentElement);
    });
  }

  override touched(element: Element): void {
    if (is(element, SVGFilterElement)) soften(element);
    else super.touched(element);
  }
}

/** Takes the `!important` from a `display` that would beat the cover. */
function soften({ style }: SVGFilterElement): void {
  if (style.getPropertyPriority('display') !== 'important') return;
  style.setProperty('display', style.getPropertyValue('display'));
}
