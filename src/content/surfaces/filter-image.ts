import { isAnsweredByPage } from '../answering-worker.ts';
import { MAY_BE_REPLACED } from '../browser.chrome.ts';
import { dataUrlOf } from '../data-url.ts';
import type { Page } from './surface.ts';
import { resolve, SvgPictures } from './svg-picture.ts';

/**
 * A filter's <feImage>. It has no events, and no style hides it, nor the filter it stands in: Chromium
 * draws a filter that is `display: none` all the same. So its address is taken away until it is cleared,
 * by the one way that makes no mutation in Chromium, and kept here. Given it back, it would load it once
 * more, and perhaps another picture: so it is given what was judged, where we have that.
 */
export class FilterImages extends SvgPictures<SVGFEImageElement> {
  constructor(page: Page) {
    const links = new WeakMap<SVGFEImageElement, string>();
    const judged = new WeakMap<SVGFEImageElement, string>();
    const written = new WeakMap<SVGFEImageElement, string>();
    const write = (element: SVGFEImageElement, address: string): void => {
      written.set(element, address);
      element.href.baseVal = address;
    };
    const hide = (element: SVGFEImageElement): void => {
      const { baseVal } = element.href;
      // A reference into the document shows what has covers of its own.
      if (baseVal === '' || resolve(baseVal, element) === '') return;
      if (baseVal !== judged.get(element)) links.set(element, baseVal);
      write(element, '');
    };
    super(page, {
      selector: 'feImage',
      type: SVGFEImageElement,
      link: (element) => {
        const { animVal } = element.href;
        const isOurs = animVal === '' || animVal === judged.get(element);
        return isOurs ? (links.get(element) ?? '') : animVal;
      },
      local: '',
      // In Firefox it is a mutation; what comes under one address was judged on its way.
      isOurs: (element) => MAY_BE_REPLACED && written.get(element) === element.href.baseVal,
      look(element, loads) {
        if (!hasLink(element)) links.delete(element);
        hide(element);
        loads.ended(element, true);
      },
      copies: true,
      async read(element, source) {
        judged.delete(element);
        // Coarser than the file's where they were read back: only where that is not to be trusted.
        const knows = source.by === 'bytes' || isAnsweredByPage(element.baseURI);
        const given = MAY_BE_REPLACED || !knows ? null : await dataUrlOf(source);
        if (given !== null) judged.set(element, given);
      },
      stands(element, cleared) {
        const link = links.get(element);
        if (!cleared) hide(element);
        else if (link !== undefined && element.href.baseVal === '') {
          write(element, judged.get(element) ?? link);
        }
      },
    });
  }
}

const hasLink = ({ attributes }: SVGElement): boolean =>
  [...attributes].some(({ localName }) => localName === 'href');
