import type { Page } from './surface.ts';
import { SvgPictures } from './svg-picture.ts';

/** TypeScript does not know that these can be decoded, too. */
type Decodable = SVGImageElement & { decode?(): Promise<void> };

/** SVG's <image>, wherever it is drawn: by itself, in patterns and masks, by <use>. */
export class SvgImages extends SvgPictures<SVGImageElement> {
  constructor(page: Page) {
    super(page, {
      selector: 'image',
      type: SVGImageElement,
      link: ({ href }) => href.animVal,
      local: null,
      drawn: (image) => image,
      resource({ href }, url) {
        // Where an animation gives it another, that one is shown.
        if (href.animVal !== href.baseVal) return false;
        href.baseVal = url;
        return href.animVal === url;
      },
      look(image: Decodable, loads) {
        const { animVal } = image.href;
        // It may have loaded before it came into the tree, where nobody heard of it.
        image.decode?.().then(
          () => image.href.animVal === animVal && loads.ended(image, true),
          // Not loaded, another source by now, or no picture: events tell.
          () => undefined,
        );
      },
    });
  }
}
