import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const img = ({ url }: Instance): string => `<img src="${url}" style="display: block">`;
const back = ({ url }: Instance): string =>
  `<div class="box" style="background: url(${url})"></div>`;
/** Layers stand where they are put, not where the browser centres them. */
const LAYER = 'position: absolute; inset: auto; margin: 0; padding: 0; border: 0; background: #fff';

/** Parts of a page that show later, or elsewhere, than they stand. */
export const layerRows = rowsOf('Dialogs, layers and media', [
  {
    id: 'dialog',
    title: 'a dialog',
    show: (it) => `<dialog id="${it.id}" style="${LAYER}">${img(it)}</dialog>`,
    late: (it) => `${of(it)}.show()`,
  },
  {
    id: 'dialog-modal',
    title: 'a modal dialog',
    place: 'each',
    show: (it) => `<dialog id="${it.id}">${img(it)}${back(it)}</dialog>`,
    late: (it) => `${of(it)}.showModal()`,
  },
  {
    id: 'dialog-backdrop',
    title: '::backdrop of a dialog',
    place: 'each',
    show: (it) =>
      `<style>#${it.id}::backdrop { background: url(${it.url}) no-repeat }</style><dialog id="${it.id}">text</dialog>`,
    late: (it) => `${of(it)}.showModal()`,
  },
  {
    id: 'popover',
    title: 'a popover',
    place: 'each',
    show: (it) => `<div popover id="${it.id}">${img(it)}</div>`,
    late: (it) => `${of(it)}.showPopover()`,
  },
  {
    id: 'popover-background',
    title: 'the background of a popover',
    place: 'each',
    show: (it) =>
      `<div popover id="${it.id}" style="width: 160px; height: 160px; background: url(${it.url})"></div>`,
    late: (it) => `${of(it)}.showPopover()`,
  },
  {
    id: 'details',
    title: '<details> that opens',
    show: (it) => `<details id="${it.id}"><summary></summary>${img(it)}</details>`,
    late: (it) => `${of(it)}.open = true`,
  },
  {
    id: 'details-background',
    title: '<details> that opens, a background',
    show: (it) => `<details id="${it.id}"><summary></summary>${back(it)}</details>`,
    late: (it) => `${of(it)}.open = true`,
  },
  {
    id: 'until-found',
    title: 'hidden=until-found that is shown',
    show: (it) => `<div id="${it.id}" hidden="until-found">${img(it)}</div>`,
    late: (it) => `${of(it)}.hidden = false`,
  },
  {
    id: 'fullscreen',
    title: 'fullscreen, an <img>',
    place: 'each',
    show: (it) =>
      `<button style="font-size: 16px" onclick="document.getElementById('${it.id}').requestFullscreen()">go</button><div id="${it.id}">${img(it)}</div>`,
    act: ({ click }) => click('button'),
    premise: 'document.fullscreenElement !== null',
  },
  {
    id: 'fullscreen-background',
    title: 'fullscreen, a background by :fullscreen',
    place: 'each',
    show: (it) =>
      `<style>#${it.id}:fullscreen { background: url(${it.url}) no-repeat }</style><button style="font-size: 16px" onclick="document.getElementById('${it.id}').requestFullscreen()">go</button><div id="${it.id}"></div>`,
    act: ({ click }) => click('button'),
    premise: 'document.fullscreenElement !== null',
  },
  {
    id: 'print-media',
    title: 'in a style for print',
    place: 'own',
    show: (it) =>
      `<style>@media print { #${it.id} { background: url(${it.url}); print-color-adjust: exact } }</style><div class="box" id="${it.id}"></div>`,
    act: ({ medium }) => medium('print'),
  },
  {
    id: 'print-img',
    title: 'an <img> displayed in print alone',
    place: 'own',
    show: (it) =>
      `<style>#${it.id} { display: none } @media print { #${it.id} { display: block } }</style><img id="${it.id}" src="${it.url}">`,
    act: ({ medium }) => medium('print'),
  },
  {
    id: 'view-transition',
    title: 'a view transition that brings it in',
    place: 'own',
    show: (it) => `<div id="${it.id}" style="view-transition-name: v${it.id}"></div>`,
    late: (it) =>
      `document.startViewTransition(() => { ${of(it)}.innerHTML = '<img src="${it.url}">' }).updateCallbackDone`,
  },
  {
    id: 'view-transition-background',
    title: 'a view transition to a background',
    place: 'own',
    show: (it) => `<div class="box" id="${it.id}" style="view-transition-name: v${it.id}"></div>`,
    late: (it) =>
      `document.startViewTransition(() => { ${of(it)}.style.background = 'url(${it.url})' }).updateCallbackDone`,
  },
]);
