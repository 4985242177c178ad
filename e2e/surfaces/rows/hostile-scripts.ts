import { HALF, page } from '../cells.ts';
import { type Instance, rowsOf } from '../row.ts';

/*
 * Pages that change what scripts stand on, and servers that answer twice in two ways. Pictures come in
 * as an <img> and as a background in a closed shadow root, half of a cell each.
 */

const inside = ({ url, again }: Instance): string =>
  `<style>p { margin: 0; width: 160px; height: 160px; background: url(${again()}) }</style><img src="${url}" style="${HALF}"><p></p>`;
const host = ({ id }: Instance): string => `<div id="${id}"></div>`;

/** In scripts: makes what a content script or a patch of ours could call do nothing. */
const PATCHES = `
window.attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (options) { return window.attach.call(this, options); };
for (const name of ['MutationObserver', 'IntersectionObserver', 'ResizeObserver', 'PerformanceObserver']) window[name] = class { observe() {} disconnect() {} takeRecords() { return []; } unobserve() {} };
window.fetch = () => Promise.reject(new Error('no'));
for (const name of ['setAttribute', 'removeAttribute', 'toggleAttribute', 'getAttribute', 'matches', 'closest', 'animate']) Element.prototype[name] = function () { return null; };
for (const name of ['dispatchEvent']) EventTarget.prototype[name] = () => true;
document.createElement = new Proxy(document.createElement, { apply: (make, self, args) => Reflect.apply(make, document, args) });
CSSStyleSheet.prototype.replaceSync = CSSStyleSheet.prototype.insertRule = () => 0;
Object.defineProperty(Document.prototype, 'adoptedStyleSheets', { get: () => [], set() {} });
Object.defineProperty(ShadowRoot.prototype, 'adoptedStyleSheets', { get: () => [], set() {} });
Object.defineProperty(HTMLImageElement.prototype, 'currentSrc', { get: () => 'about:blank' });
Object.defineProperty(HTMLImageElement.prototype, 'complete', { get: () => false });
window.getComputedStyle = () => ({});
`;

/** A form's controls stand before its own properties and methods, in every script's world. */
const named = (...names: readonly string[]): string =>
  names.map((name) => `<input name="${name}" style="display: none">`).join('');
const clearedImage = ({ dataUrl }: Instance): string =>
  `<svg width="160" height="160"><image data-figleaf="cleared" width="160" height="160" href="${dataUrl()}"/></svg>`;
/** @param open makes the document `written`; its root comes a while after its host, by the parser */
const writtenPiecemeal = (open: string) => (it: Instance) =>
  `new Promise((resolve) => { ${open} written.open(); written.write('<!doctype html><body><div>'); setTimeout(() => { written.write('<template shadowrootmode="closed">${clearedImage(it)}'); resolve(); }, 700); })`;
/**
 * A closed root that nobody told of, whose picture has a child as one that is shown has (image.css).
 * @param write makes the document `written` of `html`
 */
const brought = (write: string) => ({
  show: ({ id }: Instance) =>
    `<div id="${id}"></div><script>customElements.define('x-${id}', class extends HTMLElement { constructor() { super(); this.attachInternals().shadowRoot?.querySelector('img').append('a'); } })</script>`,
  late: ({ id, dataUrl }: Instance) =>
    `(async () => { const later = (ms) => new Promise((resolve) => setTimeout(resolve, ms)); const html = '<x-${id}><template shadowrootmode="closed"><img src="${dataUrl()}"></template></x-${id}>'; ${write} document.getElementById('${id}').append(document.adoptNode(written.querySelector('x-${id}'))); })()`,
  place: 'each' as const,
  criterion: 'frames' as const,
});

export const hostileScriptRows = rowsOf('Hostile pages', [
  {
    id: 'hostile-patched-before',
    title: 'patches prototypes before it shows anything',
    place: 'own',
    show: host,
    sheet: page(`<script>${PATCHES}</script>`),
    late: (it) =>
      `document.getElementById('${it.id}').attachShadow({ mode: 'closed' }).innerHTML = \`${inside(it)}\``,
  },
  {
    id: 'hostile-patched-after',
    title: 'patches prototypes while the verdict is out',
    place: 'own',
    show: (it) => `${host(it)}`,
    sheet: page(''),
    late: (it) =>
      `document.getElementById('${it.id}').innerHTML = \`${inside(it)}\`; if (!window.attach) {${PATCHES}}`,
  },
  {
    id: 'hostile-attach-of-frame',
    title: 'takes attachShadow from a new frame',
    show: host,
    late: (it) =>
      `{ const frame = document.createElement('iframe'); document.body.append(frame); frame.contentWindow.Element.prototype.attachShadow.call(document.getElementById('${it.id}'), { mode: 'closed' }).innerHTML = \`${inside(it)}\`; frame.remove(); }`,
  },
  {
    id: 'hostile-attach-in-frame',
    title: 'takes attachShadow from a new frame, for an element made in it',
    show: host,
    late: (it) =>
      `{ const frame = document.createElement('iframe'); document.body.append(frame); const made = frame.contentDocument.createElement('div'); made.attachShadow({ mode: 'closed' }).innerHTML = \`${inside(it)}\`; document.getElementById('${it.id}').append(made); frame.remove(); }`,
  },
  {
    id: 'hostile-attach-event',
    title: 'keeps every event of its own prototypes from being heard',
    show: host,
    late: (it) =>
      `{ const dispatch = EventTarget.prototype.dispatchEvent; EventTarget.prototype.dispatchEvent = () => true; document.getElementById('${it.id}').attachShadow({ mode: 'closed' }).innerHTML = \`${inside(it)}\`; EventTarget.prototype.dispatchEvent = dispatch; }`,
  },
  {
    id: 'hostile-parsed-document',
    title: 'brings a shadow root from a parsed document',
    show: host,
    late: (it) =>
      `{ const parsed = Document.parseHTMLUnsafe(\`<div><template shadowrootmode="closed">${inside(it)}</template></div>\`); document.getElementById('${it.id}').append(parsed.body.firstChild); }`,
  },
  {
    id: 'hostile-sanitised-root',
    title: 'brings a shadow root in sanitised markup',
    show: host,
    late: (it) =>
      `document.getElementById('${it.id}').setHTML(\`<div><template shadowrootmode="closed">${inside(it)}</template></div>\`, { sanitizer: {} })`,
  },
  {
    id: 'hostile-sanitised-document',
    title: 'brings a shadow root from a sanitised document',
    show: host,
    late: (it) =>
      `{ const parsed = Document.parseHTML(\`<div><template shadowrootmode="closed">${inside(it)}</template></div>\`, { sanitizer: {} }); document.getElementById('${it.id}').append(parsed.body.firstChild); }`,
  },
  {
    id: 'hostile-cloned-root',
    title: 'brings a shadow root by cloning its host',
    show: host,
    late: (it) =>
      `{ const made = document.createElement('div'); made.setHTMLUnsafe(\`<div><template shadowrootmode="closed" shadowrootclonable>${inside(it)}</template></div>\`); document.getElementById('${it.id}').append(document.importNode(made.firstChild, true)); }`,
  },
  {
    id: 'hostile-written-frame',
    title: 'brings a shadow root from the document of a frame that it wrote',
    ...brought(
      "const frame = document.createElement('iframe'); document.body.append(frame); const written = frame.contentDocument; written.open(); written.write(html); written.close();",
    ),
  },
  {
    id: 'hostile-written-template',
    title: 'brings a shadow root from the document of templates, which it wrote',
    ...brought(
      "const written = document.createElement('template').content.ownerDocument; written.open(); written.write(html); written.close();",
    ),
  },
  {
    id: 'hostile-parsed-elsewhere',
    title: 'brings a shadow root by a method of a document that a frame had before',
    ...brought(
      "const frame = document.createElement('iframe'); document.body.append(frame); const theirs = frame.contentWindow.Document; await later(300); frame.srcdoc = 'a'; await later(500); const written = theirs.parseHTMLUnsafe(html);",
    ),
  },
  {
    id: 'hostile-written-piecemeal',
    title: 'writes its document anew, a shadow root a while after its host',
    show: host,
    late: writtenPiecemeal('const written = document;'),
    place: 'each',
    criterion: 'frames',
  },
  {
    id: 'hostile-frame-written-piecemeal',
    title: 'writes a frame’s document so',
    show: ({ id }) => `<iframe id="${id}"></iframe>`,
    late: (it) =>
      writtenPiecemeal(`const written = document.getElementById('${it.id}').contentDocument;`)(it),
    place: 'each',
    criterion: 'frames',
  },
  {
    id: 'hostile-form-methods',
    title: 'forges marks beside a form whose controls are called as methods are',
    place: 'own',
    show: ({ id, url }) =>
      `<form id="f${id}">${named('hasAttribute', 'matches')}</form><img id="${id}" src="${url}">`,
    late: ({ id }) =>
      `document.getElementById('f${id}').setAttribute('data-figleaf', 'x'); document.getElementById('${id}').removeAttribute('data-figleaf'); document.getElementById('${id}').append('x')`,
  },
  {
    id: 'hostile-form-properties',
    title: 'brings forged marks in a form whose controls are called as properties are',
    place: 'own',
    criterion: 'frames',
    show: host,
    late: (it) =>
      `for (const names of ['nodeType', 'parentNode', 'ownerDocument', 'isConnected']) { const form = document.createElement('form'); form.style.cssText = 'position: absolute; margin: 0'; form.innerHTML = '<input style="display: none">${clearedImage(it)}'; form.firstChild.name = names; document.getElementById('${it.id}').append(form); }`,
  },
  {
    id: 'hostile-second-answer',
    title: 'answers a second request with another picture',
    show: ({ fickle }) =>
      `<img src="${fickle('no-store')}" style="${HALF}"><div class="box" style="background: url(${fickle('no-store')})"></div>`,
  },
  {
    id: 'hostile-second-answer-cached',
    title: 'the same where the cache may keep the first',
    show: ({ fickle }) =>
      `<img src="${fickle('max-age=3600')}" style="${HALF}"><div class="box" style="background: url(${fickle('max-age=3600')})"></div>`,
  },
  {
    id: 'hostile-cache-replaced',
    title: 'replaces what the cache holds once the picture has loaded',
    show: ({ fickle }) =>
      `<img src="${fickle('max-age=3600')}" onload="fetch(this.src, { cache: 'reload' })">`,
  },
  {
    id: 'hostile-cache-replaced-svg',
    title: 'the same of an SVG <image>, and has an <img> load what is there then',
    place: 'each',
    criterion: 'frames',
    show: ({ fickle }) =>
      `<svg width="160" height="160"><image width="160" height="160" href="${fickle('max-age=0', 'itself')}" onload="const { baseVal } = this.href; fetch(baseVal, { cache: 'reload' }).then(() => { new Image().src = baseVal; })"/></svg>`,
  },
  {
    id: 'hostile-worker-answer',
    title: 'answers from a frame before the verdict is asked for',
    show: ({ fickle }) => {
      const url = fickle('max-age=3600');
      return `<img src="${url}" onload="for (let i = 0; i < 3; i++) fetch(this.src, { cache: 'reload' })" style="${HALF}"><div class="box" style="background: url(${url})"></div>`;
    },
  },
  {
    id: 'hostile-shrunk',
    title: 'a picture that becomes ordinary when it is shrunk carelessly',
    show: (it) =>
      `<img width="160" height="160" src="${it.file(it.forms('crafted'), 'image/png')}">`,
    needs: ['crafted'],
  },
]);
