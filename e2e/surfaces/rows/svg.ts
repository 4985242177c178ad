import { type Instance, rowsOf } from '../row.ts';
import { decoded, of } from './scripts.ts';

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';
const SIDES = 'width="160" height="160"';
const svg = (inner: string): string =>
  `<svg ${XMLNS} ${SIDES} style="display: block">${inner}</svg>`;
const image = (url: string, more = ''): string => `<image href="${url}" ${SIDES} ${more}/>`;
const inSvg = (inner: (it: Instance) => string) => ({ show: (it: Instance) => svg(inner(it)) });
/** A file that holds the picture's bytes itself, as files shown as images must. */
const fileOf = ({ dataUrl, file }: Instance): string =>
  file(svg(image(dataUrl())), 'image/svg+xml');
/** One whose picture fills whatever box it is given, wherever in it that is said to be. */
const shapelessOf = ({ dataUrl, file }: Instance): string =>
  file(`<svg ${XMLNS}>${image(dataUrl())}</svg>`, 'image/svg+xml');
/** Another file that draws this, as <use> takes it. */
const usedFile = ({ file }: Instance, inner: string): string =>
  `${file(svg(`<g id="g">${inner}</g>`), 'image/svg+xml')}#g`;
const used = (it: Instance, inner: string): string => `<use href="${usedFile(it, inner)}"/>`;
/** What draws with a picture of its own file, and that it draws with. */
const PATTERN = (url: string): string =>
  `<pattern id="p" ${SIDES} patternUnits="userSpaceOnUse">${image(url)}</pattern>`;
const FILTER = (url: string): string =>
  `<filter id="f" x="0" y="0" width="1" height="1"><feImage href="${url}"/></filter>`;
const MARKER = (url: string): string =>
  `<marker id="m" markerWidth="160" markerHeight="160" markerUnits="userSpaceOnUse" overflow="visible">${image(url)}</marker>`;
/** As the extension marks what it has cleared. */
const MARK = 'data-figleaf="cleared"';
/** And a <use> of a file in which there is nothing to judge. */
const READ = 'data-figleaf="file-read"';

/** Of the painting of an <image> Chromium tells nothing. */
export const svgRows = rowsOf('SVG', [
  {
    id: 'svg-image',
    criterion: 'frames',
    title: '<image href>',
    ...inSvg(({ url }) => image(url)),
  },
  {
    id: 'svg-image-xlink',
    criterion: 'frames',
    title: '<image xlink:href>',
    ...inSvg(({ url }) => `<image xlink:href="${url}" ${SIDES}/>`),
  },
  {
    id: 'svg-image-data',
    title: '<image> with a data: address',
    ...inSvg(({ dataUrl }) => image(dataUrl())),
    criterion: 'frames',
  },
  {
    id: 'svg-image-late',
    criterion: 'frames',
    title: '<image> whose href is set by a script',
    ...inSvg(({ id, filler }) => image(filler(), `id="${id}"`)),
    late: (it) => `${of(it)}.setAttribute('href', '${it.url}')`,
  },
  {
    id: 'svg-image-base',
    criterion: 'frames',
    title: '<image> whose href.baseVal is set by a script',
    ...inSvg(({ id }) => `<image id="${id}" ${SIDES}/>`),
    late: (it) => `${of(it)}.href.baseVal = '${it.url}'`,
  },
  {
    id: 'svg-image-base-known',
    criterion: 'frames',
    title: '<image> that is shown, its href.baseVal set by a script, loaded before',
    ...inSvg(({ id, filler }) => image(filler(), `id="${id}"`)),
    late: (it) => decoded(it, `${of(it)}.href.baseVal = '${it.url}'`),
  },
  {
    id: 'svg-image-set',
    criterion: 'frames',
    title: '<image> whose href an <set> sets',
    ...inSvg(
      ({ url, filler }) =>
        `<image href="${filler()}" ${SIDES}><set attributeName="href" to="${url}" begin="0.5s" fill="freeze"/></image>`,
    ),
  },
  {
    id: 'svg-use',
    criterion: 'frames',
    title: '<use> of an <image>',
    ...inSvg(({ id, url }) => `<defs>${image(url, `id="${id}"`)}</defs><use href="#${id}"/>`),
  },
  {
    id: 'svg-symbol',
    criterion: 'frames',
    title: '<use> of a <symbol> elsewhere',
    show: ({ id, url }) =>
      `<svg width="0" height="0" style="position: absolute"><symbol id="${id}">${image(url)}</symbol></svg>${svg(`<use href="#${id}"/>`)}`,
  },
  {
    id: 'svg-use-file',
    criterion: 'frames',
    title: '<use> of another file',
    ...inSvg((it) => used(it, image(it.url))),
  },
  {
    id: 'svg-use-file-data',
    criterion: 'frames',
    title: '<use> of another file that holds the picture in a data: address',
    ...inSvg((it) => used(it, image(it.dataUrl()))),
  },
  {
    id: 'svg-use-file-marked',
    criterion: 'frames',
    title: '<use> of another file whose <image> carries our mark',
    ...inSvg((it) => used(it, image(it.url, MARK))),
  },
  {
    id: 'svg-use-file-set',
    criterion: 'frames',
    title: '<use> whose href an <set> sets to such a file',
    ...inSvg(
      (it) =>
        `<use href="#none"><set attributeName="href" to="${usedFile(it, image(it.url, MARK))}" begin="0.5s" fill="freeze"/></use>`,
    ),
  },
  {
    id: 'svg-use-file-base',
    criterion: 'frames',
    title: '<use> whose href.baseVal is set to such a file by a script',
    ...inSvg(({ id }) => `<use id="${id}" href="#none"/>`),
    late: (it) => `${of(it)}.href.baseVal = '${usedFile(it, image(it.url, MARK))}'`,
  },
  {
    id: 'svg-use-file-blank',
    criterion: 'frames',
    title: '<use> of such a file in a frame without an address',
    show: ({ id }) => `<iframe id="${id}" ${SIDES} style="border: 0"></iframe>`,
    late: (it) =>
      `${of(it)}.contentDocument.body.innerHTML = '${svg(used(it, image(it.url, MARK)))}'`,
  },
  {
    id: 'svg-use-file-pattern',
    criterion: 'frames',
    title: '<use> of another file that fills with a <pattern>',
    ...inSvg((it) => used(it, `${PATTERN(it.dataUrl())}<rect ${SIDES} fill="url(#p)"/>`)),
  },
  {
    id: 'svg-use-file-sheet',
    criterion: 'frames',
    title: '<use> of another file whose style sheet fills with a <pattern>',
    ...inSvg((it) =>
      used(
        it,
        `<style>.p { fill: url(#p) }</style>${PATTERN(it.dataUrl())}<rect ${SIDES} class="p"/>`,
      ),
    ),
  },
  {
    id: 'svg-use-file-filter',
    criterion: 'frames',
    title: '<use> of another file whose filter has a <feImage>',
    ...inSvg((it) => used(it, `${FILTER(it.dataUrl())}<rect ${SIDES} filter="url(#f)"/>`)),
  },
  {
    id: 'svg-use-file-marker',
    criterion: 'frames',
    title: '<use> of another file with a <marker>',
    ...inSvg((it) => used(it, `${MARKER(it.dataUrl())}<path d="M0 0h1" marker-start="url(#m)"/>`)),
  },
  {
    id: 'svg-use-file-read',
    criterion: 'frames',
    title: '<use> of such a file that carries the mark of a harmless one',
    ...inSvg(
      (it) =>
        `<use ${READ} href="${usedFile(it, `${PATTERN(it.dataUrl())}<rect ${SIDES} fill="url(#p)"/>`)}"/>`,
    ),
  },
  {
    id: 'svg-pattern',
    criterion: 'frames',
    title: 'fill with a <pattern>',
    ...inSvg(
      ({ id, url }) =>
        `<pattern id="${id}" ${SIDES} patternUnits="userSpaceOnUse">${image(url)}</pattern><rect ${SIDES} fill="url(#${id})"/>`,
    ),
  },
  {
    id: 'svg-marker',
    criterion: 'frames',
    title: '<marker>',
    ...inSvg(
      ({ id, url }) =>
        `<marker id="${id}" markerWidth="160" markerHeight="160" markerUnits="userSpaceOnUse" overflow="visible">${image(url)}</marker><path d="M0 0h1" marker-start="url(#${id})"/>`,
    ),
  },
  {
    id: 'svg-feimage',
    title: '<feImage> in a filter',
    ...inSvg(
      ({ id, url }) =>
        `<filter id="${id}" x="0" y="0" width="1" height="1"><feImage href="${url}"/></filter><rect ${SIDES} filter="url(#${id})"/>`,
    ),
    criterion: 'frames',
  },
  {
    id: 'svg-feimage-base-known',
    title: '<feImage> that is shown, its href.baseVal set by a script, loaded before',
    ...inSvg(
      ({ id, filler }) =>
        `<filter id="f${id}" x="0" y="0" width="1" height="1"><feImage id="${id}" href="${filler()}"/></filter><rect ${SIDES} filter="url(#f${id})"/>`,
    ),
    late: (it) => decoded(it, `${of(it)}.href.baseVal = '${it.url}'`),
    criterion: 'frames',
  },
  {
    id: 'svg-feimage-html',
    title: '<feImage> in a filter on an element of HTML',
    show: ({ id, url }) =>
      `<svg width="0" height="0" style="position: absolute"><filter id="${id}" x="0" y="0" width="1" height="1"><feImage href="${url}"/></filter></svg><div class="box" style="background: #fff; filter: url(#${id})"></div>`,
    criterion: 'frames',
  },
  {
    id: 'svg-feimage-element',
    title: '<feImage> of an <image>',
    ...inSvg(
      ({ id, url }) =>
        `<defs>${image(url, `id="i${id}"`)}</defs><filter id="${id}" x="0" y="0" width="1" height="1"><feImage href="#i${id}"/></filter><rect ${SIDES} filter="url(#${id})"/>`,
    ),
    criterion: 'frames',
  },
  {
    id: 'svg-mask',
    title: '<mask> that holds an <image>',
    ...inSvg(
      ({ id, url }) => `<mask id="${id}">${image(url)}</mask><rect ${SIDES} mask="url(#${id})"/>`,
    ),
    eye: 'shape',
    criterion: 'frames',
  },
  {
    id: 'svg-foreign-img',
    title: '<foreignObject> with an <img>',
    ...inSvg(({ url }) => `<foreignObject ${SIDES}><img src="${url}"/></foreignObject>`),
  },
  {
    id: 'svg-foreign-background',
    title: '<foreignObject> with a background',
    ...inSvg(
      ({ url }) =>
        `<foreignObject ${SIDES}><div class="box" style="background: url(${url})"></div></foreignObject>`,
    ),
  },
  {
    id: 'svg-file-shapeless',
    title: 'the same in a file without a shape of its own, as <img>',
    show: (it) => `<img src="${shapelessOf(it)}" ${SIDES}>`,
    criterion: 'frames',
  },
  {
    id: 'svg-file-shapeless-input',
    title: 'the same as <input type=image>',
    show: (it) => `<input type="image" src="${shapelessOf(it)}" ${SIDES}>`,
    criterion: 'frames',
  },
  {
    id: 'svg-file-img',
    title: 'an SVG file with the picture in it, as <img>',
    show: (it) => `<img src="${fileOf(it)}">`,
  },
  {
    id: 'svg-file-background',
    title: 'an SVG file with the picture in it, as a background',
    show: (it) => `<div class="box" style="background: url(${fileOf(it)})"></div>`,
  },
  {
    id: 'svg-file-css',
    title: 'an SVG file whose style holds the picture, as <img>',
    show: ({ file, dataUrl }) =>
      `<img src="${file(
        svg(
          `<foreignObject ${SIDES}><div xmlns="http://www.w3.org/1999/xhtml" style="width: 160px; height: 160px; background: url(${dataUrl()})"/></foreignObject>`,
        ),
        'image/svg+xml',
      )}">`,
  },
  {
    id: 'svg-file-object',
    criterion: 'frames',
    title: 'an SVG file as <object>',
    show: (it) =>
      `<object data="${it.part(svg(image(it.url)), 'image/svg+xml')}" ${SIDES}></object>`,
  },
  {
    id: 'svg-file-embed',
    criterion: 'frames',
    title: 'an SVG file as <embed>',
    show: (it) => `<embed src="${it.part(svg(image(it.url)), 'image/svg+xml')}" ${SIDES}>`,
  },
  {
    id: 'svg-file-frame',
    criterion: 'frames',
    title: 'an SVG file in a frame',
    show: (it) =>
      `<iframe src="${it.part(svg(image(it.url)), 'image/svg+xml')}" ${SIDES} style="border: 0"></iframe>`,
  },
  {
    id: 'svg-document',
    criterion: 'frames',
    title: 'an SVG file opened as a document',
    place: 'each',
    show: () => '',
    address: (it) => it.part(svg(image(it.url)), 'image/svg+xml'),
  },
]);
