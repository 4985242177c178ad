import { type Instance, rowsOf } from '../row.ts';
import { of } from './scripts.ts';

const host = ({ id }: Instance): string => `<div id="${id}"></div>`;
const img = ({ url }: Instance): string => `<img src="${url}">`;
const back = ({ url }: Instance): string =>
  `<style>p { margin: 0; width: 160px; height: 160px; background: url(${url}) }</style><p></p>`;
const before = ({ url }: Instance): string =>
  `<style>p::before { content: url(${url}) }</style><p style="margin: 0"></p>`;

/** A root of a mode, filled by a script. */
const rooted = (mode: 'open' | 'closed', inner: (it: Instance) => string) => ({
  show: host,
  late: (it: Instance) =>
    `${of(it)}.attachShadow({ mode: '${mode}' }).innerHTML = \`${inner(it)}\``,
});
const declared = (mode: 'open' | 'closed', inner: (it: Instance) => string) => ({
  show: (it: Instance) => `<div><template shadowrootmode="${mode}">${inner(it)}</template></div>`,
});
/** An element of the page's own, which upgrades what the parser has made already. */
const custom = (mode: 'open' | 'closed', inner: (it: Instance) => string) => ({
  show: ({ id }: Instance) => `<x-${id}></x-${id}>`,
  late: (it: Instance) =>
    `customElements.define('x-${it.id}', class extends HTMLElement { constructor() { super(); this.attachShadow({ mode: '${mode}' }).innerHTML = \`${inner(it)}\`; } })`,
});

export const shadowRows = rowsOf('Shadow roots', [
  { id: 'shadow-open-img', title: 'open, <img>', ...rooted('open', img) },
  { id: 'shadow-open-background', title: 'open, background', ...rooted('open', back) },
  { id: 'shadow-open-before', title: 'open, ::before', ...rooted('open', before) },
  { id: 'shadow-closed-img', title: 'closed, <img>', ...rooted('closed', img) },
  { id: 'shadow-closed-background', title: 'closed, background', ...rooted('closed', back) },
  { id: 'shadow-closed-before', title: 'closed, ::before', ...rooted('closed', before) },
  { id: 'shadow-declared-img', title: 'declarative, open, <img>', ...declared('open', img) },
  {
    id: 'shadow-declared-background',
    title: 'declarative, open, background',
    ...declared('open', back),
  },
  {
    id: 'shadow-declared-closed-img',
    title: 'declarative, closed, <img>',
    ...declared('closed', img),
  },
  {
    id: 'shadow-declared-closed-background',
    title: 'declarative, closed, background',
    ...declared('closed', back),
  },
  { id: 'shadow-custom-img', title: 'custom element, open, <img>', ...custom('open', img) },
  {
    id: 'shadow-custom-background',
    title: 'custom element, open, background',
    ...custom('open', back),
  },
  {
    id: 'shadow-custom-closed-img',
    title: 'custom element, closed, <img>',
    ...custom('closed', img),
  },
  {
    id: 'shadow-custom-closed-background',
    title: 'custom element, closed, background',
    ...custom('closed', back),
  },
  {
    id: 'shadow-nested',
    title: 'a closed root in a closed root',
    show: host,
    late: (it) =>
      `{ const outer = ${of(it)}.attachShadow({ mode: 'closed' }); const inner = document.createElement('div'); outer.append(inner); inner.attachShadow({ mode: 'closed' }).innerHTML = \`${img(it)}\`; }`,
  },
  {
    id: 'shadow-detached',
    title: 'a closed root filled before its host is put in',
    show: host,
    late: (it) =>
      `{ const inner = document.createElement('div'); inner.attachShadow({ mode: 'closed' }).innerHTML = \`${back(it)}\`; ${of(it)}.append(inner); }`,
  },
  {
    id: 'shadow-unsafe',
    title: 'declarative, by setHTMLUnsafe',
    show: host,
    late: (it) =>
      `${of(it)}.setHTMLUnsafe(\`<div><template shadowrootmode="closed">${img(it)}</template></div>\`)`,
  },
  {
    id: 'shadow-later',
    title: 'closed, <img> put in long after',
    show: (it) =>
      `${host(it)}<script>window.root${it.id} = ${of(it)}.attachShadow({ mode: 'closed' })</script>`,
    late: (it) => `root${it.id}.innerHTML = \`${img(it)}\``,
  },
  {
    id: 'shadow-style-later',
    title: 'closed, style changed long after',
    show: (it) =>
      `${host(it)}<script>window.root${it.id} = ${of(it)}.attachShadow({ mode: 'closed' }); root${it.id}.innerHTML = '<p style="margin: 0; height: 160px"></p>'</script>`,
    late: (it) => `root${it.id}.firstChild.style.background = 'url(${it.url})'`,
  },
  {
    id: 'shadow-adopted',
    title: 'closed, background by an adopted sheet',
    show: host,
    late: (it) =>
      `{ const root = ${of(it)}.attachShadow({ mode: 'closed' }); root.innerHTML = '<p></p>'; const sheet = new CSSStyleSheet(); sheet.replaceSync('p { margin: 0; height: 160px; background: url(${it.url}) }'); root.adoptedStyleSheets = [sheet]; }`,
  },
  {
    id: 'shadow-host',
    title: 'background of the host by :host',
    show: host,
    late: (it) =>
      `${of(it)}.attachShadow({ mode: 'closed' }).innerHTML = '<style>:host { display: block; height: 160px; background: url(${it.url}) }</style>'`,
  },
  {
    id: 'shadow-slotted',
    title: 'background by ::slotted',
    show: ({ id }) => `<div id="${id}"><b style="display: block; height: 160px"></b></div>`,
    late: (it) =>
      `${of(it)}.attachShadow({ mode: 'closed' }).innerHTML = '<style>::slotted(b) { background: url(${it.url}) }</style><slot></slot>'`,
  },
  {
    id: 'shadow-slotted-img',
    title: '<img> in a slot',
    show: (it) => `<div id="${it.id}">${img(it)}</div>`,
    late: (it) => `${of(it)}.attachShadow({ mode: 'closed' }).innerHTML = '<slot></slot>'`,
  },
  {
    id: 'shadow-part',
    title: 'background by ::part',
    show: ({ id, url }) =>
      `<style>#${id}::part(p) { background: url(${url}) }</style><div id="${id}"></div>`,
    late: (it) =>
      `${of(it)}.attachShadow({ mode: 'closed' }).innerHTML = '<p part="p" style="margin: 0; height: 160px"></p>'`,
  },
  {
    id: 'shadow-picture-input',
    title: 'closed, <input type=image>',
    ...rooted('closed', ({ url }) => `<input type="image" src="${url}">`),
  },
  {
    id: 'shadow-svg',
    criterion: 'frames',
    title: 'closed, SVG <image>',
    ...rooted(
      'closed',
      ({ url }) =>
        `<svg width="160" height="160"><image href="${url}" width="160" height="160"/></svg>`,
    ),
  },
  {
    id: 'shadow-frame',
    title: 'closed, a frame',
    ...rooted(
      'closed',
      ({ url }) =>
        `<iframe width="160" height="160" style="border: 0" srcdoc="<body style='margin: 0'><img src='${url}'>"></iframe>`,
    ),
  },
]);
