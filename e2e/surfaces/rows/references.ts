import { type Instance, type Row, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const SIDES = 'width="160" height="160"';
const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

/** A file that draws nothing by itself, and holds a picture for what refers to it. */
function fileOf(it: Instance): string {
  const image = `<image href="${it.dataUrl()}" ${SIDES}/>`;
  return (
    `<svg ${XMLNS} ${SIDES}>` +
    `<filter id="f" x="0" y="0" width="1" height="1"><feImage href="${it.dataUrl()}" ${SIDES}/></filter>` +
    `<pattern id="p" ${SIDES} patternUnits="userSpaceOnUse">${image}</pattern>` +
    `<marker id="m" markerWidth="160" markerHeight="160" markerUnits="userSpaceOnUse">${image}</marker></svg>`
  );
}
const served = (it: Instance): string => it.file(fileOf(it), 'image/svg+xml');
const written = (it: Instance): string =>
  `data:image/svg+xml,${encodeURIComponent(fileOf(it)).replaceAll("'", '%27')}`;

const box = ({ id }: Instance, colour = '#fff'): string =>
  `<div class="box" id="${id}" style="background: ${colour}"></div>`;
const drawing = (inner: string): string =>
  `<svg ${XMLNS} ${SIDES} style="display: block">${inner}</svg>`;
const row = (
  id: string,
  title: string,
  show: Row['show'],
  more: Partial<Row> = {},
): Omit<Row, 'group'> => ({
  id: `refers-${id}`,
  title,
  criterion: 'frames',
  place: 'own',
  show,
  ...more,
});

/** Pictures in an SVG file that something else draws with. */
export const referenceRows = rowsOf('References into SVG files', [
  row(
    'filter',
    'filter, by a rule',
    (it) => `<style>#${it.id} { filter: url("${served(it)}#f") }</style>${box(it)}`,
  ),
  row(
    'filter-data',
    'filter, of a file in a data: address',
    (it) => `<style>#${it.id} { filter: url("${written(it)}#f") }</style>${box(it)}`,
  ),
  row(
    'part',
    'filter of ::details-content',
    (it) =>
      `<style>#${it.id}::details-content { display: block; width: 160px; height: 160px; background: #fff; filter: url("${written(it)}#f") } #${it.id} summary { display: none }</style><details id="${it.id}" open><summary></summary></details>`,
  ),
  row(
    'state',
    'filter beside a box that a script ticks',
    (it) =>
      `<style>#c${it.id} { display: none } #c${it.id}:checked + #${it.id} { filter: url("${written(it)}#f") }</style><input type="checkbox" id="c${it.id}">${box(it)}`,
    { late: ({ id }) => `document.getElementById('c${id}').checked = true` },
  ),
  row(
    'conditions',
    'filter under one of two conditions',
    (it) =>
      `<style>#${it.id}:is(:hover, [title]) { filter: url("${written(it)}#f") }</style>${box(it).replace('<div', '<div title="one"')}`,
  ),
  row(
    'substituted',
    'filter, by what stands for something else',
    (it) => `<style>#${it.id} { filter: env(--none, url(${served(it)}#f)) }</style>${box(it)}`,
  ),
  row('filter-late', 'filter, by a script', (it) => box(it), {
    late: (it) => `${of(it)}.style.filter = 'blur(0) url("${served(it)}#f")'`,
  }),
  row(
    'before',
    'filter of ::before, by a class',
    (it) =>
      `<style>.c${it.id}::before { content: ""; display: block; width: 160px; height: 160px; background: #fff; filter: url("${written(it)}#f") }</style>${box(it)}`,
    { late: (it) => `${of(it)}.classList.add('c${it.id}')` },
  ),
  row(
    'backdrop',
    'backdrop-filter, by a rule put in',
    (it) => `<style>i { color: red }</style>${box(it, 'none')}`,
    {
      late: (it) =>
        `[...document.styleSheets].at(-1).insertRule('#${it.id} { backdrop-filter: url("${served(it)}#f") }')`,
    },
  ),
  row('fill', 'fill, by an attribute', (it) =>
    drawing(`<rect ${SIDES} fill="u\\72l('${served(it)}#p')"/>`),
  ),
  row(
    'fill-late',
    'fill, by an attribute set later',
    (it) => drawing(`<rect id="${it.id}" ${SIDES} fill="#fff"/>`),
    { late: (it) => `${of(it)}.setAttribute('fill', 'url("${written(it)}#p")')` },
  ),
  row('marker', 'marker, by its own style', (it) =>
    drawing(`<path d="M0 0L1 1" style="marker-start: url('${served(it)}#m')"/>`),
  ),
]);
