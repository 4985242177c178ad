import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const styled = (css: (it: Instance) => string, html = '') => ({
  show: (it: Instance) =>
    `<style>#${it.id} { ${css(it)} }</style>${html.replaceAll('ID', it.id) || `<div id="${it.id}"></div>`}`,
});
const BORDER = 'width: 0; height: 0; border: 80px solid';
const LIST = 'margin: 0; padding: 0; list-style-position: inside';
const MASKED =
  'width: 160px; height: 160px; background: #000; mask-size: 160px; mask-mode: luminance';

/** Pictures as borders, bullets and masks. */
export const decorationRows = rowsOf('Borders, lists and masks', [
  {
    id: 'border-image',
    title: 'border-image',
    // Chromium tells of painting one whose slices are empty, which puts nothing on the screen.
    criterion: 'frames',
    ...styled(({ url }) => `${BORDER}; border-image: url(${url}) 80`),
  },
  {
    id: 'border-image-fill',
    title: 'border-image that fills the box',
    criterion: 'frames',
    ...styled(({ url }) => `width: 160px; height: 160px; border-image: url(${url}) 0 fill / 0`),
  },
  {
    id: 'border-image-late',
    title: 'border-image set by a script',
    criterion: 'frames',
    ...styled(() => BORDER),
    late: (it) => `${of(it)}.style.borderImage = 'url(${it.url}) 80'`,
  },
  {
    id: 'list-style-image',
    title: 'list-style-image',
    ...styled(({ url }) => `${LIST}; list-style-image: url(${url})`, '<ul id="ID"><li></li></ul>'),
  },
  {
    id: 'list-style-element',
    title: 'list-style on a display: list-item',
    ...styled(({ url }) => `display: list-item; list-style: inside url(${url})`),
  },
  {
    id: 'list-style-late',
    title: 'list-style-image set by a script',
    ...styled(() => LIST, '<ul id="ID"><li></li></ul>'),
    late: (it) => `${of(it)}.style.listStyleImage = 'url(${it.url})'`,
  },
  {
    id: 'list-moving',
    title: 'list-style-image in a transition of the page’s, data:',
    place: 'each',
    criterion: 'frames',
    show: ({ dataUrl }) =>
      `<ul style="${LIST}"><li style="list-style-image: url(${dataUrl()}); transition: list-style-image 1000s allow-discrete"></li></ul>`,
  },
  {
    id: 'mask-image',
    title: 'mask-image, through which a colour shows',
    ...styled(({ url }) => `${MASKED}; mask-image: url(${url})`),
    eye: 'shape',
  },
  {
    id: 'mask-before',
    title: 'mask-image on ::before',
    show: ({ id, url }) =>
      `<style>#${id}::before { content: ""; display: block; ${MASKED}; mask-image: url(${url}) }</style><div id="${id}"></div>`,
    eye: 'shape',
  },
  {
    id: 'mask-late',
    title: 'mask-image set by a script',
    ...styled(() => 'width: 160px; height: 160px'),
    late: (it) => `${of(it)}.style.cssText = '${MASKED}; mask-image: url(${it.url})'`,
    eye: 'shape',
  },
]);
