import { type Instance, type Row, rowsOf } from '../row.ts';
import { decoded } from './scripts.ts';

const SIDE = 'width: 160px; height: 160px';
const RANGE = ({ id }: Instance): string =>
  `<input type="range" id="${id}" style="appearance: none; margin: 0; ${SIDE}">`;
/** Each browser knows one of the two, and takes no rule that names the other. */
const THUMBS = ['::-webkit-slider-thumb', '::-moz-range-thumb'] as const;
const thumbRules = ({ id }: Instance, background: string): string[] =>
  THUMBS.map(
    (thumb) =>
      `#${id}${thumb} { appearance: none; border: 0; border-radius: 0; ${SIDE}; ${background} }`,
  );
const thumb = (it: Instance, url: string): string =>
  thumbRules(it, `background: url(${url})`).join(' ');

/** Where the eye looks for shapes; through a picture whose dark parts let nothing through. */
const MASKED = ({ dataUrl }: Instance): string => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160"><filter id="f" color-interpolation-filters="sRGB"><feColorMatrix type="luminanceToAlpha"/></filter><image width="160" height="160" filter="url(#f)" href="${dataUrl()}"/></svg>`;
  const url = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  return `position: fixed; inset: 360px auto auto 560px; border: 0; ${SIDE}; background: #000; -webkit-mask-box-image: url(${url}) 0 fill`;
};
/** More than a part has room for. */
const LINES = '<p>a</p>'.repeat(50);
/** Each of the two alone: what parts show in a document hangs on all rules for any of them. */
const row = (
  id: string,
  title: string,
  more: Pick<Row, 'show'> & Partial<Row>,
): Omit<Row, 'group'> => ({ id, title, place: 'each', criterion: 'frames', ...more });

/** A rule for one, and what it is for. */
const part = (
  id: string,
  title: string,
  rule: (it: Instance) => string,
  html: (it: Instance) => string,
  more: Partial<Row> = {},
) =>
  row(id, title, {
    show: (it) => `<style>${rule(it)}</style>${html(it)}`,
    ...more,
  });

/** Pictures on parts of elements whose style no script can read, or that only a rule makes. */
export const partRows = rowsOf('Parts of elements', [
  part('part-slider-thumb', 'the thumb of a slider', (it) => thumb(it, it.url), RANGE),
  part(
    'part-slider-thumb-data',
    'the thumb of a slider, data:',
    (it) => thumb(it, it.dataUrl()),
    RANGE,
  ),
  part(
    'part-slider-track-data',
    '::-webkit-slider-runnable-track, border-image, data:',
    ({ id, dataUrl }) =>
      `#${id}::-webkit-slider-runnable-track { ${SIDE}; border-image: url(${dataUrl()}) 0 fill } #${id}::-webkit-slider-thumb { appearance: none }`,
    RANGE,
  ),
  part('part-slider-late', 'the thumb of a slider by a sheet put in', () => '', RANGE, {
    late: (it) =>
      `{ const style = document.createElement('style'); style.textContent = '${thumb(it, it.dataUrl())}'; document.head.append(style); }`,
  }),
  part(
    'part-slider-rule-late',
    'the thumb of a slider by a rule put in',
    () => 'i { color: red }',
    RANGE,
    {
      // Neither browser takes the other's.
      late: (it) =>
        thumbRules(it, `background: url(${it.dataUrl()})`)
          .map((rule) => `try { [...document.styleSheets].at(-1).insertRule('${rule}') } catch {}`)
          .join(';'),
    },
  ),
  part(
    'part-slider-inherited',
    'the thumb of a slider that has what the slider is given later, data:',
    (it) =>
      `#${it.id}::-webkit-slider-container, #${it.id}::-webkit-slider-runnable-track { background-image: inherit; background-size: 0; ${SIDE} } ${thumbRules(it, 'background-image: inherit').join(' ')}`,
    RANGE,
    {
      late: ({ id, dataUrl }) =>
        `document.getElementById('${id}').style.background = 'url(${dataUrl()}) 0 / 0'`,
    },
  ),
  part(
    'part-slider-inherited-by-attribute',
    'the thumb of a slider that has what the slider has, for want of an attribute, data:',
    (it) =>
      `#${it.id} { background: url(${it.dataUrl()}) 0 / 0 } #${it.id}::-webkit-slider-container, #${it.id}::-webkit-slider-runnable-track { background-image: inherit; background-size: 0; ${SIDE} } ${thumbRules(it, 'background-image: attr(data-none type(*), inherit)').join(' ')}`,
    RANGE,
  ),
  part(
    'part-slider-inherited-by-state',
    'the thumb of a slider that has what a box beside gives the slider once it is checked, data:',
    (it) =>
      `#c${it.id} { display: none } :checked + #${it.id} { background: url(${it.dataUrl()}) 0 / 0 } #${it.id}::-webkit-slider-container, #${it.id}::-webkit-slider-runnable-track { background-image: inherit; background-size: 0; ${SIDE} } ${thumbRules(it, 'background-image: inherit').join(' ')}`,
    (it) => `<input type="checkbox" id="c${it.id}">${RANGE(it)}`,
    {
      late: (it) =>
        decoded(it, `document.getElementById('c${it.id}').checked = true`, it.dataUrl()),
    },
  ),
  part(
    'part-scroll-button-inherited',
    '::scroll-button() that has what its element has, data:',
    ({ id, dataUrl }) =>
      `#${id} { overflow: auto; width: 160px; height: 0; background: url(${dataUrl()}) } #${id} p { width: 900px; height: 1px; margin: 0 } #${id}::scroll-button(right) { content: ""; display: block; padding: 0; border: 0; ${SIDE}; background: inherit }`,
    ({ id }) => `<div id="${id}"><p></p></div>`,
  ),
  part(
    'part-first-letter-inherited',
    '::first-letter that has what its element has, data:',
    ({ id, dataUrl }) =>
      `#${id} { background: url(${dataUrl()}) 0 / 1px } #${id}::first-letter { background-image: inherit; font: 160px/160px monospace; padding: 0 30px }`,
    ({ id }) => `<div id="${id}">i</div>`,
  ),
  part(
    'part-details-content-data',
    '::details-content, data:',
    ({ id, dataUrl }) =>
      `#${id}::details-content { display: block; ${SIDE}; background: url(${dataUrl()}) }`,
    ({ id }) => `<details open id="${id}"><summary style="display: none"></summary></details>`,
  ),
  part(
    'part-details-content-before-data',
    '::details-content::before, data:',
    ({ id, dataUrl }) =>
      `#${id}::details-content::before { content: ""; display: block; ${SIDE}; background: url(${dataUrl()}) }`,
    ({ id }) => `<details open id="${id}"><summary style="display: none"></summary></details>`,
  ),
  part(
    'part-picker-icon-data',
    '::picker-icon, data:',
    ({ id, dataUrl }) =>
      `#${id} { appearance: base-select; border: 0; padding: 0 } #${id}::picker-icon { content: url(${dataUrl()}) }`,
    ({ id }) => `<select id="${id}"><option></option></select>`,
  ),
  part(
    'part-picker-data',
    '::picker(select), data:',
    ({ id, dataUrl }) =>
      `#${id}, #${id}::picker(select) { appearance: base-select } #${id} { border: 0; padding: 0; width: 160px } #${id}::picker(select) { ${SIDE}; border: 0; padding: 0; inset: 0; background: url(${dataUrl()}) } #${id} option { visibility: hidden }`,
    ({ id }) => `<select id="${id}"><option>a</option></select>`,
    { act: ({ click }) => click('select') },
  ),
  part(
    'part-scroll-button-data',
    '::scroll-button(), data:',
    ({ id, dataUrl }) =>
      `#${id} { overflow: auto; width: 160px; height: 0 } #${id} p { width: 900px; height: 1px; margin: 0 } #${id}::scroll-button(right) { content: url(${dataUrl()}); display: block; padding: 0; border: 0; ${SIDE} }`,
    ({ id }) => `<div id="${id}"><p></p></div>`,
  ),
  part(
    'part-scroll-marker-data',
    '::scroll-marker, data:',
    ({ id, dataUrl }) =>
      `#${id} { overflow: auto; width: 160px; height: 0; scroll-marker-group: after } #${id} p { width: 900px; height: 1px; margin: 0 } #${id} p::scroll-marker { content: ""; display: block; ${SIDE}; background: url(${dataUrl()}) }`,
    ({ id }) => `<div id="${id}"><p></p></div>`,
  ),
  part(
    'part-scroll-button-mask',
    '::scroll-button(), -webkit-mask-box-image, data:',
    (it) =>
      `#${it.id} { overflow: auto; width: 160px; height: 0 } #${it.id} p { width: 900px; height: 1px; margin: 0 } #${it.id}::scroll-button(right) { content: ""; display: block; padding: 0; ${MASKED(it)} }`,
    ({ id }) => `<div id="${id}"><p></p></div>`,
    { eye: 'shape' },
  ),
  part(
    'part-media-button-data',
    'a button of the player’s that only its maker should know, data:',
    ({ id, dataUrl }) =>
      `#${id}::-internal-media-controls-overlay-cast-button { display: block !important; opacity: 1 !important; ${SIDE}; background: url(${dataUrl()}) !important }`,
    ({ id }) => `<video controls id="${id}" style="${SIDE}"></video>`,
  ),
  part(
    'part-in-shadow-data',
    'the thumb of a slider in a shadow root, data:',
    () => '',
    (it) =>
      `<div><template shadowrootmode="open"><style>${thumb(it, it.dataUrl())}</style>${RANGE(it)}</template></div>`,
  ),
  part(
    'part-view-transition-data',
    '::view-transition, data:',
    ({ dataUrl }) =>
      `::view-transition { background: url(${dataUrl()}) no-repeat } ::view-transition-group(root) { animation: none } ::view-transition-old(root) { display: none } ::view-transition-new(root) { opacity: 0; animation-duration: 1000s }`,
    ({ id }) => `<div id="${id}" style="${SIDE}"></div>`,
    { late: () => 'document.startViewTransition(() => {})' },
  ),
  part(
    'part-permission-icon-before-data',
    '::permission-icon::before, data:',
    ({ id, dataUrl }) =>
      `#${id} { width: 300px; height: 300px } #${id}::permission-icon::before { content: ""; display: block; ${SIDE}; background: url(${dataUrl()}) }`,
    ({ id }) => `<geolocation id="${id}"></geolocation>`,
  ),
  part(
    'part-permission-icon-content-data',
    '::permission-icon::before, content, data:',
    ({ id, dataUrl }) =>
      `#${id} { width: 300px; height: 300px } #${id}::permission-icon::before { content: url(${dataUrl()}); display: block }`,
    ({ id }) => `<geolocation id="${id}"></geolocation>`,
  ),
  part(
    'part-column-marker-content-data',
    '::column::scroll-marker, content, data:',
    ({ id, dataUrl }) =>
      `#${id} { columns: 1; overflow: auto; width: 300px; height: 200px; scroll-marker-group: before } #${id}::scroll-marker-group { ${SIDE} } #${id}::column::scroll-marker { content: url(${dataUrl()}); display: block }`,
    ({ id }) => `<div id="${id}">${LINES}</div>`,
  ),
  part(
    'part-details-column-marker-data',
    '::details-content::column::scroll-marker, data:',
    ({ id, dataUrl }) =>
      `#${id}::details-content { columns: 1; overflow: auto; width: 300px; height: 200px; scroll-marker-group: before } #${id}::details-content::scroll-marker-group { ${SIDE} } #${id}::details-content::column::scroll-marker { content: url(${dataUrl()}); display: block }`,
    ({ id }) => `<details open id="${id}"><summary>a</summary>${LINES}</details>`,
  ),
  part(
    'part-details-marker-data',
    '::details-content::scroll-marker, content, data:',
    ({ id, dataUrl }) =>
      `div { overflow: auto; height: 300px; scroll-marker-group: before } #${id}::details-content::scroll-marker { content: url(${dataUrl()}); display: block }`,
    ({ id }) => `<div><details open id="${id}"><summary>a</summary>${LINES}</details></div>`,
  ),
  part(
    'part-details-button-data',
    '::details-content::scroll-button(), content, data:',
    ({ id, dataUrl }) =>
      `#${id}::details-content { overflow: auto; width: 300px; height: 200px } #${id}::details-content::scroll-button(down) { content: url(${dataUrl()}); display: block; position: fixed; inset: 0 auto auto 320px }`,
    ({ id }) => `<details open id="${id}"><summary>a</summary>${LINES}</details>`,
  ),
]);
