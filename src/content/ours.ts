import { CSS_MARK } from '../shared/css-pin.ts';
import { html } from './html.ts';
import type { Plain } from './plain.ts';

/*
 * What we draw ourselves, in a closed root of our own that no page reaches: sheets of the user's
 * origin hold in shadow roots as well, and would cover it with the page's pictures.
 */

/** A canvas that is not waited for. */
export function ownCanvas(): HTMLCanvasElement {
  const canvas = html('canvas');
  canvas.dataset.figleaf = 'cleared';
  return canvas;
}

/** @param background a value for CSS `background`, of gradients alone */
export function paint(element: Plain<HTMLElement>, background: string): void {
  element.style.background = background;
  const { backgroundImage } = element.style;
  if (backgroundImage && backgroundImage !== 'none') {
    element.setAttribute(CSS_MARK, 'own');
    element.setAttribute(`${CSS_MARK}-background`, backgroundImage);
  } else element.removeAttribute(CSS_MARK);
}
