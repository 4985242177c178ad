import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160" style="border: 0"';
const page = (url: string): string =>
  `<!doctype html><body style="margin: 0"><img src="${url}"></body>`;
const background = (url: string): string =>
  `<!doctype html><body style="margin: 0; background: url(${url}) no-repeat"></body>`;
const quoted = (html: string): string => html.replaceAll('"', '&quot;');
const frame = (id: string, more = ''): string => `<iframe id="${id}" ${more} ${SIDES}></iframe>`;
/** In scripts: puts the picture into the document that the frame has by now. */
const filled = (it: Instance): string =>
  `${of(it)}.contentDocument.body.innerHTML = '<img src="${it.dataUrl()}" style="position: fixed; inset: 0">';`;
/** A frame whose first document stays. */
const bare = (attributes: string, more: (it: Instance) => string = () => '') => ({
  show: (it: Instance) => `${frame(it.id, attributes)}<script>${filled(it)} ${more(it)}</script>`,
  criterion: 'frames' as const,
});

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
    id: 'frame-fragment',
    title: 'about:blank#a, filled by a script',
    ...bare('src="about:blank#a"'),
  },
  {
    id: 'frame-void',
    title: 'javascript:void 0, filled by a script',
    ...bare('src="javascript:void 0"'),
  },
  {
    id: 'frame-fragment-object',
    title: 'an <object> of about:blank#a, filled by a script',
    show: ({ id }) =>
      `<object id="${id}" type="text/html" data="about:blank#a" width="160" height="160"></object>`,
    late: filled,
    criterion: 'frames',
  },
  {
    id: 'frame-fragment-adopted',
    title: 'about:blank#a, given a background by an adopted sheet some moments later',
    show: ({ id }) => frame(id, 'src="about:blank#a"'),
    late: (it) =>
      `{ const view = ${of(it)}.contentWindow; const sheet = new view.CSSStyleSheet(); sheet.replaceSync('html { background: url(${it.dataUrl()}) }'); view.document.adoptedStyleSheets = [sheet]; }`,
    criterion: 'frames',
  },
  {
    id: 'frame-fragment-instruction',
    title: 'about:blank#a, given a background by a processing instruction',
    show: ({ id }) => frame(id, 'src="about:blank#a"'),
    late: (it) =>
      `{ const { contentDocument } = ${of(it)}; const rule = encodeURIComponent('html { background: url(${it.dataUrl()}) }'); contentDocument.prepend(contentDocument.createProcessingInstruction('xml-stylesheet', 'type="text/css" href="data:text/css,' + rule + '"')); }`,
    criterion: 'frames',
  },
  {
    id: 'frame-fragment-animated',
    title: 'about:blank#a, given a background by an animation',
    show: (it) =>
      `${frame(it.id, 'src="about:blank#a"')}<script>${of(it)}.contentDocument.documentElement.animate({ background: ['url(${it.dataUrl()})', 'url(${it.dataUrl()})'] }, { duration: 1e9 })</script>`,
    criterion: 'frames',
  },
  {
    id: 'frame-fragment-closed',
    title: 'about:blank#a, filled in a closed root on its body',
    show: (it) =>
      `${frame(it.id, 'src="about:blank#a"')}<script>${of(it)}.contentDocument.body.attachShadow({ mode: 'closed' }).innerHTML = '<img src="${it.dataUrl()}" style="position: fixed; inset: 0">'</script>`,
    criterion: 'frames',
  },
  {
    id: 'frame-fragment-undone',
    title: 'about:blank#a that undoes how it is hidden, in every frame',
    ...bare(
      'src="about:blank#a"',
      ({ id }) =>
        `{ const frame = document.getElementById('${id}'); frame.style.cssText = 'border: 0; visibility: visible !important; opacity: 1 !important'; let left = 120; const again = () => { for (const name of frame.getAttributeNames()) if (name.startsWith('data-')) frame.removeAttribute(name); if (left-- > 0) requestAnimationFrame(again); }; again(); }`,
    ),
  },
  {
    id: 'frame-fragment-forged',
    title: 'about:blank#a, filled with what is marked as shown',
    show: (it) =>
      `${frame(it.id, 'src="about:blank#a"')}<script>${filled(it)} ${of(it)}.contentDocument.querySelector('img').append('a');</script>`,
    criterion: 'frames',
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
