import { expect, expectLooks, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * What the engine asks the network for, where only it can read a picture: pictures of another site,
 * sent without CORS headers. The server answers as servers do that check who asks.
 */

test('a picture is asked for without cookies and referrer first', async ({ page, site }) => {
  const shots = await onePair();
  const seen: { cookie: string | undefined; referer: string | undefined }[] = [];
  const src = site.add(({ headers }, response) => {
    seen.push({ cookie: headers.cookie, referer: headers.referer });
    response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' });
    response.end(shots.usual.bytes);
  });
  await page.context().addCookies([{ name: 'who', value: 'me', domain: 'cdn.test', path: '/' }]);
  await page.goto(site.page(`<img id=usual src="${site.url(src, 'cdn.test')}">`));
  await expectLooks(page, { usual: shots.usual }, { usual: 'shown' });
  expect(seen).toHaveLength(2);
  expect(seen[0]?.referer).toContain('pictures.test');
  expect(seen[1]).toEqual({ cookie: undefined, referer: undefined });
});

test('the page’s referrer is sent where the picture is refused without it', async ({
  page,
  site,
}) => {
  const shots = await onePair();
  const guard = (bytes: Buffer) =>
    site.add(({ headers }, response) => {
      if (!headers.referer?.includes('pictures.test')) {
        response.writeHead(403, { 'content-type': 'text/plain' }).end('no');
        return;
      }
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' });
      response.end(bytes);
    });
  const { usual, pattern } = shots;
  await page.goto(
    site.page(
      `<img id=usual src="${site.url(guard(usual.bytes), 'cdn.test')}"><img id=pattern src="${site.url(guard(pattern.bytes), 'cdn.test')}">`,
    ),
  );
  await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
});

test('cookies are sent last, and only to the page’s own site', async ({ page, site }) => {
  const shots = await onePair();
  const { usual, pattern } = shots;
  const guard = (bytes: Buffer) =>
    site.add(({ headers }, response) => {
      if (!headers.cookie?.includes('who=me')) {
        response.writeHead(401, { 'content-type': 'text/plain' }).end('no');
        return;
      }
      response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' });
      response.end(bytes);
    });
  await page
    .context()
    .addCookies([{ name: 'who', value: 'me', domain: '.pictures.test', path: '/' }]);
  await page.goto(
    site.page(
      `<img id=usual src="${site.url(guard(usual.bytes), 'img.pictures.test')}"><img id=pattern src="${site.url(guard(pattern.bytes), 'img.pictures.test')}">`,
    ),
  );
  await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
});

test('a beacon is not asked for again', async ({ figleaf, page, site }) => {
  const shots = await onePair();
  const { failed } = await figleaf.facts();
  const gif = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64');
  const src = site.add((_, response) => {
    response.writeHead(200, { 'content-type': 'image/gif', 'cache-control': 'no-store' });
    response.end(gif);
  });
  const later = site.picture(shots.usual.bytes);
  await page.goto(
    site.page(`<img id=beacon src="${site.url(src, 'beacon.test')}"><img id=usual src="${later}">`),
  );
  await expectLooks(page, { usual: shots.usual }, { usual: 'shown' });
  expect(site.hits(src)).toBe(1);
  expect((await figleaf.facts()).failed).toBe(failed);
});

test('a same-origin picture that no cache may keep is not asked for again', async ({
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const once = (bytes: Buffer) =>
    site.picture(bytes, 'image/jpeg', { 'cache-control': 'no-store' });
  const [a, b] = [once(usual.bytes), once(pattern.bytes)];
  await page.goto(site.page(`<img id=usual src="${a}"><img id=pattern src="${b}">`));
  await expectLooks(page, { usual, pattern }, { usual: 'shown', pattern: 'masked' });
  expect([site.hits(a), site.hits(b)]).toEqual([1, 1]);
});
