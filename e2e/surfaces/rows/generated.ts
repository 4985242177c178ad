import { type Instance, rowsOf } from '../row.ts';
import { decoded, of } from './scripts.ts';

const box = ({ id }: Instance, text = ''): string => `<div class="box" id="${id}">${text}</div>`;
const styled = (css: (it: Instance) => string, html: (it: Instance) => string = box) => ({
  show: (it: Instance) => `<style>${css(it)}</style>${html(it)}`,
});
/** Of a part of a part no style can be read. */
const UNREADABLE = 'https://drafts.csswg.org/cssom/#dom-window-getcomputedstyle';
const FILLS = 'content: ""; display: block; width: 160px; height: 160px';

/** Pictures in boxes that no element stands for, and in place of elements. */
export const generatedRows = rowsOf('Pseudo-elements and content', [
  {
    id: 'before-background',
    title: '::before, background',
    ...styled(({ id, url }) => `#${id}::before { ${FILLS}; background: url(${url}) }`),
  },
  {
    id: 'after-background',
    title: '::after, background',
    ...styled(({ id, url }) => `#${id}::after { ${FILLS}; background: url(${url}) }`),
  },
  {
    id: 'before-content',
    title: '::before, content: url()',
    ...styled(({ id, url }) => `#${id}::before { content: url(${url}) }`),
  },
  {
    id: 'before-content-instruction',
    title: '::before, content: url(), by the sheet of a processing instruction',
    criterion: 'frames',
    place: 'each',
    show: box,
    late: (it) =>
      decoded(
        it,
        `const rule = new Blob(['#${it.id}::before { content: url(${it.dataUrl()}) }'], { type: 'text/css' }); document.prepend(document.createProcessingInstruction('xml-stylesheet', 'type="text/css" href="' + URL.createObjectURL(rule) + '"'));`,
        it.dataUrl(),
      ),
  },
  {
    id: 'before-content-moving',
    title: '::before whose visibility is in a transition of the page’s, data:',
    criterion: 'frames',
    place: 'each',
    ...styled(
      ({ id, dataUrl }) =>
        `#${id}::before { content: "a"; transition: visibility 1000s } #${id}.late::before { content: url(${dataUrl()}) }`,
    ),
    late: (it) => `${of(it)}.className = 'late'`,
  },
  {
    id: 'marker-content-moving',
    title: '::marker whose content is in a transition of the page’s, data:',
    criterion: 'frames',
    place: 'each',
    ...styled(
      ({ id, dataUrl }) =>
        `#${id} { list-style-position: inside } #${id}::marker { content: url(${dataUrl()}); transition: content 1000s allow-discrete }`,
      ({ id }) => `<ul style="margin: 0; padding: 0"><li id="${id}"></li></ul>`,
    ),
  },
  {
    id: 'after-content',
    title: '::after, content: url() beside text',
    ...styled(({ id, url }) => `#${id}::after { content: "a" url(${url}) / "words" }`),
  },
  {
    id: 'before-image-set',
    title: '::before, content: image-set()',
    ...styled(({ id, url }) => `#${id}::before { content: image-set("${url}" 1x) }`),
  },
  {
    id: 'marker-content',
    title: '::marker, content: url()',
    ...styled(
      ({ id, url }) => `#${id}::marker { content: url(${url}) }`,
      ({ id }) =>
        `<ul style="margin: 0; padding: 0; list-style-position: inside"><li id="${id}"></li></ul>`,
    ),
  },
  {
    id: 'before-list-item',
    title: '::before::marker, content: url()',
    ...styled(
      ({ id, url }) =>
        `#${id}::before { content: ""; display: list-item; list-style-position: inside } #${id}::before::marker { content: url(${url}) }`,
    ),
    excuse: UNREADABLE,
  },
  {
    id: 'before-mask-less',
    title: '::before by an inherited custom property',
    ...styled(
      ({ id, url }) =>
        `#${id} { --p${id}: url(${url}) } #${id}::before { ${FILLS}; background: var(--p${id}) }`,
    ),
  },
  {
    id: 'before-escaped-name',
    title: '::before of a class with “:before” in its name',
    ...styled(
      ({ id, url }) => `.md\\:before\\:${id}::before { content: url(${url}) }`,
      ({ id }) => `<div class="box md:before:${id}" id="${id}"></div>`,
    ),
  },
  {
    id: 'before-background-escaped-name',
    title: '::before, background, of a class with “:before” in its name',
    ...styled(
      ({ id, url }) => `.md\\:before\\:${id}::before { ${FILLS}; background: url(${url}) }`,
      ({ id }) => `<div class="box md:before:${id}" id="${id}"></div>`,
    ),
  },
  {
    id: 'before-function',
    title: '::before by a function of the page’s own',
    ...styled(
      ({ id, url }) =>
        `@function --f${id}() { result: url(${url}) } #${id}::before { content: --f${id}() }`,
    ),
  },
  {
    id: 'before-background-function',
    title: '::before, background, by a function of the page’s own',
    ...styled(
      ({ id, url }) =>
        `@function --f${id}() { result: url(${url}) } #${id}::before { ${FILLS}; background: --f${id}() }`,
    ),
  },
  {
    id: 'before-image-element',
    title: '::before of an element with display: contents',
    ...styled(
      ({ id, url }) => `#${id}::before { ${FILLS}; background: url(${url}) }`,
      ({ id }) => `<span id="${id}" style="display: contents"></span>`,
    ),
  },
  {
    id: 'before-class-late',
    title: '::before by a class added',
    show: (it) =>
      `<style>.c${it.id}::before { ${FILLS}; background: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('c${it.id}')`,
  },
  {
    id: 'before-attribute-late',
    title: '::before by an attribute set',
    show: (it) => `<style>#${it.id}[data-on]::before { content: url(${it.url}) }</style>${box(it)}`,
    late: (it) => `${of(it)}.dataset.on = ''`,
  },
  {
    id: 'before-attribute-known',
    title: '::before by an attribute set, loaded before',
    show: (it) =>
      `<style>#${it.id}[data-state-of~="on"]::before { content: url(${it.url}) }</style>${box(it)}`,
    late: (it) => decoded(it, `${of(it)}.dataset.stateOf = 'on'`),
  },
  {
    id: 'before-sibling-known',
    title: '::before by a class of another element, loaded before',
    show: (it) =>
      `<style>.cell:has(.on${it.id}) .box::before { content: url(${it.url}) }</style><i></i>${box(it)}`,
    late: (it) => decoded(it, `${of(it)}.previousElementSibling.className = 'on${it.id}'`),
  },
  {
    id: 'before-container-known',
    title: '::before by its container’s width, loaded before',
    show: (it) =>
      `<style>@container (min-width: 200px) { #${it.id}::before { content: url(${it.url}) } }</style><div style="container-type: inline-size; width: 160px; height: 160px">${box(it)}</div>`,
    late: (it) => decoded(it, `${of(it)}.parentElement.style.width = '210px'`),
  },
  {
    id: 'before-removal-known',
    title: '::before by what stood before it removed, loaded before',
    show: (it) =>
      `<style>#${it.id}:first-child::before { content: url(${it.url}) }</style><div><i></i>${box(it)}</div>`,
    late: (it) => decoded(it, `${of(it)}.previousElementSibling.remove()`),
  },
  {
    id: 'before-text-known',
    title: '::before by text put into it, loaded before',
    show: (it) =>
      `<style>#${it.id}:not(:empty)::before { content: url(${it.url}) }</style>${box(it)}`,
    late: (it) => decoded(it, `${of(it)}.append('words')`),
  },
  {
    id: 'before-nested-known',
    title: '::before in a nested rule, loaded before',
    show: (it) =>
      `<style>.cell { &:has(.on${it.id}) { .box { &::before { content: url(${it.url}) } } } }</style><i></i>${box(it)}`,
    late: (it) => decoded(it, `${of(it)}.previousElementSibling.className = 'on${it.id}'`),
  },
  {
    id: 'before-sheet-late',
    title: '::before by an adopted sheet',
    show: (it) => box(it),
    late: (it) =>
      `{ const sheet = new CSSStyleSheet(); sheet.replaceSync('#${it.id}::before { ${FILLS}; background: url(${it.url}) }'); document.adoptedStyleSheets.push(sheet); }`,
  },
  {
    id: 'before-animation',
    title: '::before by a CSS animation',
    show: (it) =>
      `<style>@keyframes k${it.id} { to { background-image: url(${it.url}) } } #${it.id}.on::before { ${FILLS}; animation: k${it.id} .3s forwards }</style>${box(it)}`,
    late: (it) => `${of(it)}.classList.add('on')`,
  },
  {
    id: 'before-hover',
    title: '::before by :hover',
    place: 'own',
    show: (it) =>
      `<style>:root:hover #${it.id}::before { ${FILLS}; background: url(${it.url}) }</style>${box(it)}`,
    act: ({ hover }) => hover('.cell'),
  },
  {
    id: 'content-element',
    title: 'content: url() in place of an element',
    ...styled(
      ({ id, url }) => `#${id} { content: url(${url}) }`,
      (it) => box(it, 'text'),
    ),
  },
  {
    id: 'content-img',
    title: 'content: url() in place of an <img>',
    ...styled(
      ({ id, url }) => `#${id} { content: url(${url}) }`,
      ({ id, filler }) => `<img id="${id}" src="${filler()}">`,
    ),
  },
  {
    id: 'content-img-bare',
    title: 'content: url() in place of an <img> without a source',
    ...styled(
      ({ id, url }) => `#${id} { content: url(${url}) }`,
      ({ id }) => `<img id="${id}" width="160" height="160" alt="">`,
    ),
  },
  {
    id: 'content-late',
    title: 'content: url() set by a script',
    show: (it) => box(it, 'text'),
    late: (it) => `${of(it)}.style.content = 'url(${it.url})'`,
  },
  {
    id: 'content-img-late',
    title: 'content: url() set on an <img> that is shown',
    show: ({ id, filler }) => `<img id="${id}" src="${filler()}">`,
    late: (it) => `${of(it)}.style.content = 'url(${it.url})'`,
  },
]);
