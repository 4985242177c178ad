import type { Page } from 'playwright';
import { decode } from '../demo/draw/encode.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { blocks, vividIn } from './blocks.ts';
import { framesOf } from './frames.ts';
import { expect, type Figleaf, test } from './harness.ts';
import { random } from './pictures.ts';
import type { Site } from './site.ts';
import { maskBlocks } from './test-detectors.ts';

/*
 * Pictures whose blocks are masked, on pages that work against it. The blocks are the only vivid
 * things there, so a single vivid pixel on any frame is one of a block.
 */

const SCREEN = { width: 1300, height: 900 };
const { margin } = DEFAULT_SETTINGS;

const addressOf = async (site: Site): Promise<string> => {
  const { bytes, type } = await blocks(random, 3, margin, false);
  return site.url(site.picture(bytes, type));
};

const pageOf = (site: Site, body: string, head = ''): string =>
  site.page(`<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>body { margin: 0; background: #c8dcc8 } img { width: 150px; height: 110px; margin: 8px }</style>
${head}<body>${body}</body></html>`);

async function start(figleaf: Figleaf, page: Page): Promise<void> {
  await page.setViewportSize(SCREEN);
  await maskBlocks(figleaf);
  await figleaf.set({ maskStyle: 'solid' });
}

const inPart = (page: Page, selector = 'img') =>
  expect
    .poll(() =>
      page.evaluate(
        (of) =>
          [...document.querySelectorAll<HTMLImageElement>(of)].filter(
            (img) => !img.dataset.figleaf?.startsWith('boxes'),
          ).length,
        selector,
      ),
    )
    .toBe(0);

const onScreen = async (page: Page): Promise<number> =>
  vividIn(await decode(await page.screenshot()));

/** A newcomer is masked as well: by then what was done before had its chance to show. */
async function newcomer(page: Page, site: Site): Promise<void> {
  const src = await addressOf(site);
  await page.evaluate((at) => {
    const img = Object.assign(document.createElement('img'), { id: 'newcomer', src: at });
    document.body.prepend(img);
  }, src);
  await inPart(page, '#newcomer');
}

function expectUnseen(frames: readonly Picture[]): void {
  expect(frames.length).toBeGreaterThan(1);
  expect(frames.map(vividIn).filter((count) => count > 0)).toEqual([]);
}

test('no frame shows a block before its mask stands, and without Figleaf they do', async ({
  figleaf,
  page,
  site,
}) => {
  await start(figleaf, page);
  const sources = await Promise.all(Array.from({ length: 20 }, () => addressOf(site)));
  const fits = ['fill', 'cover', 'contain', 'none'];
  const body = sources
    .map((src, i) => `<img src="${src}" style="object-fit: ${fits[i % fits.length]}">`)
    .join('');
  const url = pageOf(site, body);
  const frames = await framesOf(page);
  await page.goto(url);
  await inPart(page);
  // The page fits them otherwise, moves them and takes other sources.
  await page.evaluate(() => {
    for (const [i, img] of [...document.images].entries()) {
      if (i % 3 === 0) img.style.objectFit = i % 2 ? 'cover' : 'none';
      if (i % 3 === 1) img.style.width = `${90 + i * 7}px`;
      if (i % 5 === 2) document.body.append(img);
    }
  });
  await inPart(page);
  await page.setViewportSize({ width: 700, height: 900 });
  await page.evaluate(() => {
    const [first, second] = document.images;
    if (first && second) second.src = first.src;
  });
  await newcomer(page, site);
  await inPart(page);
  expectUnseen(await frames.stop());

  await page.setViewportSize(SCREEN);
  const bare = await framesOf(page);
  await figleaf.set({ enabled: false });
  await expect.poll(() => onScreen(page)).toBeGreaterThan(1000);
  expect((await bare.stop()).map(vividIn).some((count) => count > 1000)).toBe(true);
});

/** Each gets a masked picture and another; runs in the page. */
const ATTACKS: Record<string, (img: HTMLImageElement, other: HTMLImageElement) => unknown> = {
  'styles it inline': (img) => {
    img.style.cssText +=
      ';mask:none!important;-webkit-mask:none!important;mask-size:0 0!important;filter:none!important;' +
      'visibility:visible!important;object-position:-20px 9px!important;object-fit:cover!important;' +
      'content:normal!important;image-orientation:none!important;transition:all 99s!important';
  },
  // By new rules: nothing on the element or above it changes.
  'fills its mask by a mask border': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{-webkit-mask-box-image:linear-gradient(#000,#000) 1 stretch!important}</style>`,
    ),
  'shifts it under its mask': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{filter:url(#shift)!important}</style>`,
    ),
  'casts its shadow': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{filter:drop-shadow(60px 40px 0 #000) hue-rotate(10deg)!important}</style>`,
    ),
  'mirrors it': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{-webkit-box-reflect:right 4px!important}</style>`,
    ),
  'views another part of it': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{object-view-box:inset(10% 40% 20% 5%)!important}</style>`,
    ),
  'lets it out of its element': ({ id }) =>
    document.head.insertAdjacentHTML(
      'beforeend',
      `<style>#${id}{object-fit:none!important;overflow:visible!important;overflow-clip-margin:99px!important}</style>`,
    ),
  'styles it by its class': (img) => img.classList.add('all'),
  'fits it otherwise by a class above': (img) => {
    const span = document.createElement('span');
    span.className = 'fit';
    img.replaceWith(span);
    span.append(img);
  },
  'slots it into a root that styles it': (img) => {
    const host = document.createElement('span');
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML =
      '<style>::slotted(img){mask:none!important;-webkit-mask-box-image:none;object-fit:none!important;visibility:visible!important}</style><slot></slot>';
    img.replaceWith(host);
    host.append(img);
  },
  'strips the marks': (img) => {
    for (const name of img.getAttributeNames()) {
      if (name.startsWith('data-')) img.removeAttribute(name);
    }
  },
  'forges the mask': (img) => img.setAttribute('data-figleaf-mask', 'none'),
  'forges the place': (img) => img.setAttribute('data-figleaf-at', '-40px -30px'),
  'forges the fit': (img) => img.setAttribute('data-figleaf', 'boxes-none'),
  'takes the mask of another': (img, other) => {
    for (const name of other.getAttributeNames()) {
      if (name.startsWith('data-')) img.setAttribute(name, other.getAttribute(name) ?? '');
    }
  },
  'clones it': (img) => {
    for (const deep of [true, false]) {
      const clone = img.cloneNode(deep) as HTMLImageElement;
      clone.setAttribute('data-figleaf-mask', 'none');
      document.body.append(clone);
    }
  },
  'copies it by markup': (img) => {
    const copy = document.createElement('div');
    copy.innerHTML = img.outerHTML.replace(/data-figleaf-mask="[^"]*"/, 'data-figleaf-mask="none"');
    document.body.append(copy);
  },
  'animates the mask away': (img) => {
    img.animate(
      { maskSize: ['0 0', '0 0'], mask: ['none', 'none'], objectPosition: ['9px 9px', '-9px 9px'] },
      { duration: 100_000, fill: 'both' },
    );
  },
  'takes the sheets away': () => {
    document.adoptedStyleSheets = [];
    for (const sheet of document.querySelectorAll('style[id="extra"],link')) sheet.remove();
  },
  'swaps the source': (img, other) => {
    img.src = other.src;
  },
  'chooses among sources': (img, other) => {
    img.srcset = `${other.src} 1x`;
  },
  'resizes it in each frame': (img) => {
    let frames = 0;
    const again = () => {
      img.style.objectFit = frames % 2 ? 'cover' : 'contain';
      img.style.width = `${110 + (frames % 7) * 6}px`;
      if (++frames < 40) requestAnimationFrame(again);
    };
    again();
  },
  'strips and styles it in each frame': (img) => {
    let frames = 0;
    const again = () => {
      img.removeAttribute('data-figleaf-mask');
      img.setAttribute('style', 'mask:none!important;visibility:visible!important');
      if (++frames < 40) requestAnimationFrame(again);
    };
    again();
  },
};

const HEAD = `<svg width="0" height="0" style="position: absolute">
  <filter id="shift" x="-1" y="-1" width="3" height="3"><feOffset dx="45" dy="35"/></filter></svg>
<style id="extra">
  .all { filter: url(#shift) !important; object-view-box: inset(10% 40% 20% 5%) !important }
  .fit img { object-fit: none !important; object-position: 3px 3px !important }
  @layer page { img { mask: none !important; -webkit-mask: none !important } }
  img { mask: none !important; mask-mode: luminance !important }
</style>`;

test('pages that fight', async ({ figleaf, page, site }) => {
  await start(figleaf, page);
  const names = Object.keys(ATTACKS);
  const sources = await Promise.all(names.map(() => addressOf(site)));
  const body = sources.map((src, i) => `<img id="a${i}" src="${src}">`).join('');
  await page.goto(pageOf(site, `${body}<img id="other" src="${await addressOf(site)}">`, HEAD));
  await inPart(page);
  expect(await onScreen(page)).toBe(0);
  const frames = await framesOf(page);
  for (const [i, name] of names.entries()) {
    await page.evaluate(
      ([source, id]) => {
        const of = (which: string) => document.getElementById(which);
        return new Function('...args', `(${source})(...args)`)(of(id), of('other'));
      },
      [ATTACKS[name]?.toString() ?? '', `a${i}`] as const,
    );
    expect(await onScreen(page), name).toBe(0);
  }
  await newcomer(page, site);
  expectUnseen(await frames.stop());
  expect(await onScreen(page)).toBe(0);
});
