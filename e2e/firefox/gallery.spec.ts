import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { looks } from '../eyes.ts';
import { expectVerdicts, explicitOf, type Gallery, openGallery } from '../gallery-scene.ts';
import { GALLERY_ROOM } from '../harness.ts';
import { expect, type FirefoxFigleaf, test } from './harness.ts';
import { sampled } from './sampling.ts';

/* The same 60 pictures as Chromium's, 12 of them explicit to the models, and likewise drawn anew. */

test.describe.configure({ timeout: 180_000 });

async function expectNeverShown(
  figleaf: FirefoxFigleaf,
  page: FirefoxPage,
  gallery: Gallery,
): Promise<void> {
  const { samples, seen } = await sampled(page, explicitOf(gallery), async () => {
    await page.goto(gallery.url);
    await expectVerdicts(figleaf, page, gallery);
    await page.reload();
    await expectVerdicts(figleaf, page, gallery);
  });
  expect([...seen]).toEqual([]);
  expect(samples).toBeGreaterThan(5);
}

test('without the extension all are shown', async ({ control }) => {
  const gallery = await openGallery();
  const page = await control.newPage();
  await page.setViewportSize(GALLERY_ROOM);
  const { seen } = await sampled(page, explicitOf(gallery), async () => {
    await page.goto(gallery.url);
    await expect
      .poll(async () => Object.values(await looks(page, gallery.shots)))
      .toEqual(Array(60).fill('shown'));
  });
  expect(seen.size).toBe(12);
  await gallery.close();
});

for (const crossOrigin of [false, true]) {
  test(`${crossOrigin ? 'cross' : 'same'}-origin, cold and warm, each asked for once`, async ({
    figleaf,
    tab,
  }) => {
    const gallery = await openGallery({ crossOrigin });
    await expectNeverShown(figleaf, tab, gallery);
    const asked = Object.keys(gallery.shots).map((url) => gallery.requests.get(url));
    expect(asked).toEqual(Array(60).fill(1));
    await gallery.close();
  });
}
