import { rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160" style="border: 0"';
const page = (url: string): string =>
  `<!doctype html><body style="margin: 0"><img src="${url}"></body>`;
const background = (url: string): string =>
  `<!doctype html><body style="margin: 0; background: url(${url}) no-repeat"></body>`;
const quoted = (html: string): string => html.replaceAll('"', '&quot;');
const frame = (id: string, more = ''): string => `<iframe id="${id}" ${more} ${SIDES}></iframe>`;

export const frameRows = rowsOf('Frames', [
  {
    id: 'frame-same',
    title: 'of the same site',
    show: ({ id, url, part }) => frame(id, `src="${part(page(url))}"`),
  },
  {
    id: 'frame-cross',
    title: 'of another site',
    show: ({ id, url, part }) => frame(id, `src="${part(page(url), undefined, 'frames.test')}"`),
  },
  {
    id: 'frame-cross-background',
    title: 'of another site, a background',
    show: ({ id, url, part }) =>
      frame(id, `src="${part(background(url), undefined, 'frames.test')}"`),
  },
  {
    id: 'frame-nested',
    title: 'in a frame in a frame',
    show: ({ id, url, part }) =>
      frame(
        id,
        `src="${part(`<!doctype html><body style="margin: 0">${frame('f', `src="${part(page(url))}"`)}`, undefined, 'frames.test')}"`,
      ),
  },
  {
    id: 'frame-srcdoc',
    title: 'srcdoc',
    show: ({ id, url }) => frame(id, `srcdoc="${quoted(page(url))}"`),
  },
  {
    id: 'frame-srcdoc-background',
    title: 'srcdoc, a background',
    show: ({ id, url }) => frame(id, `srcdoc="${quoted(background(url))}"`),
  },
  {
    id: 'frame-blank',
    title: 'about:blank, filled by a script',
    show: ({ id }) => frame(id),
    late: (it) =>
      `{ const { body } = ${of(it)}.contentDocument; body.style.margin = 0; body.innerHTML = '<img src="${it.url}">'; }`,
  },
  {
    id: 'frame-new',
    title: 'put in and filled by a script at once',
    show: ({ id }) => `<div id="${id}"></div>`,
    late: (it) =>
      `{ const frame = document.createElement('iframe'); frame.width = frame.height = 160; frame.style.border = 0; ${of(it)}.append(frame); const { body } = frame.contentDocument; body.style.margin = 0; body.innerHTML = '<img src="${it.url}">'; }`,
  },
  {
    id: 'frame-blank-background',
    title: 'about:blank, given a background by a script',
    show: ({ id }) => frame(id),
    late: (it) => `${of(it)}.contentDocument.body.style.background = 'url(${it.url}) no-repeat'`,
  },
  {
    id: 'frame-write',
    title: 'document.write',
    show: ({ id }) => frame(id),
    late: (it) =>
      `{ const { contentDocument } = ${of(it)}; contentDocument.open(); contentDocument.write('${page(it.url)}'); contentDocument.close(); }`,
  },
  {
    id: 'frame-javascript',
    title: 'javascript:',
    show: ({ id, url }) => frame(id, `src="javascript:'${quoted(page(url))}'"`),
  },
  {
    id: 'frame-blob',
    title: 'blob:',
    show: ({ id }) => frame(id),
    late: (it) =>
      `${of(it)}.src = URL.createObjectURL(new Blob(['${page(it.url)}'], { type: 'text/html' }))`,
  },
  {
    id: 'frame-data',
    title: 'data:',
    show: ({ id, url }) => frame(id, `src="data:text/html,${encodeURIComponent(page(url))}"`),
  },
  {
    id: 'frame-sandbox',
    title: 'sandboxed',
    show: ({ id, url, part }) => frame(id, `sandbox src="${part(page(url))}"`),
  },
  {
    id: 'frame-sandbox-srcdoc',
    title: 'sandboxed srcdoc',
    show: ({ id, url }) => frame(id, `sandbox srcdoc="${quoted(page(url))}"`),
  },
  {
    id: 'frame-lazy',
    title: 'loading=lazy',
    show: ({ id, url, part }) => frame(id, `loading="lazy" src="${part(page(url))}"`),
  },
  {
    id: 'frame-object',
    title: 'a page as <object>',
    show: ({ url, part }) =>
      `<object data="${part(page(url))}" type="text/html" width="160" height="160"></object>`,
  },
  {
    id: 'frame-embed',
    title: 'a page as <embed>',
    show: ({ url, part }) =>
      `<embed src="${part(page(url))}" type="text/html" width="160" height="160">`,
  },
  {
    id: 'frame-picture',
    title: 'a picture opened in a frame',
    show: ({ id, url }) => frame(id, `src="${url}"`),
  },
  {
    id: 'frame-picture-cross',
    title: 'a picture of another site opened in a frame',
    show: ({ id, elsewhere }) => frame(id, `src="${elsewhere()}"`),
  },
  {
    id: 'frame-set',
    title: '<frameset>',
    place: 'each',
    show: () => '',
    sheet: (_, [it]) => ({
      html: `<!doctype html><html><head><link rel="icon" href="data:,"></head><frameset cols="*"><frame src="${it?.part(page(it.url))}"></frameset></html>`,
    }),
  },
  {
    id: 'picture-document',
    title: 'a picture opened as a document',
    place: 'each',
    show: () => '',
    address: ({ url }) => url,
  },
]);
