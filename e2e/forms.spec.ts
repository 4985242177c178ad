import type { Page } from 'playwright';
import { looks } from './eyes.ts';
import { expect, expectLooks, type Figleaf, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { explicitShots, ordinaryShots } from './pictures.ts';
import type { Site } from './site.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * The ways an <img> comes by its picture. Beside each explicit picture stands an ordinary one in
 * the same form, which must be shown.
 */

async function shotsOn(site: Site) {
  const [bad] = await explicitShots(1);
  const [plain] = await ordinaryShots(1);
  if (!bad || !plain) throw new Error('no pictures');
  const urlOf = (shot: typeof bad) => site.url(site.picture(shot.bytes));
  return { bad, plain, badUrl: () => urlOf(bad), plainUrl: () => urlOf(plain) };
}

const NARROW = { width: 500, height: 1000 };

/** Starts narrow with an ordinary picture of `markup`'s, and goes wide. */
async function expectSwitchUnseen(
  { figleaf, page, site }: { figleaf: Figleaf; page: Page; site: Site },
  markup: (narrow: string, wide: string) => string,
): Promise<void> {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const url = badUrl();
  await page.setViewportSize(NARROW);
  const html = markup(plainUrl(), url) + markup(badUrl(), plainUrl()).replace('"a"', '"b"');
  await page.goto(
    site.page(pageOf(html, '<style>img{width:320px;height:320px;display:block}</style>')),
  );
  await expectLooks(page, { a: plain, b: bad }, { a: 'shown', b: 'masked' });
  const trace = await paintTrace(figleaf.browser);
  await page.setViewportSize(GALLERY_ROOM);
  // Had the sources not switched, a would still be shown and b covered.
  await expectLooks(page, { a: bad, b: plain }, { a: 'masked', b: 'shown' });
  expect(seenOf(await trace.stop(), [url])).toEqual([]);
}

test('another source by media', ({ figleaf, page, site }) =>
  expectSwitchUnseen(
    { figleaf, page, site },
    (narrow, wide) =>
      `<picture><source media="(min-width:1000px)" srcset="${wide}"><img id="a" src="${narrow}"></picture>`,
  ));

// Chromium swaps the picture some moments before it fires the load event, and a frame may be painted
// between the two.
test('another source by width', ({ figleaf, page, site }) =>
  expectSwitchUnseen(
    { figleaf, page, site },
    (narrow, wide) => `<img id="a" srcset="${narrow} 600w, ${wide} 4000w" sizes="100vw">`,
  ));

test('lazy pictures', async ({ figleaf, page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const url = badUrl();
  await page.goto(
    site.page(
      pageOf(`<div style="height:20000px"></div>
      <img id="a" loading="lazy" width="320" height="320" src="${url}"><img id="b" loading="lazy" width="320" height="320" src="${plainUrl()}">`),
    ),
  );
  expect(site.hits(url)).toBe(0);
  const trace = await paintTrace(figleaf.browser);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await expectLooks(page, { a: bad, b: plain }, { a: 'masked', b: 'shown' });
  expect(seenOf(await trace.stop(), [url])).toEqual([]);
});

test('data: and blob: pictures, also once the blob is revoked', async ({ page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  await page.goto(site.page(pageOf('')));
  await page.evaluate(
    async ([a, b]) => {
      const add = (id: string, src: string) => {
        const img = document.createElement('img');
        img.id = id;
        img.src = src;
        document.body.append(img);
        return img;
      };
      for (const [name, url] of [
        ['bad', a],
        ['plain', b],
      ] as const) {
        const blob = await (await fetch(url)).blob();
        const reader = new FileReader();
        reader.onload = () => add(`${name}-data`, String(reader.result));
        reader.readAsDataURL(blob);
        add(`${name}-blob`, URL.createObjectURL(blob));
        const revoked = URL.createObjectURL(blob);
        add(`${name}-revoked`, revoked).onload = () => URL.revokeObjectURL(revoked);
      }
    },
    [badUrl(), plainUrl()] as const,
  );
  const forms = ['data', 'blob', 'revoked'];
  await expectLooks(
    page,
    Object.fromEntries(
      forms.flatMap((f) => [
        [`bad-${f}`, bad],
        [`plain-${f}`, plain],
      ]),
    ),
    Object.fromEntries(
      forms.flatMap((f) => [
        [`bad-${f}`, 'masked'],
        [`plain-${f}`, 'shown'],
      ]),
    ),
  );
});

test('after a failed load the next source is judged', async ({ figleaf, page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const garbage = () => site.url(site.picture(Buffer.from('no picture')));
  await page.goto(
    site.page(pageOf(`<img id="a" src="${garbage()}"><img id="b" src="${garbage()}">`)),
  );
  await page.waitForFunction(() => [...document.images].every((img) => img.complete));
  const url = badUrl();
  const trace = await paintTrace(figleaf.browser);
  await page.evaluate(
    ([first, second]) => {
      for (const [id, src] of [
        ['a', first],
        ['b', second],
      ] as const) {
        const img = document.getElementById(id);
        if (img instanceof HTMLImageElement) img.src = src;
      }
    },
    [url, plainUrl()] as const,
  );
  await expectLooks(page, { a: bad, b: plain }, { a: 'masked', b: 'shown' });
  expect(seenOf(await trace.stop(), [url])).toEqual([]);
});

test('small pictures pass, and are judged once they are shown larger', async ({ page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const small = 'style="width:16px;height:16px"';
  await page.goto(
    site.page(
      pageOf(`<img id="a" src="${badUrl()}" ${small}><img id="b" src="${plainUrl()}" ${small}>`),
    ),
  );
  // The ordinary one passes: it is not flat. The other passes until it is judged, and that may be now.
  await expect.poll(async () => (await looks(page, { b: plain })).b).toBe('other');
  await page.evaluate(() => {
    for (const img of document.images) img.removeAttribute('style');
  });
  await expectLooks(page, { a: bad, b: plain }, { a: 'masked', b: 'shown' });
});
