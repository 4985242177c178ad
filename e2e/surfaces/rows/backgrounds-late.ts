import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const box = ({ id }: Instance): string => `<div class="box" id="${id}"></div>`;
const sheet = (css: string): string =>
  `{ const style = document.createElement('style'); style.textContent = \`${css}\`; document.head.append(style); }`;

/** Both boxes of a row in one parent, over which the mouse goes. */
const HOVERED = `<!doctype html><html><head><link rel="icon" href="data:,"><style>
body { margin: 0 } .cell { position: absolute; width: 160px; height: 160px } .box { height: 160px }
#both { position: fixed; inset: 0 }</style></head><body><div id="both">`;

/** Backgrounds that come in later. */
export const lateBackgroundRows = rowsOf('Backgrounds, later', [
  {
    id: 'background-class-late',
    title: 'by a class added',
    show: (it) => `<style>.c${it.id} { background: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('c${it.id}')`,
  },
  {
    id: 'background-class-above',
    title: 'by a class added to an ancestor',
    show: (it) =>
      `<style>.c${it.id} .box { background: url(${it.url}) }</style><div id="${it.id}"><b><i class="box"></i></b></div>`,
    late: (it) => `${of(it)}.classList.add('c${it.id}')`,
  },
  {
    id: 'background-sibling',
    title: 'by a box ticked beside it',
    show: (it) =>
      `<style>#${it.id}:checked + .box { background: url(${it.url}) } #${it.id} { position: absolute }</style><input type="checkbox" id="${it.id}"><div class="box"></div>`,
    late: (it) => `${of(it)}.checked = true`,
  },
  {
    id: 'background-ticked-data',
    criterion: 'frames',
    title: 'by a box ticked beside it, data:',
    place: 'own',
    show: (it) =>
      `<style>#${it.id}:checked + .box { background: url(${it.dataUrl()}) } #${it.id} { position: absolute }</style><input type="checkbox" id="${it.id}"><div class="box"></div>`,
    late: (it) => `${of(it)}.checked = true`,
  },
  {
    id: 'background-first-data',
    criterion: 'frames',
    title: 'by what stood before it removed, data:',
    place: 'own',
    show: (it) =>
      `<style>#${it.id}:first-child { background: url(${it.dataUrl()}) }</style><div><i></i>${box(it)}</div>`,
    late: (it) => `${of(it)}.previousElementSibling.remove()`,
  },
  {
    id: 'background-empty-data',
    criterion: 'frames',
    title: 'by what was in it removed, data:',
    place: 'own',
    show: (it) =>
      `<style>#${it.id}:empty { background: url(${it.dataUrl()}) }</style><div class="box" id="${it.id}">text</div>`,
    late: (it) => `${of(it)}.firstChild.remove()`,
  },
  {
    id: 'background-sibling-class-data',
    criterion: 'frames',
    title: 'by a class of another element, data:',
    place: 'own',
    show: (it) =>
      `<style>.on${it.id} + .box { background: url(${it.dataUrl()}) }</style><i></i>${box(it)}`,
    late: (it) => `${of(it)}.previousElementSibling.className = 'on${it.id}'`,
  },
  {
    id: 'background-container-data',
    criterion: 'frames',
    title: 'by its container’s width, data:',
    place: 'own',
    show: (it) =>
      `<style>@container (min-width: 200px) { #${it.id} { background: url(${it.dataUrl()}) } }</style><div style="container-type: inline-size; width: 160px; height: 160px">${box(it)}</div>`,
    late: (it) => `${of(it)}.parentElement.style.width = '210px'`,
  },
  {
    id: 'background-has',
    title: 'by :has()',
    show: (it) => `<style>#${it.id}:has(b) { background: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.append(document.createElement('b'))`,
  },
  {
    id: 'background-style-late',
    title: 'by a script that sets style',
    show: box,
    late: (it) => `${of(it)}.style.backgroundImage = 'url(${it.url})'`,
  },
  {
    id: 'background-style-map',
    title: 'by attributeStyleMap',
    show: box,
    late: (it) => `${of(it)}.attributeStyleMap.set('background-image', 'url(${it.url})')`,
  },
  {
    id: 'background-swapped',
    title: 'that is changed',
    show: (it) =>
      `<div class="box" id="${it.id}" style="background-image: url(${it.filler()})"></div>`,
    late: (it) => `${of(it)}.style.backgroundImage = 'url(${it.url})'`,
  },
  {
    id: 'background-decoded',
    title: 'that is decoded before it is set',
    show: box,
    late: (it) =>
      `(async () => { const img = new Image(); img.src = '${it.url}'; await img.decode(); ${of(it)}.style.backgroundImage = 'url(${it.url})'; })()`,
  },
  {
    id: 'background-sheet-late',
    title: 'by a <style> added',
    show: box,
    late: (it) => sheet(`#${it.id} { background: url(${it.url}) }`),
  },
  {
    id: 'background-link-late',
    title: 'by a <link> added',
    show: box,
    late: (it) =>
      `document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: '${it.part(`#${it.id} { background: url(${it.url}) }`, 'text/css')}' }))`,
  },
  {
    id: 'background-rule-late',
    title: 'by insertRule',
    show: (it) => `<style id="r${it.id}"></style>${box(it)}`,
    late: (it) =>
      `document.getElementById('r${it.id}').sheet.insertRule('#${it.id} { background: url(${it.url}) }')`,
  },
  {
    id: 'background-rule-changed',
    title: 'by a rule changed through the CSSOM',
    show: (it) => `<style id="r${it.id}">#${it.id} { color: red }</style>${box(it)}`,
    late: (it) =>
      `document.getElementById('r${it.id}').sheet.cssRules[0].style.setProperty('background-image', 'url(${it.url})')`,
  },
  {
    id: 'background-sheet-enabled',
    title: 'by a style sheet enabled',
    show: (it) =>
      `<style id="r${it.id}" media="none">#${it.id} { background: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `document.getElementById('r${it.id}').media = 'all'`,
  },
  {
    id: 'background-adopted',
    title: 'by an adopted sheet',
    show: box,
    late: (it) =>
      `{ const sheet = new CSSStyleSheet(); sheet.replaceSync('#${it.id} { background: url(${it.url}) }'); document.adoptedStyleSheets.push(sheet); }`,
  },
  {
    id: 'background-adopted-replaced',
    title: 'by an adopted sheet replaced',
    show: (it) => box(it),
    late: (it) =>
      `(async () => { const sheet = new CSSStyleSheet(); document.adoptedStyleSheets.push(sheet); await new Promise(requestAnimationFrame); await sheet.replace('#${it.id} { background: url(${it.url}) }'); })()`,
  },
  {
    id: 'background-variable-late',
    title: 'by a custom property set on <html>',
    show: (it) => `<style>#${it.id} { background: var(--p${it.id}, none) }</style>${box(it)}`,
    late: (it) => `document.documentElement.style.setProperty('--p${it.id}', 'url(${it.url})')`,
  },
  {
    id: 'background-animation',
    title: 'by a CSS animation',
    show: (it) =>
      `<style>@keyframes k${it.id} { to { background-image: url(${it.url}) } } .c${it.id} { animation: k${it.id} .3s .1s forwards }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('c${it.id}')`,
  },
  {
    id: 'background-transition',
    title: 'by a CSS transition',
    show: (it) =>
      `<style>#${it.id} { background-image: url(${it.filler()}); transition: background-image .4s } #${it.id}.on { background-image: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('on')`,
    criterion: 'frames',
  },
  {
    id: 'background-delayed',
    title: 'by a transition that begins later',
    show: (it) =>
      `<style>#${it.id} { background-image: none; transition: background-image 0s .4s } #${it.id}.on { background-image: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('on')`,
  },
  {
    id: 'background-waapi',
    title: 'by element.animate()',
    show: box,
    late: (it) =>
      `${of(it)}.animate({ backgroundImage: ['none', 'url(${it.url})'] }, { duration: 400, fill: 'forwards' })`,
  },
  {
    id: 'background-blob',
    title: 'with a blob: address',
    show: box,
    late: (it) =>
      `fetch('${it.url}').then((answer) => answer.blob()).then((blob) => { ${of(it)}.style.background = 'url(' + URL.createObjectURL(blob) + ')'; })`,
    criterion: 'frames',
  },
  {
    id: 'background-container-late',
    title: 'by a container that grows',
    show: (it) =>
      `<style>@container c${it.id} (width > 100px) { .box { background: url(${it.url}) } }</style><div id="${it.id}" style="container: c${it.id}/inline-size; width: 50px"><div class="box"></div></div>`,
    late: (it) => `${of(it)}.style.width = '160px'`,
  },
  {
    id: 'background-hover',
    title: 'by :hover',
    place: 'own',
    show: (it) => `<style>#both:hover #${it.id} { background: url(${it.url}) }</style>${box(it)}`,
    sheet: (cells) => ({ html: `${HOVERED}${cells}</div></body></html>` }),
    act: ({ hover }) => hover('#both'),
  },
  {
    id: 'background-hover-loaded',
    title: 'by :hover, loaded before',
    place: 'own',
    show: (it) =>
      `<link rel="preload" as="image" href="${it.url}"><style>#both:hover #${it.id} { background: url(${it.url}) }</style>${box(it)}`,
    sheet: (cells) => ({ html: `${HOVERED}${cells}</div></body></html>` }),
    act: ({ hover }) => hover('#both'),
  },
  {
    id: 'background-scheme',
    title: 'by a dark colour scheme',
    place: 'own',
    show: (it) =>
      `<style>@media (prefers-color-scheme: dark) { #${it.id} { background: url(${it.url}) } }</style>${box(it)}`,
    act: ({ scheme }) => scheme('dark'),
  },
  {
    id: 'background-width',
    title: 'by a narrower window',
    place: 'own',
    show: (it) =>
      `<style>@media (width < 1000px) { #${it.id} { background: url(${it.url}) } }</style>${box(it)}`,
    act: ({ resize }) => resize(900, 880),
  },
]);
