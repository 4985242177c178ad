import { readdir } from 'node:fs/promises';
import { expect, expectLooks, pageOf, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * What a page can learn from us by listening and by asking for our files. That it sees its own layout,
 * and the time it takes, cannot be helped (SECURITY.md).
 */

test('a page hears nothing of a verdict', async ({ page, site }) => {
  const shots = await onePair();
  const url = site.page(
    pageOf(
      `<img id="usual" src="${site.picture(shots.usual.bytes)}"><img id="pattern" src="${site.picture(shots.pattern.bytes)}">`,
      `<script>
        window.heard = [];
        const note = (words) => window.heard.push(words);
        for (const target of [window, document]) {
          const { dispatchEvent } = target;
          target.dispatchEvent = (event) => { note('dispatched ' + event.type); return dispatchEvent.call(target, event); };
        }
        addEventListener('message', ({ data }) => note('message ' + JSON.stringify(data)));
        const { postMessage } = window;
        window.postMessage = (...args) => { note('posted'); return postMessage(...args); };
        addEventListener('storage', () => note('storage'));
        new BroadcastChannel('figleaf').onmessage = () => note('broadcast');
        addEventListener('securitypolicyviolation', ({ blockedURI }) => note('violation ' + blockedURI));
      </script>`,
    ),
  );
  await page.goto(url);
  await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
  // The listeners work: a message of the page's own arrives.
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        addEventListener('message', resolve, { once: true });
        window.postMessage('own');
      }),
  );
  expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([
    'posted',
    'message "own"',
  ]);
  expect(
    await page.evaluate(() => Object.keys(window).filter((name) => /figleaf/i.test(name))),
  ).toEqual([]);
});

test('a page has no use of our files', async ({ built, figleaf, page, site }) => {
  const entries = await readdir(built, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${parentPath}/${name}`.slice(built.length + 1));
  expect(files).toContain('manifest.json');
  await page.goto(site.page(pageOf('')));
  const got = await page.evaluate(
    async (urls) => {
      const loads = (element: HTMLElement): Promise<boolean> =>
        new Promise((resolve) => {
          element.onload = () => resolve(true);
          element.onerror = () => resolve(false);
          document.body.append(element);
        });
      const open: string[] = [];
      for (const url of urls) {
        const fetched = await fetch(url).then(
          () => true,
          () => false,
        );
        const shown = await loads(Object.assign(document.createElement('img'), { src: url }));
        const run = await loads(Object.assign(document.createElement('script'), { src: url }));
        const link = { rel: 'stylesheet', href: url };
        const styled = await loads(Object.assign(document.createElement('link'), link));
        if (fetched || shown || run || styled) open.push(url);
      }
      return open;
    },
    files.map((file) => `chrome-extension://${figleaf.id}/${file}`),
  );
  expect(got).toEqual([]);
});
