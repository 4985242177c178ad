import { rowsOf } from '../row.ts';

const SIDES = 'width="160" height="160"';

/** In scripts: makes an <img> and puts it into the row's span. */
const append = (id: string, make: string): string =>
  `{ const img = document.createElement('img'); ${make}; document.getElementById('${id}').append(img); }`;

/** The ways an <img> comes by its picture. */
export const imgRows = rowsOf('Images', [
  { id: 'img-src', title: '<img src>', show: ({ url }) => `<img src="${url}">` },
  { id: 'img-srcset', title: '<img srcset>', show: ({ url }) => `<img srcset="${url} 1x">` },
  {
    id: 'img-sizes',
    title: '<img srcset sizes>, by width',
    show: ({ url, filler }) => `<img ${SIDES} srcset="${filler()} 10w, ${url} 160w" sizes="160px">`,
  },
  {
    id: 'img-picture',
    title: '<picture><source>',
    show: ({ url, filler }) =>
      `<picture><source srcset="${url}" media="(min-width: 1px)"><img src="${filler()}"></picture>`,
  },
  {
    id: 'img-lazy',
    title: '<img loading=lazy>',
    show: ({ url }) => `<img ${SIDES} loading="lazy" src="${url}">`,
  },
  {
    id: 'img-no-cors',
    title: '<img> of another site without CORS',
    show: ({ elsewhere }) => `<img src="${elsewhere()}">`,
  },
  {
    id: 'img-crossorigin',
    title: '<img crossorigin> of another site',
    show: ({ readable }) => `<img crossorigin src="${readable()}">`,
  },
  {
    id: 'img-data',
    title: '<img> with a data: address',
    show: ({ dataUrl }) => `<img src="${dataUrl()}">`,
    criterion: 'frames',
  },
  {
    id: 'img-blob',
    title: '<img> with a blob: address',
    show: ({ id }) => `<span id="${id}"></span>`,
    late: ({ id, url }) =>
      `fetch('${url}').then((answer) => answer.blob()).then((blob) => ${append(id, 'img.src = URL.createObjectURL(blob)')})`,
    criterion: 'frames',
  },
  {
    id: 'img-late',
    title: '<img> put in by a script',
    show: ({ id }) => `<span id="${id}"></span>`,
    late: ({ id, url }) => append(id, `img.src = '${url}'`),
  },
  {
    id: 'img-decoded',
    title: '<img> put in once it is decoded',
    show: ({ id }) => `<span id="${id}"></span>`,
    late: ({ id, url }) =>
      `(async () => { const img = new Image(); img.src = '${url}'; await img.decode(); document.getElementById('${id}').append(img); })()`,
  },
  {
    id: 'img-innerhtml',
    title: '<img> by innerHTML',
    show: ({ id }) => `<span id="${id}"></span>`,
    late: ({ id, url }) =>
      `document.getElementById('${id}').innerHTML = '<b><img src="${url}"></b>'`,
  },
  {
    id: 'img-swapped',
    title: '<img> whose src is changed',
    show: ({ id, filler }) => `<img id="${id}" src="${filler()}">`,
    late: ({ id, url }) => `document.getElementById('${id}').src = '${url}'`,
  },
  {
    id: 'img-srcset-late',
    title: '<img> that gets a srcset',
    show: ({ id, filler }) => `<img id="${id}" src="${filler()}">`,
    late: ({ id, url }) => `document.getElementById('${id}').srcset = '${url} 1x'`,
  },
  {
    id: 'img-template',
    title: '<img> out of a <template>',
    show: ({ id, url }) => `<template id="${id}"><img src="${url}"></template><span></span>`,
    late: ({ id }) =>
      `{ const template = document.getElementById('${id}'); template.nextElementSibling.append(template.content.cloneNode(true)); }`,
  },
  {
    id: 'img-undisplayed',
    title: '<img> in a part that was not displayed',
    show: ({ id, url }) => `<span id="${id}" style="display: none"><img src="${url}"></span>`,
    late: ({ id }) => `document.getElementById('${id}').style.display = 'block'`,
  },
]);
