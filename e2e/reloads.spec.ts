import type { Page } from '@playwright/test';
import { appendImage } from './elements.ts';
import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { onePair, type Shot, SIDE } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * An address that was an ordinary picture when it was judged, and that the page has the browser ask
 * for once more: by then it is an explicit one.
 */

interface Way {
  readonly html: (url: string) => string;
  /** Of a script: what has the browser load it again, in the cell `c`. */
  readonly step: string;
}

const img = (url: string) => `<img src="${url}">`;
const svg = (url: string) =>
  `<svg viewBox="0 0 ${SIDE} ${SIDE}"><image id="i${url.slice(1)}" href="${url}" width="${SIDE}" height="${SIDE}"/></svg>`;
const input = (url: string) => `<input type="image" src="${url}">`;

const WAYS: Record<string, Way> = {
  'an <img> of another referrer policy': {
    html: img,
    step: `c.firstChild.referrerPolicy = 'no-referrer'`,
  },
  'an <img> asked for with CORS while it is out of the page': {
    html: img,
    step: `const i = c.firstChild; i.remove(); i.crossOrigin = 'anonymous'; setTimeout(() => c.append(i))`,
  },
  'an <img> that was in another document': {
    html: img,
    step: `const i = c.firstChild; document.implementation.createHTMLDocument('').adoptNode(i); c.append(i)`,
  },
  'an SVG <image> set to what it was': {
    html: svg,
    step: `const i = c.querySelector('image'); i.setAttribute('href', i.getAttribute('href'))`,
  },
  'a copy of an SVG <image>': {
    html: svg,
    step: `const { id } = c.querySelector('image'); c.firstChild.insertAdjacentHTML('beforeend', '<use href="#' + id + '"/>')`,
  },
  'an image button set to what it was': {
    html: input,
    step: `c.firstChild.src = c.firstChild.src`,
  },
  'an image button that was a text field': {
    html: input,
    step: `const i = c.firstChild; i.type = 'text'; i.offsetWidth; i.type = 'image'`,
  },
  'an image button laid out anew': {
    html: input,
    step: `const i = c.firstChild; i.style.display = 'none'; i.offsetWidth; i.style.display = ''`,
  },
  'an <object> put in again': {
    html: (url) => `<object type="image/jpeg" data="${url}"></object>`,
    step: `const i = c.firstChild; i.remove(); c.append(i)`,
  },
  'an <embed> laid out anew': {
    html: (url) => `<embed type="image/jpeg" src="${url}">`,
    step: `const i = c.firstChild; i.style.display = 'none'; i.offsetWidth; i.style.display = ''`,
  },
  'a poster set to what it was': {
    html: (url) => `<video poster="${url}"></video>`,
    step: `c.firstChild.poster = c.firstChild.poster`,
  },
};
const NAMES = Object.keys(WAYS);

const STYLE = `<style>body > div { display: inline-block; width: ${SIDE}px; height: ${SIDE}px; vertical-align: top }
  body > div > * { display: block; width: 100%; height: 100% }</style>`;

/** @returns a page with an address of its own for each way, ordinary until something asks a second time */
function pageOn(site: Site, { usual, pattern }: { usual: Shot; pattern: Shot }): string {
  const cells = NAMES.map((name) => {
    let shown = 0;
    const url = site.add(({ headers }, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'no-store' });
      const isRead = headers['sec-fetch-dest'] === 'empty';
      response.end(isRead || shown++ === 0 ? usual.bytes : pattern.bytes);
    });
    return `<div id="${name}" data-url="${url}">${WAYS[name]?.html(url)}</div>`;
  });
  return site.page(pageOf(cells.join(''), STYLE));
}

const each = <T>(value: T): Record<string, T> =>
  Object.fromEntries(NAMES.map((name) => [name, value]));

async function loadAgain(page: Page): Promise<void> {
  await page.evaluate(
    async (steps) => {
      const cells = [...document.querySelectorAll<HTMLElement>('[data-url]')];
      // What a script reads, the document's memory has no longer.
      await Promise.all(cells.map(async (cell) => (await fetch(cell.dataset.url ?? '')).blob()));
      for (const cell of cells) new Function('c', steps[cell.id] ?? '')(cell);
    },
    Object.fromEntries(NAMES.map((name) => [name, WAYS[name]?.step ?? ''])),
  );
}

test('an address that is another picture the next time is not shown', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const host = 'pictures.test';

  // Without us each comes to show the explicit picture.
  await figleaf.ask('background', 'site.set', { host, mode: 'off' });
  await page.goto(pageOn(site, { usual, pattern }));
  await expectLooks(page, each(usual), each('shown'));
  await loadAgain(page);
  await expectLooks(page, each(pattern), each('shown'));

  await figleaf.ask('background', 'site.set', { host, mode: 'on' });
  await page.goto(pageOn(site, { usual, pattern }));
  await expectLooks(page, each(usual), each('shown'));
  await loadAgain(page);
  const shown = async (shot: Shot) =>
    Object.entries(await looks(page, each(shot))).filter(([, look]) => look === 'shown');
  await expect.poll(() => shown(usual)).toEqual([]);
  await expect.poll(() => shown(pattern)).toEqual([]);
  // Others have their verdicts by then, and so would they.
  const late = site.url(site.picture(usual.bytes), 'elsewhere.test');
  await appendImage(page, 'late', late);
  await expectLooks(page, { late: usual }, { late: 'shown' });
  expect(await shown(pattern)).toEqual([]);
});
