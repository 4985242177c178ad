import { colourAt } from './eyes.ts';
import { expect, pageOf, test } from './harness.ts';
import { fileOf, ICONS, SIDES } from './icons.ts';
import { onePair } from './pictures.ts';

/*
 * What <use> shows of another file, beside the pictures that the table of surfaces has: icons, which are
 * on every site; and explicit pictures that the file draws with where no rule reaches.
 */

const GREEN = [0, 128, 0];
const WHITE = [255, 255, 255];
const LOOKS = 20;

test('icons of other files are shown, and no file is asked for twice', async ({ page, site }) => {
  const files = Object.entries(ICONS).map(([id, inner]) => ({
    id,
    path: site.picture(Buffer.from(fileOf(inner)), 'image/svg+xml'),
  }));
  const uses = files.map(
    ({ id, path }) => `<svg id="${id}" ${SIDES}><use href="${path}#g"/></svg>`,
  );
  await page.goto(site.page(pageOf(uses.join(''))));
  for (const { id } of files) await expect.poll(() => colourAt(page, id)).toEqual(GREEN);
  // What comes later, too, of a file that was read.
  await page.evaluate(() => {
    const [first] = document.body.children;
    if (first) first.replaceWith(first.cloneNode(true));
  });
  await expect.poll(() => colourAt(page, 'flat')).toEqual(GREEN);
  expect(files.map(({ path }) => site.hits(path))).toEqual(files.map(() => 1));
});

test('nothing is painted of a file that draws with an explicit picture out of reach', async ({
  page,
  site,
}) => {
  const { pattern } = await onePair();
  const url = `data:image/jpeg;base64,${pattern.bytes.toString('base64')}`;
  const holding = `<filter id="f" x="0" y="0" width="1" height="1"><feImage href="${url}"/></filter><pattern id="p" ${SIDES} patternUnits="userSpaceOnUse"><image href="${url}" ${SIDES}/></pattern>`;
  const held = `data:image/svg+xml;base64,${Buffer.from(fileOf(holding)).toString('base64')}`;
  const serve = (inner: string): string =>
    site.picture(Buffer.from(fileOf(inner)), 'image/svg+xml');
  const rect = (more: string): string => `<rect ${SIDES} ${more}/>`;
  const filled = rect('fill="url(#p)"');
  const files: Readonly<Record<string, string>> = {
    'a fill': rect(`fill="url('${held}#p')"`),
    'a fill with a tab in it': rect(`fill="url('${held.replace('data', 'da&#9;ta')}#p')"`),
    'a style': rect(`style="filter: url('${held}#f')" fill="red"`),
    'an escape': `<style>rect { fill: u\\72l("d\\61 ta:${held.slice('data:'.length)}#p") }</style>${rect('')}`,
    'a third file': rect(`fill="url(${serve(holding)}#p)"`),
    'a third file that is used': `<use data-figleaf="file-read" href="${serve(holding + filled)}#g"/>`,
  };
  for (const [id, inner] of Object.entries(files)) {
    const use = `<svg id="${id}" ${SIDES}><use href="${serve(inner)}#g"/></svg>`;
    await page.goto(site.page(pageOf(use)));
    // The ledger would have it covered in the end.
    const seen: number[][] = [];
    for (let i = 0; i < LOOKS; i++) {
      seen.push(await colourAt(page, id));
      await page.evaluate(() => new Promise(requestAnimationFrame));
    }
    expect(seen, id).toEqual(seen.map(() => WHITE));
  }
});
