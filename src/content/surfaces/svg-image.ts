import type { Page } from './surface.ts';
import { SvgPictures } from './svg-picture.ts';

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
      // It may have loaded before it came into the tree, where nobody heard of it.
      look: (image, loads) => hasLoaded(image) && loads.ended(image, true),
    });
  }
}

let context: OffscreenCanvasRenderingContext2D | null = null;

/**
 * Whether what it was last given has loaded. `decode()` would tell as well, but of a picture under way
 * Chromium then sends the page no load event.
 */
function hasLoaded(image: SVGImageElement): boolean {
  context ??= new OffscreenCanvas(1, 1).getContext('2d');
  try {
    // There is none of what has not loaded.
    return Boolean(context?.createPattern(image, 'repeat'));
  } catch {
    // No picture: events tell.
    return false;
  }
}
