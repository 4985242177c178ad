import { MAY_BE_REPLACED } from '../browser.chrome.ts';
import type { Page } from './surface.ts';
import { resolve, SvgPictures } from './svg-picture.ts';

/**
 * A filter's <feImage>. It has no events, and no style hides it, nor the filter it stands in: Chromium
 * draws a filter that is `display: none` all the same. So its address is taken away until it is cleared,
 * by the one way that makes no mutation in Chromium, and kept here.
 */
export class FilterImages extends SvgPictures<SVGFEImageElement> {
  constructor(page: Page) {
    const links = new WeakMap<SVGFEImageElement, string>();
    const written = new WeakMap<SVGFEImageElement, string>();
    const write = (element: SVGFEImageElement, address: string): void => {
      written.set(element, address);
      element.href.baseVal = address;
    };
    const hide = (element: SVGFEImageElement): void => {
      const { baseVal } = element.href;
      // A reference into the document shows what has covers of its own.
      if (baseVal === '' || resolve(baseVal, element) === '') return;
      links.set(element, baseVal);
      write(element, '');
    };
    super(page, {
      selector: 'feImage',
      type: SVGFEImageElement,
      link: (element) => element.href.animVal || (links.get(element) ?? ''),
      local: '',
      // In Firefox it is a mutation; what comes under one address was judged on its way.
      isOurs: (element) => MAY_BE_REPLACED && written.get(element) === element.href.baseVal,
      look(element, loads) {
        if (!hasLink(element)) links.delete(element);
        hide(element);
        loads.ended(element, true);
      },
      stands(element, cleared) {
        const link = links.get(element);
        if (!cleared) hide(element);
        else if (link !== undefined && element.href.baseVal === '') write(element, link);
      },
    });
  }
}

const hasLink = ({ attributes }: Element): boolean =>
  [...attributes].some(({ localName }) => localName === 'href');
