import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { colourAt, type Screen } from '../eyes.ts';
import { GALLERY_ROOM, pageOf } from '../harness.ts';
import { fileOf, ICONS, SIDES } from '../icons.ts';
import { onePair } from '../pictures.ts';
import type { Site } from '../site.ts';
import { expect, test } from './harness.ts';

/*
 * What <use> shows of another file: icons, which are on every site, and no picture. Firefox sends no event
 * when such a file has loaded, and has another order of layers in the user's origin.
 */

test.describe.configure({ timeout: 120_000 });

const GREEN = [0, 128, 0];
/** Nothing, and a cover. */
const NONE = [
  [255, 255, 255],
  [138, 143, 137],
];
const LOOKS = 20;

const serve = (site: Site, inner: string): string =>
  site.picture(Buffer.from(fileOf(inner)), 'image/svg+xml');
const use = (id: string, path: string): string =>
  `<svg id="${id}" ${SIDES}><use href="${path}#g"/></svg>`;

test('icons of other files are shown, and no file is asked for twice', async ({
  tab,
  control,
  site,
}) => {
  const files = Object.entries(ICONS).map(([id, inner]) => ({ id, path: serve(site, inner) }));
  const page = site.page(pageOf(files.map(({ id, path }) => use(id, path)).join('')));
  const plain = await control.newPage();
  await plain.setViewportSize(GALLERY_ROOM);
  await plain.goto(page);
  // Firefox 153 draws nothing by a sheet in such a file.
  const colours = new Map<string, number[]>();
  for (const { id } of files) colours.set(id, await colourAt(plain, id));
  expect(colours.get('flat')).toEqual(GREEN);
  await plain.close();

  await tab.goto(page);
  for (const [id, colour] of colours) {
    await expect.poll(() => colourAt(tab, id), id).toEqual(colour);
  }
  // What comes later, too, of a file that was read.
  await tab.evaluate(() => {
    const [first] = document.body.children;
    if (first) first.replaceWith(first.cloneNode(true));
  });
  await expect.poll(() => colourAt(tab, 'flat')).toEqual(GREEN);
  // By this browser and the other.
  expect(files.map(({ path }) => site.hits(path))).toEqual(files.map(() => 2));
});

test('icons do not wait for what the page loads beside them', async ({ tab, site }) => {
  let end = (): void => undefined;
  const held = site.add((_, response) => {
    end = () => void response.writeHead(404).end();
  });
  const page = site.page(
    pageOf(`${use('icon', serve(site, ICONS.flat ?? ''))}<img src="${held}" alt="">`),
  );
  await tab.goto(page, 'interactive');
  try {
    await expect.poll(() => colourAt(tab, 'icon')).toEqual(GREEN);
    expect(await tab.evaluate(() => document.readyState)).toBe('interactive');
  } finally {
    end();
  }
});

const seenOf = async (page: FirefoxPage & Screen): Promise<number[][]> => {
  const seen: number[][] = [];
  for (let i = 0; i < LOOKS; i++) {
    seen.push(await colourAt(page, 'used'));
    await page.evaluate(() => new Promise(requestAnimationFrame).then(() => null));
  }
  return seen;
};

test('no explicit picture in such a file is shown', async ({ tab, control, site }) => {
  const { pattern } = await onePair();
  const data = `data:image/jpeg;base64,${pattern.bytes.toString('base64')}`;
  const url = site.picture(pattern.bytes);
  const marked = 'data-figleaf="cleared" style="visibility: visible !important"';
  const inner = `<image href="${data}" ${SIDES}/>`;
  const files: Readonly<Record<string, string>> = {
    image: inner,
    'a marked image': `<image ${marked} href="${data}" ${SIDES}/>`,
    'a marked image by xlink': `<image ${marked} xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="${data}" ${SIDES}/>`,
    'a marked image of the network': `<image ${marked} href="${url}" ${SIDES}/>`,
    'one in a group beside an icon': `<rect ${SIDES} fill="none"/><g ${marked}>${inner}</g>`,
    'a third file that is used': `<use data-figleaf="file-read" href="${serve(site, inner)}#g"/>`,
    'a part of its own that is used': `<defs><g id="h"><image ${marked} href="${data}" ${SIDES}/></g></defs><use data-figleaf="file-read" href="#h"/>`,
  };
  const plain = await control.newPage();
  await plain.setViewportSize({ width: 400, height: 400 });
  for (const [id, file] of Object.entries(files)) {
    const page = site.page(pageOf(use('used', serve(site, file))));
    await plain.goto(page);
    expect(NONE, id).not.toContainEqual(await colourAt(plain, 'used'));
    await tab.goto(page);
    const seen = await seenOf(tab);
    expect(NONE, id).toEqual(expect.arrayContaining(seen));
  }
});
