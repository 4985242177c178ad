import type { Instance } from './row.ts';

/* A cell of a page that shows its picture twice: whichever of the two is let through is seen. */

/** Of an <img>: it shows in the left half of its cell, and what lies beneath it in the right. */
export const HALF = 'display: block; position: absolute; clip-path: inset(0 80px 0 0)';

/** The picture as an <img> and as a background, half of a cell each. */
export const both = (it: Instance): string =>
  `<img src="${it.url}" style="${HALF}"><div style="width: 160px; height: 160px; background: url(${it.again()})"></div>`;

const HEAD = `<meta charset="utf-8"><link rel="icon" href="data:,"><style>body { margin: 0 } .cell { position: absolute; width: 160px; height: 160px }</style>`;

/** @param head what stands in it beside the places of the cells */
export const page = (head: string) => (cells: string) => ({
  html: `<!doctype html><html><head>${HEAD}${head}</head><body>${cells}</body></html>`,
});
