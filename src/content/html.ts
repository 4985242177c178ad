import type { Plain } from './plain.ts';

/** In an SVG or XML document, `createElement` makes no HTML. */
export const html = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
): Plain<HTMLElementTagNameMap[K]> =>
  document.createElementNS('http://www.w3.org/1999/xhtml', tag) as Plain<HTMLElementTagNameMap[K]>;
