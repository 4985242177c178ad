/** An element of HTML, in documents of any kind: in an SVG document `createElement` makes none. */
export const html = <K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] =>
  document.createElementNS('http://www.w3.org/1999/xhtml', name) as HTMLElementTagNameMap[K];
