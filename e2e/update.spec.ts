import { launchPlain, loadUnpacked } from '../tools/launch.ts';
import { looks } from './eyes.ts';
import { expect, expectLooks, ROOM, test } from './harness.ts';
import { onePair } from './pictures.ts';

/*
 * Pages that were open before: at installation, and across an update. Both start from a page that
 * shows its pattern, or shows its ordinary picture, so that an extension that does nothing fails.
 */

/** A browser without the extension, into which one may be loaded while it runs. */
const launchOpen = () =>
  launchPlain({
    headless: true,
    viewport: ROOM,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: ['--enable-unsafe-extension-debugging'],
  });

test('a tab that is open at installation is covered and judged', async ({ built, site }) => {
  const shots = await onePair();
  const { usual, pattern } = shots;
  const launched = await launchOpen();
  try {
    const page = await launched.context.newPage();
    await page.goto(
      site.page(
        `<img id=usual src="${site.picture(usual.bytes)}"><img id=pattern src="${site.picture(pattern.bytes)}">`,
      ),
    );
    await expect.poll(() => looks(page, shots)).toEqual({ usual: 'shown', pattern: 'shown' });
    await loadUnpacked(launched.browser, built);
    await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
  } finally {
    await launched.close();
  }
});

test('an update leaves no open page blank or unfiltered', async ({ built, site }) => {
  const shots = await onePair();
  const { usual, pattern } = shots;
  const launched = await launchOpen();
  try {
    await loadUnpacked(launched.browser, built);
    const page = await launched.context.newPage();
    const again = site.picture(pattern.bytes);
    await page.goto(
      site.page(
        `<img id=usual src="${site.picture(usual.bytes)}"><img id=pattern src="${site.picture(pattern.bytes)}">`,
      ),
    );
    await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
    // Loaded anew: for the page's script of the old version, its extension is gone.
    await loadUnpacked(launched.browser, built);
    await expectLooks(page, shots, { usual: 'shown', pattern: 'masked' });
    // A later picture is judged, which only the new version's script can have asked for.
    const later = site.picture(usual.bytes);
    await page.evaluate(
      ([ordinary, explicit]) => {
        for (const [id, src] of [
          ['later', ordinary],
          ['laterPattern', explicit],
        ] as const) {
          const img = new Image();
          img.id = id;
          img.src = src ?? '';
          document.body.append(img);
        }
      },
      [later, again],
    );
    await expectLooks(
      page,
      { ...shots, later: usual, laterPattern: pattern },
      { usual: 'shown', pattern: 'masked', later: 'shown', laterPattern: 'masked' },
    );
  } finally {
    await launched.close();
  }
});
