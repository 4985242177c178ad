import { rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160"';

export const embeddedRows = rowsOf('Other elements that show pictures', [
  {
    id: 'input-image',
    title: '<input type=image>',
    show: ({ url }) => `<input type="image" src="${url}">`,
  },
  {
    id: 'input-image-late',
    title: '<input> that becomes an image',
    show: ({ id }) =>
      `<input id="${id}" type="text" ${SIDES} style="font-size: 9px; width: 160px">`,
    late: (it) => `Object.assign(${of(it)}, { type: 'image', src: '${it.url}' })`,
  },
  {
    id: 'input-image-swapped',
    title: '<input type=image> whose src is changed',
    show: ({ id, filler }) => `<input id="${id}" type="image" src="${filler()}">`,
    late: (it) => `${of(it)}.src = '${it.url}'`,
  },
  { id: 'object', title: '<object data>', show: ({ url }) => `<object data="${url}"></object>` },
  {
    id: 'object-typed',
    title: '<object data type>',
    show: ({ url }) => `<object data="${url}" type="image/jpeg" ${SIDES}></object>`,
  },
  {
    id: 'object-late',
    title: '<object> whose data is set by a script',
    show: ({ id }) => `<object id="${id}" ${SIDES}></object>`,
    late: (it) => `${of(it)}.data = '${it.url}'`,
  },
  {
    id: 'object-fallback',
    title: '<object> that falls back to an <img>',
    show: ({ url, part }) =>
      `<object data="${part('', 'application/x-none')}" type="application/x-none"><img src="${url}"></object>`,
  },
  { id: 'embed', title: '<embed src>', show: ({ url }) => `<embed src="${url}" ${SIDES}>` },
  {
    id: 'embed-typed',
    title: '<embed src type>',
    show: ({ url }) => `<embed src="${url}" type="image/jpeg" ${SIDES}>`,
  },
  {
    id: 'embed-late',
    title: '<embed> put in by a script',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `${of(it)}.append(Object.assign(document.createElement('embed'), { src: '${it.url}', width: 160, height: 160 }))`,
  },
  {
    id: 'video-poster',
    title: '<video poster>',
    show: ({ url }) => `<video poster="${url}" ${SIDES}></video>`,
  },
  {
    id: 'video-poster-late',
    title: '<video> whose poster is set by a script',
    show: ({ id }) => `<video id="${id}" ${SIDES}></video>`,
    late: (it) => `${of(it)}.poster = '${it.url}'`,
  },
]);
