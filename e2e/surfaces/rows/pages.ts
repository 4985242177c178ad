import { both } from '../cells.ts';
import { rowsOf, type Sheet } from '../row.ts';

const HEAD = '<meta charset="utf-8"><link rel="icon" href="data:,">';
const CELLS = 'body { margin: 0 } .cell { position: absolute; width: 160px; height: 160px }';

const styled = (cells: string, more = ''): string =>
  `<html ${more}><head>${HEAD}<style>${CELLS}</style></head><body>${cells}</body></html>`;

/** Allows a page nothing but pictures and one style sheet. */
const strict = (csp: string): Sheet['headers'] => ({ 'content-security-policy': csp });

/** Documents of unusual kinds; each cell holds half an <img> over a background. */
export const pageRows = rowsOf('Documents of unusual kinds', [
  {
    id: 'page-quirks',
    title: 'quirks mode',
    place: 'own',
    show: both,
    sheet: (cells) => ({ html: styled(cells) }),
    premise: "document.compatMode === 'BackCompat'",
  },
  {
    id: 'page-rtl',
    title: 'right to left',
    place: 'own',
    show: both,
    sheet: (cells) => ({ html: `<!doctype html>${styled(cells, 'dir="rtl" lang="ar"')}` }),
    premise: "getComputedStyle(document.body).direction === 'rtl'",
  },
  {
    id: 'page-csp',
    title: 'the strictest content security policy',
    place: 'own',
    show: ({ id, url }) => `<img src="${url}" class="half"><div class="box" id="${id}"></div>`,
    sheet: (cells, its) => {
      const css = its
        .map((it) => `#${it.id} { width: 160px; height: 160px; background: url(${it.again()}) }`)
        .join('\n');
      const places = cells.replaceAll('style=', 'data-style=');
      const at = [...cells.matchAll(/left:(\d+)px;top:(\d+)px/g)]
        .map(([, x, y], i) => `.cell:nth-child(${i + 1}) { left: ${x}px; top: ${y}px }`)
        .join('\n');
      const half = '.half { display: block; position: absolute; clip-path: inset(0 80px 0 0) }';
      const sheet = its[0]?.part(`${CELLS} ${half} ${at} ${css}`, 'text/css');
      return {
        html: `<!doctype html><html><head><link rel="stylesheet" href="${sheet}"></head><body>${places}</body></html>`,
        headers:
          strict(
            "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
          ) ?? {},
      };
    },
  },
  {
    id: 'page-trusted-types',
    title: 'Trusted Types',
    place: 'own',
    show: both,
    sheet: (cells) => ({
      html: `<!doctype html>${styled(cells)}`,
      headers: strict("require-trusted-types-for 'script'; trusted-types 'none'") ?? {},
    }),
    premise:
      "(() => { try { document.createElement('b').innerHTML = '<i></i>'; return false; } catch { return true; } })()",
  },
  {
    id: 'page-sandboxed',
    title: 'sandboxed by its policy',
    place: 'own',
    show: both,
    sheet: (cells) => ({
      html: `<!doctype html>${styled(cells)}`,
      headers: strict('sandbox') ?? {},
    }),
  },
  {
    id: 'page-isolated',
    title: 'isolated from other origins (COOP and COEP)',
    place: 'own',
    show: both,
    sheet: (cells) => ({
      html: `<!doctype html>${styled(cells)}`,
      headers: {
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      },
    }),
  },
  {
    id: 'page-xhtml',
    title: 'XHTML',
    place: 'own',
    show: ({ url, again }) =>
      `<img src="${url}" style="display: block; position: absolute; clip-path: inset(0 80px 0 0)"/><div style="width: 160px; height: 160px; background: url(${again()})"></div>`,
    sheet: (cells) => ({
      html: `<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title><style>${CELLS}</style></head><body>${cells}</body></html>`,
      type: 'application/xhtml+xml',
    }),
    premise: "document.contentType === 'application/xhtml+xml'",
  },
  {
    id: 'page-xml',
    title: 'XML with a style sheet',
    place: 'each',
    show: () => '',
    sheet: (_, [it]) => ({
      html: `<?xml version="1.0"?><?xml-stylesheet type="text/css" href="${it?.part(
        `a { display: block; width: 160px; height: 160px; background: url(${it.url}) }`,
        'text/css',
      )}"?><a/>`,
      type: 'application/xml',
    }),
  },
  {
    id: 'page-written',
    title: 'document.open() and write',
    place: 'own',
    show: ({ id }) => `<p id="${id}"></p>`,
    act: async ({ run }, its) => {
      const cells = its
        .map(
          (it, i) => `<div class="cell" style="left: ${i * 176 + 8}px; top: 8px">${both(it)}</div>`,
        )
        .join('');
      await run(
        `document.open(); document.write(${JSON.stringify(`<!doctype html>${styled(cells)}`)}); document.close()`,
      );
    },
  },
]);
