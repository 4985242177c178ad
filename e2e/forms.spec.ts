import { looks } from './eyes.ts';
import { expect, expectLooks, pageOf, test, VIEWPORT } from './harness.ts';
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

test('another source by media or width', async ({ figleaf, page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const bads = [badUrl(), badUrl()];
  const fixed = 'style="width:320px;height:320px;display:block"';
  const wide = '(min-width:1000px)';
  await page.setViewportSize(NARROW);
  await page.goto(
    site.page(
      pageOf(`<picture><source media="${wide}" srcset="${bads[0]}"><img id="a" src="${plainUrl()}" ${fixed}></picture>
      <img id="b" srcset="${plainUrl()} 600w, ${bads[1]} 4000w" sizes="100vw" ${fixed}>
      <picture><source media="${wide}" srcset="${plainUrl()}"><img id="c" src="${badUrl()}" ${fixed}></picture>`),
    ),
  );
  await expectLooks(page, { a: plain, b: plain, c: bad }, { a: 'shown', b: 'shown', c: 'masked' });
  const trace = await paintTrace(figleaf.browser);
  await page.setViewportSize(VIEWPORT);
  // Had the sources not switched, a and b would still be shown and c covered.
  await expectLooks(page, { a: bad, b: bad, c: plain }, { a: 'masked', b: 'masked', c: 'shown' });
  expect(seenOf(await trace.stop(), bads)).toEqual([]);
});

test('lazy pictures', async ({ figleaf, page, site }) => {
  const { bad, plain, badUrl, plainUrl } = await shotsOn(site);
  const url = badUrl();
  await page.goto(
    site.page(
      pageOf(`<div style="height:20000px"></div>
      <img id="a" loading="lazy" src="${url}"><img id="b" loading="lazy" src="${plainUrl()}">`),
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
  // Too small to look at; that they pass shows in their not being flat.
  await expect
    .poll(async () => Object.values(await looks(page, { a: bad, b: plain })))
    .toEqual(['other', 'other']);
  await page.evaluate(() => {
    for (const img of document.images) img.removeAttribute('style');
  });
  await expectLooks(page, { a: bad, b: plain }, { a: 'masked', b: 'shown' });
});
