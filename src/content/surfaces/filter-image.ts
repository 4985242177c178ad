import type { Page } from './surface.ts';
import { SvgPictures } from './svg-picture.ts';

/** A filter's <feImage>. It has no events; while its picture loads it shows nothing. */
export class FilterImages extends SvgPictures<SVGFEImageElement> {
  constructor(page: Page) {
    super(page, 'feImage', SVGFEImageElement, (element, loads) => loads.ended(element, true));
  }
}
