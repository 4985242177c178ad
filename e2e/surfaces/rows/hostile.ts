import { HALF, page } from '../cells.ts';
import { type Instance, rowsOf } from '../row.ts';

/*
 * Pages that work against the cover. Each shows its picture as an <img> and as a background, half of
 * a cell each, so that either getting through is seen.
 */

const both = ({ id, url, again }: Instance): string =>
  `<img id="i${id}" src="${url}" style="${HALF}"><div id="b${id}" style="width: 160px; height: 160px; background: url(${again()})"></div>`;
const img = ({ id, url }: Instance): string => `<img id="i${id}" src="${url}">`;

/** All that a cover could use, undone. */
const UNDONE = [
  'visibility: visible',
  'opacity: 1',
  'content-visibility: visible',
  'clip-path: none',
  'mask: none',
  'filter: none',
  'object-position: 0 0',
  'object-fit: fill',
  'background-size: 160px 160px',
  'background-position: 0 0',
  'background-clip: border-box',
  'transform: none',
  'animation: none',
]
  .map((rule) => `${rule} !important;`)
  .join(' ');
/** Stronger than any rule of one class, attribute or id. */
const ALL = ':is(img, div, #x#y#z#w):not(#x#y#z#w)';

const inBoth = (script: string) => (it: Instance) =>
  `for (const element of [document.getElementById('i${it.id}'), document.getElementById('b${it.id}')]) { ${script} }`;

/** In scripts: in every frame for a second. */
const everyFrame = (script: string): string =>
  `{ const until = performance.now() + 1000; const again = () => { ${script}; if (performance.now() < until) requestAnimationFrame(again); }; again(); }`;

export const hostileRows = rowsOf('Hostile pages', [
  {
    id: 'hostile-important',
    title: 'undoes covers in a style sheet, !important',
    place: 'own',
    show: both,
    sheet: page(`<style>${ALL} { ${UNDONE} }</style>`),
  },
  {
    id: 'hostile-layer',
    title: 'undoes covers in a cascade layer of its own',
    place: 'own',
    show: both,
    sheet: page(`<style>@layer first { ${ALL} { ${UNDONE} } }</style>`),
  },
  {
    id: 'hostile-same-layer',
    title: 'undoes covers in a cascade layer of the same name as ours',
    place: 'own',
    show: both,
    sheet: page(
      `<style>@layer before, figleaf; @layer before { ${ALL} { ${UNDONE} } } @layer figleaf { ${ALL} { ${UNDONE} } @layer inner { ${ALL} { ${UNDONE} } } }</style>`,
    ),
  },
  {
    id: 'hostile-inline',
    title: 'undoes covers inline, !important, with a transition that never ends',
    place: 'own',
    show: ({ id, url, again }) =>
      `<img id="i${id}" src="${url}" style="${UNDONE} transition: visibility 9999s, background-size 9999s !important; ${HALF} !important"><div id="b${id}" style="width: 160px; height: 160px; background-image: url(${again()}) !important; ${UNDONE} transition: all 9999s !important"></div>`,
    sheet: page(''),
  },
  {
    id: 'hostile-inline-named',
    title: 'the same in a shadow root, under the names of the browser’s own elements',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: ({ id, url }) =>
      `document.getElementById('${id}').attachShadow({ mode: 'closed' }).innerHTML = \`<p id="thumb" pseudo="-webkit-input-placeholder" style="margin: 0; width: 160px; height: 160px; background-image: url(${url}) !important; ${UNDONE} transition: all 9999s !important"></p>\``,
  },
  {
    id: 'hostile-inline-late',
    title: 'undoes covers inline in every frame',
    show: both,
    late: (it) =>
      everyFrame(
        `for (const element of [document.getElementById('i${it.id}'), document.getElementById('b${it.id}')]) element.style.cssText += '${UNDONE}'`,
      ),
  },
  {
    id: 'hostile-keyframes',
    title: 'animates covers away',
    place: 'own',
    show: both,
    sheet: page(
      `<style>@keyframes away { from, to { visibility: visible; opacity: 1; background-size: 160px 160px; object-position: 0 0; clip-path: none; content-visibility: visible } } ${ALL} { animation: away 9999s infinite !important; transition: all 9999s step-end !important }</style>`,
    ),
  },
  {
    id: 'hostile-waapi',
    title: 'animates covers away by script',
    show: both,
    late: inBoth(
      "element.animate({ visibility: ['visible', 'visible'], opacity: [1, 1], backgroundSize: ['160px', '160px'], objectPosition: ['0 0', '0 0'] }, { duration: 9999000, fill: 'both' })",
    ),
  },
  {
    id: 'hostile-own-transition',
    title: 'hides a picture by a transition that never ends, and then puts another in its place',
    show: ({ id, filler }) =>
      `<img id="${id}" src="${filler()}" style="width: 160px; height: 160px">`,
    late: ({ id, url }) =>
      `{ const img = document.getElementById('${id}'); img.style.transition = 'visibility 9999s'; getComputedStyle(img).visibility; img.style.visibility = 'hidden'; getComputedStyle(img).visibility; requestAnimationFrame(() => { img.src = '${url}'; setTimeout(() => { img.style.visibility = 'visible'; }, 1000); }); }`,
  },
  {
    id: 'hostile-strip',
    title: 'strips every attribute it did not set, and every child, in every frame',
    show: both,
    late: (it) =>
      everyFrame(
        `for (const element of [document.getElementById('i${it.id}'), document.getElementById('b${it.id}')]) { for (const name of element.getAttributeNames()) if (!['id', 'src', 'style'].includes(name)) element.removeAttribute(name); element.replaceChildren(); }`,
      ),
  },
  {
    id: 'hostile-exchange',
    title: 'gives each picture the marks, classes and children of the other',
    show: both,
    act: async ({ run }, [one, other]) => {
      await run(
        `for (const kind of ['i', 'b']) { const [a, b] = [document.getElementById(kind + '${one?.id}'), document.getElementById(kind + '${other?.id}')]; const of = (element) => element.getAttributeNames().filter((name) => !['id', 'src', 'style'].includes(name)).map((name) => [name, element.getAttribute(name)]); const [x, y] = [of(a), of(b)]; const [p, q] = [[...a.childNodes], [...b.childNodes]]; a.replaceChildren(...q); b.replaceChildren(...p); for (const [name, value] of y) a.setAttribute(name, value); for (const [name, value] of x) b.setAttribute(name, value); }`,
      );
    },
  },
  {
    id: 'hostile-forge',
    title: 'forges every mark it can think of',
    show: both,
    late: inBoth(
      "for (const value of ['cleared', 'shown', 'none', '', 'boxes-fill']) { element.setAttribute('data-figleaf', value); element.setAttribute('data-figleaf-mask', 'none'); element.append('\\uFEFF'); }",
    ),
  },
  {
    id: 'hostile-unstyle',
    title: 'removes every style sheet and adopted sheet, in every frame',
    place: 'own',
    show: both,
    sheet: page(''),
    act: async ({ run }) => {
      await run(
        everyFrame(
          "document.adoptedStyleSheets = []; for (const sheet of document.querySelectorAll('style, link')) sheet.remove(); for (const cell of document.querySelectorAll('.cell')) Object.assign(cell.style, { position: 'absolute', width: '160px', height: '160px' })",
        ),
      );
    },
  },
  {
    id: 'hostile-clone',
    title: 'puts clones in the place of covered elements',
    show: both,
    late: inBoth(
      'element.replaceWith(element.cloneNode(true)); const copy = document.getElementById(element.id); copy.outerHTML = copy.outerHTML',
    ),
  },
  {
    id: 'hostile-move',
    title: 'moves covered elements into a frame and back',
    show: both,
    late: (it) =>
      `(async () => { const frame = document.createElement('iframe'); frame.style.display = 'none'; document.body.append(frame); const elements = [document.getElementById('i${it.id}'), document.getElementById('b${it.id}')]; const home = elements[0].parentElement; frame.contentDocument.body.append(...elements); await new Promise(requestAnimationFrame); home.append(...elements); frame.remove(); })()`,
  },
  {
    id: 'hostile-move-root',
    title: 'moves covered elements into a closed shadow root',
    show: both,
    late: (it) =>
      `{ const elements = [document.getElementById('i${it.id}'), document.getElementById('b${it.id}')]; const host = document.createElement('div'); elements[0].before(host); host.attachShadow({ mode: 'closed' }).append(...elements); }`,
  },
  {
    id: 'hostile-frame-document',
    title: 'moves covered elements into a frame that shows',
    show: (it) =>
      `<iframe id="f${it.id}" width="160" height="160" style="border: 0; position: absolute; pointer-events: none"></iframe>${both(it)}`,
    late: (it) =>
      `{ const { body } = document.getElementById('f${it.id}').contentDocument; body.style.margin = 0; body.append(document.getElementById('i${it.id}'), document.getElementById('b${it.id}')); }`,
  },
  {
    id: 'hostile-swap',
    title: 'swaps the source after the verdict, the picture decoded before',
    show: ({ id, filler }) =>
      `<img id="i${id}" src="${filler()}" style="${HALF}"><div id="b${id}" style="width: 160px; height: 160px; background: url(${filler()})"></div>`,
    late: (it) =>
      `(async () => { const made = new Image(); made.src = '${it.url}'; await made.decode(); document.getElementById('i${it.id}').src = '${it.url}'; document.getElementById('b${it.id}').style.backgroundImage = 'url(${it.url})'; })()`,
  },
  {
    id: 'hostile-toggle',
    title: 'swaps the source to and fro in every frame',
    show: ({ id, filler }) =>
      `<img id="i${id}" src="${filler()}" style="${HALF}"><div id="b${id}" style="width: 160px; height: 160px; background: url(${filler()})"></div>`,
    late: (it) =>
      `{ let count = 0; const [first, last] = ['${it.filler()}', '${it.url}']; const again = () => { const url = count++ % 2 ? first : last; document.getElementById('i${it.id}').src = url; document.getElementById('b${it.id}').style.backgroundImage = 'url(' + url + ')'; if (count < 41) requestAnimationFrame(again); }; again(); }`,
  },
  {
    id: 'hostile-flood',
    title: 'brings it in amid 20,000 mutations',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `{ const junk = document.createElement('div'); junk.hidden = true; document.body.append(junk); for (let i = 0; i < 10000; i++) { junk.append(document.createElement('i')); if (i === 5000) document.getElementById('${it.id}').innerHTML = \`${both(it)}\`; junk.lastChild.className = 'x' + i; } }`,
  },
  {
    id: 'hostile-loads',
    title: 'keeps load events and mutations to itself',
    place: 'own',
    show: both,
    sheet: page(
      "<script>for (const type of ['load', 'error', 'pageshow', 'DOMContentLoaded', 'animationstart', 'transitionrun', 'visibilitychange', 'resize', 'scroll', 'beforeprint']) addEventListener(type, (event) => event.stopImmediatePropagation(), true)</script>",
    ),
  },
  {
    id: 'hostile-observes',
    title: 'watches for marks and answers each by undoing it',
    place: 'own',
    show: both,
    sheet: page(
      `<script>new MutationObserver((records) => { for (const { target, attributeName } of records) { if (attributeName && !['id', 'src', 'class'].includes(attributeName)) { target.removeAttribute(attributeName === 'style' ? 'x' : attributeName); } } }).observe(document, { attributes: true, subtree: true, childList: true })</script>`,
    ),
  },
  {
    id: 'hostile-unstyled-img',
    title: 'unloads our cover by loading pictures into an <img> with children',
    show: img,
    late: ({ id }) =>
      `{ const element = document.getElementById('i${id}'); element.append(document.createElement('b'), 'x', document.createComment('y')); }`,
  },
  {
    id: 'hostile-copying',
    title:
      'says that something is copied, in every frame, under the name of a part of the browser’s',
    place: 'each',
    criterion: 'frames',
    show: ({ dataUrl }) =>
      `<div class="box" pseudo="x" style="background: url(${dataUrl()})"></div><script>${everyFrame("document.dispatchEvent(new Event('copy', { bubbles: true }))")}</script>`,
  },
  {
    id: 'hostile-player',
    title: 'gives what it shows the names of the parts of a player, and all that these have',
    criterion: 'frames',
    show: ({ id }) =>
      `<style>@property --figleaf-player { syntax: '*'; inherits: false; initial-value: 1 } * { --figleaf-player: 1 !important }</style><div id="${id}" style="--figleaf-player: 1 !important"></div>`,
    late: ({ id, dataUrl }) => `{
      const place = document.getElementById('${id}');
      const part = (name) => '<div class="controlsContainer touch" style="--figleaf-player: 1 !important"><div class="controlBar"><button class="button ' + name + '" style="display: block; border: 0; width: 160px; height: 160px; background-image: url(${dataUrl()}); background-size: 160px !important"></button></div></div>';
      place.innerHTML = part('clickToPlay');
      const false_ = document.createElementNS('about:player', 'video');
      false_.innerHTML = part('pip-icon');
      const shadow = document.createElement('div').attachShadow({ mode: 'closed' });
      place.append(false_, shadow.host);
      shadow.innerHTML = '<div class="videocontrols" role="none">' + part('statusIcon') + '</div>';
    }`,
  },
]);
