import { coveredOnes } from './covered.ts';
import { expect, test } from './harness.ts';
import { onePair, SIDE } from './pictures.ts';

/*
 * The pictures that an SVG holds are judged each by itself, since what it shows of them may be another
 * thing elsewhere. Here it shows one only where it is drawn as small as on the page: whoever looks at
 * the drawing alone finds nothing in it. And each is written so that it is easily passed over.
 */

const SIDES = `width="${SIDE}" height="${SIDE}"`;
const HTML = 'xmlns="http://www.w3.org/1999/xhtml"';
const SMALL = `<style>.small { display: none } @media (max-width: ${SIDE + 10}px) { .small { display: block } }</style>`;

const image = (href: string): string => `<image class="small" ${SIDES} href="${href}"/>`;
const html = (inner: string): string =>
  `<foreignObject class="small" ${SIDES}>${inner}</foreignObject>`;
const box = (background: string): string =>
  html(
    `<div ${HTML} class="box" style="width: ${SIDE}px; height: ${SIDE}px; background: ${background}"/>`,
  );
const sheet = (url: string): string =>
  `data:text/css,${encodeURIComponent(`.box { background: url("${url}") }`)}`;

const HIDING: Readonly<Record<string, (url: string) => string>> = {
  plainly: image,
  'by a tab': (url) => image(url.replace('data:', 'da&#9;ta:')),
  'in a set of images': (url) => box(`image-set('${url}' 1x)`),
  'in an escaped function': (url) => box(`u\\72l('${url}')`),
  'by an escape': (url) => box(`url('${url.replace('data:', 'd\\61 ta:')}')`),
  'in a sheet that is imported': (url) => `<style>@import "${sheet(url)}";</style>${box('none')}`,
  'in such a sheet that begins as a font does': (url) =>
    `<style>@import "${sheet(url)
      .replace(',', `,${encodeURIComponent('wOFF{}')}`)
      .replace('data%3A', '%64ata%3A')}";</style>${box('none')}`,
  'in a sheet that is linked': (url) =>
    `<link ${HTML} rel="stylesheet" href="${sheet(url)}"/>${box('none')}`,
  'in a set of sources': (url) => html(`<img ${HTML} ${SIDES} srcset="x:y 30x, ${url} 1x"/>`),
  'in what an animation gives': (url) =>
    `<image class="small" ${SIDES}><animate attributeName="href" values="x:;${url};${url}" dur="1000s" keyTimes="0;.0001;1" calcMode="discrete"/></image>`,
};

/** In the head of the document, which is not part of any element. */
const DECLARED = {
  'as the default of an attribute': (url: string) => ({
    head: `<!DOCTYPE svg [<!ATTLIST image href CDATA "${url}">]>`,
    body: `<image class="small" ${SIDES}/>`,
  }),
  'in an entity': (url: string) => ({
    head: '<!DOCTYPE svg [<!ENTITY a "da">]>',
    body: image(url.replace('da', '&a;')),
  }),
};

/** What icons and charts have in them, and no picture. */
const ORDINARY: Readonly<Record<string, string>> = {
  gradient: `<linearGradient id="g"><stop stop-color="#36c"/></linearGradient><rect ${SIDES} fill="url(#g)"/>`,
  'moves and escapes': `<style>@import url(fonts.css); /* metadata: url(data:,) */ .\\31 a { fill: \\72 ed; animation: a 1s } @keyframes a { to { x: 9px } }</style><rect ${SIDES} class="1a"/>`,
  font: `<style>@font-face { font-family: a; src: url(data:font/woff2;base64,d09GMgABAAA=) } @media print { a { fill: red } }</style><rect ${SIDES} fill="#7ab"/>`,
  'told data': `<rect ${SIDES} fill="#7ab" aria-label="Data: 28, Year: 2020" data-data="data:1,"/>`,
};

test('what an SVG holds is judged however its address is written, and icons pass', async ({
  figleaf,
  page,
  site,
}) => {
  const { pattern } = await onePair();
  const url = `data:image/jpeg;base64,${pattern.bytes.toString('base64')}`;
  const svg = (body: string, head = ''): Buffer =>
    Buffer.from(
      `${head}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIDE} ${SIDE}"><rect ${SIDES} fill="green"/>${SMALL}${body}</svg>`,
    );
  const files = new Map<string, Buffer>();
  for (const [id, hiding] of Object.entries(HIDING)) files.set(id, svg(hiding(url)));
  for (const [id, declared] of Object.entries(DECLARED)) {
    const { head, body } = declared(url);
    files.set(id, svg(body, head));
  }
  for (const [id, body] of Object.entries(ORDINARY)) files.set(id, svg(body));
  const tags = [...files].map(
    ([id, file]) =>
      `<img id="${id}" ${SIDES} style="width: ${SIDE}px" src="${site.picture(file, 'image/svg+xml')}">`,
  );
  await page.goto(site.page(tags.join('\n')));
  await expect.poll(async () => (await figleaf.counts(page)).looked).toBe(files.size);
  await expect
    .poll(() => coveredOnes(page))
    .toEqual(Object.fromEntries([...files.keys()].map((id) => [id, !(id in ORDINARY)])));
});
