import { type Instance, rowsOf } from '../row.ts';

const GRADIENT = 'linear-gradient(#0000, #0000)';

/** A box whose background a rule of the page sets. */
const ruled = (css: (it: Instance) => string, before = '') => ({
  show: (it: Instance) =>
    `<style>${before}#${it.id} { ${css(it)} }</style><div class="box" id="${it.id}"></div>`,
});

/** Backgrounds that are there from the beginning. */
export const backgroundRows = rowsOf('Backgrounds', [
  {
    id: 'background-inline',
    title: 'in a style attribute',
    show: ({ url }) => `<div class="box" style="background-image: url(${url})"></div>`,
  },
  {
    id: 'background-inline-important',
    title: 'in a style attribute, !important',
    show: ({ url }) =>
      `<div class="box" style="background: url(${url}) 0 0/100% !important"></div>`,
  },
  {
    id: 'background-style',
    title: 'in a <style>',
    ...ruled(({ url }) => `background: url(${url})`),
  },
  {
    id: 'background-important',
    title: 'in a <style>, !important, in a layer',
    show: ({ id, url }) =>
      `<style>@layer a { #${id} { background: url(${url}) !important } }</style><div class="box" id="${id}"></div>`,
  },
  {
    id: 'background-linked',
    title: 'in a linked style sheet',
    show: ({ id, url, part }) =>
      `<link rel="stylesheet" href="${part(`#${id} { background: url(${url}) }`, 'text/css')}"><div class="box" id="${id}"></div>`,
  },
  {
    id: 'background-linked-away',
    title: 'in a style sheet of another site',
    show: ({ id, url, part }) =>
      `<link rel="stylesheet" href="${part(`#${id} { background: url(${url}) }`, 'text/css', 'styles.test')}"><div class="box" id="${id}"></div>`,
  },
  {
    id: 'background-imported',
    title: 'by @import',
    show: ({ id, url, part }) =>
      `<style>@import url(${part(`#${id} { background: url(${url}) }`, 'text/css')});</style><div class="box" id="${id}"></div>`,
  },
  {
    id: 'background-image-set',
    title: 'image-set()',
    ...ruled(({ url, again }) => `background-image: image-set("${url}" 1x, "${again()}" 2x)`),
  },
  {
    id: 'background-cross-fade',
    title: 'cross-fade()',
    criterion: 'frames',
    ...ruled(
      ({ url, again }) => `background-image: -webkit-cross-fade(url(${url}), url(${again()}), 50%)`,
    ),
  },
  {
    id: 'background-layers',
    title: 'one of many layers',
    ...ruled(
      ({ url, filler }) =>
        `background: ${GRADIENT}, url(${url}) 0 0/160px no-repeat, url(${filler()}) #eee`,
    ),
  },
  {
    id: 'background-variable',
    title: 'by a custom property',
    show: ({ id, url }) =>
      `<style>#${id} { background: var(--p${id}) }</style><div style="--p${id}: url(${url})"><div class="box" id="${id}"></div></div>`,
  },
  {
    id: 'background-media',
    title: 'in a media query',
    show: ({ id, url }) =>
      `<style>@media (min-width: 100px) { #${id} { background: url(${url}) } }</style><div class="box" id="${id}"></div>`,
  },
  {
    id: 'background-container',
    title: 'in a container query',
    show: ({ id, url }) =>
      `<style>@container c${id} (width > 100px) { #${id} { background: url(${url}) } }</style><div style="container: c${id}/inline-size; width: 160px"><div class="box" id="${id}"></div></div>`,
  },
  {
    id: 'background-text',
    title: 'clipped to text',
    ...ruled(
      ({ url }) =>
        `background: url(${url}); background-clip: text; color: #0000; overflow: hidden; height: 160px; word-break: break-all; font: 900 60px/40px monospace`,
    ),
    show: ({ id, url }) =>
      `<style>#${id} { background: url(${url}) 0 0/160px; background-clip: text; color: #0000; overflow: hidden; word-break: break-all; font: 900 60px/40px monospace }</style><div class="box" id="${id}">████████████████████</div>`,
  },
  {
    id: 'background-fixed',
    title: 'attached to the window',
    ...ruled(({ url }) => `background: url(${url}) 0 0/160px fixed`),
  },
  {
    id: 'background-first-letter',
    title: '::first-letter',
    show: ({ id, url }) =>
      `<style>#${id}::first-letter { background: url(${url}) 0 0/cover; font: 160px/160px monospace; padding: 0 30px }</style><div class="box" id="${id}">i</div>`,
  },
  {
    id: 'background-placeholder',
    title: '::placeholder',
    show: ({ id, url }) =>
      `<style>#${id} { padding: 0; border: 0 } #${id}::placeholder { background: url(${url}) 0 0/160px; font: 20px/160px monospace; height: 160px }</style><input class="box" id="${id}" placeholder="so">`,
  },
  {
    id: 'background-option',
    title: 'on an <option> of a list',
    show: ({ id, url }) =>
      `<style>#${id} { padding: 0; height: 160px; background: url(${url}) 0 0/160px }</style><select size="2" class="box" style="padding: 0; border: 0; overflow: hidden"><option id="${id}"></option><option></option></select>`,
  },
  {
    id: 'background-fragments',
    title: 'on inline text over several lines',
    show: ({ id, url }) =>
      `<style>#${id} { background: url(${url}) 0 0/160px; box-decoration-break: clone; font: 80px/80px monospace; padding: 0 20px }</style><div class="box"><span id="${id}">i i</span></div>`,
  },
  {
    id: 'background-row',
    title: 'on a table row',
    show: ({ id, url }) =>
      `<style>#${id} { background: url(${url}) 0 0/160px }</style><table cellspacing="0" style="width: 160px; height: 160px"><tr id="${id}"><td></td><td></td></tr></table>`,
  },
  {
    id: 'background-column',
    title: 'on a table column',
    show: ({ id, url }) =>
      `<style>#${id} { background: url(${url}) 0 0/160px }</style><table cellspacing="0" style="width: 160px; height: 160px"><col id="${id}"><tr><td></td></tr></table>`,
  },
  {
    id: 'background-attribute',
    title: '<table background>',
    show: ({ url }) =>
      `<table background="${url}" cellspacing="0" width="160" height="160"><tr><td></td></tr></table>`,
  },
  {
    id: 'background-cell-attribute',
    title: '<td background>',
    show: ({ url }) =>
      `<table cellspacing="0" cellpadding="0"><tr><td background="${url}" width="160" height="160"></td></tr></table>`,
  },
  {
    id: 'background-no-cors',
    title: 'of another site without CORS',
    ...ruled(({ elsewhere }) => `background: url(${elsewhere()})`),
  },
  {
    id: 'background-data',
    title: 'with a data: address',
    ...ruled(({ dataUrl }) => `background: url(${dataUrl()})`),
    criterion: 'frames',
  },
  {
    id: 'background-control',
    title: 'on a button',
    show: ({ url }) => `<button class="box" style="border: 0; background: url(${url})"></button>`,
  },
  {
    id: 'background-moving',
    title: 'that the page has moved once it was read, data:',
    place: 'each',
    criterion: 'frames',
    show: ({ id, dataUrl }) =>
      `<style>#${id} { background: url(${dataUrl()}) } :checked + #${id} { transition: background-image 1000s allow-discrete }</style><input type="checkbox" style="display: none"><div class="box" id="${id}"></div><script>requestAnimationFrame(() => requestAnimationFrame(() => { document.querySelector('input').checked = true; }))</script>`,
  },
  {
    id: 'background-body',
    title: 'on <body>',
    place: 'each',
    show: () => '',
    sheet: (_, [it]) => ({
      html: `<!doctype html><html><head><link rel="icon" href="data:,"><style>body { margin: 0; background: url(${it?.url}) no-repeat }</style></head><body><p>text</p></body></html>`,
    }),
  },
  {
    id: 'background-html',
    title: 'on <html>',
    place: 'each',
    show: () => '',
    sheet: (_, [it]) => ({
      html: `<!doctype html><html style="background: url(${it?.url}) no-repeat"><head><link rel="icon" href="data:,"></head><body><p>text</p></body></html>`,
    }),
  },
  {
    id: 'background-body-attribute',
    title: '<body background>',
    place: 'each',
    show: () => '',
    sheet: (_, [it]) => ({
      html: `<!doctype html><html><head><link rel="icon" href="data:,"></head><body background="${it?.url}"><p>text</p></body></html>`,
    }),
  },
]);
