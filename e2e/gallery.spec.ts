import type { Browser, BrowserContext, Page } from 'playwright';
import { launchPlain } from '../tools/launch.ts';
import { looks } from './eyes.ts';
import { expectVerdicts, type Gallery, lookedAtAll, openGallery } from './gallery-scene.ts';
import { expect, Figleaf, test as figleafTest, GALLERY_ROOM } from './harness.ts';
import { SEED } from './pictures.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * 60 pictures, 12 of them explicit to the models, in places and under addresses drawn anew for each
 * test; the ordinary ones are drawn anew for each run. An extension that is not there fails at the
 * 12, one that covers everything at the others.
 */

const test = figleafTest.extend<object, { control: { browser: Browser; context: BrowserContext } }>(
  {
    control: [
      // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
      async ({}, use) => {
        const launched = await launchPlain({ headless: true, viewport: GALLERY_ROOM });
        await use(launched);
        await launched.close();
      },
      { scope: 'worker' },
    ],
  },
);

/** Loads the gallery under the trace; `then` runs before the trace ends. */
async function traced(
  browser: Browser,
  page: Page,
  gallery: Gallery,
  then: () => Promise<void>,
): Promise<{ explicit: number; ordinary: number }> {
  const trace = await paintTrace(browser);
  await page.goto(gallery.url);
  await then();
  const painted = await trace.stop();
  return {
    explicit: seenOf(painted, gallery.explicit).length,
    ordinary: seenOf(painted, gallery.ordinary).length,
  };
}

/** The whole of it, and once more with what is then cached. */
async function expectNeverPainted(figleaf: Figleaf, page: Page, gallery: Gallery): Promise<void> {
  const painted = await traced(figleaf.browser, page, gallery, async () => {
    await expectVerdicts(figleaf, page, gallery);
    await page.reload();
    await expectVerdicts(figleaf, page, gallery);
  });
  expect(painted.explicit).toBe(0);
  // The trace would have told: it tells of the ordinary ones.
  expect(painted.ordinary).toBeGreaterThan(gallery.ordinary.length / 2);
}

test.use({ room: GALLERY_ROOM });
test.describe.configure({ timeout: 120_000 });

for (const hostile of [false, true]) {
  test(`without the extension all are painted${hostile ? ', on a hostile page too' : ''}`, async ({
    control,
  }) => {
    const gallery = await openGallery({ hostile });
    const page = await control.context.newPage();
    const painted = await traced(control.browser, page, gallery, async () => {
      await expect
        .poll(async () =>
          Object.values(await looks(page, gallery.shots)).every((look) => look === 'shown'),
        )
        .toBe(true);
    });
    expect(painted).toEqual({ explicit: 12, ordinary: 48 });
    await page.close();
    await gallery.close();
  });
}

for (const crossOrigin of [false, true]) {
  test(`${crossOrigin ? 'cross' : 'same'}-origin, cold and warm`, async ({ figleaf, page }) => {
    const gallery = await openGallery({ crossOrigin });
    await expectNeverPainted(figleaf, page, gallery);
    await gallery.close();
  });
}

test('right after the browser started, with the model chosen automatically', async ({ built }) => {
  const gallery = await openGallery();
  const figleaf = await Figleaf.launch(built, { viewport: GALLERY_ROOM });
  await expectNeverPainted(figleaf, await figleaf.newPage(), gallery);
  await figleaf.close();
  await gallery.close();
});

test('with the better model', async ({ figleaf, page }) => {
  const gallery = await openGallery();
  await figleaf.set({ model: 'balanced' });
  await expectNeverPainted(figleaf, page, gallery);
  expect((await figleaf.facts()).model?.name).toBe('Balanced');
  await gallery.close();
});

test('the hidden cover leaves no paint event at all', async ({ figleaf, page }) => {
  const gallery = await openGallery();
  await figleaf.set({ maskStyle: 'hide', label: false });
  const trace = await paintTrace(figleaf.browser);
  await page.goto(gallery.url);
  await lookedAtAll(figleaf, page, gallery);
  await expect
    .poll(async () => {
      const seen = await looks(page, gallery.shots);
      return gallery.ordinary.every((url) => seen[url] === 'shown');
    })
    .toBe(true);
  const { looked } = await figleaf.counts(page);
  expect(looked).toBe(60);
  const urls = new Set((await trace.stop()).map(({ url }) => url));
  expect(gallery.explicit.filter((url) => urls.has(url))).toEqual([]);
  expect(gallery.ordinary.filter((url) => urls.has(url))).toHaveLength(gallery.ordinary.length);
  await gallery.close();
});

test('nothing is painted before a verdict that takes three seconds', async ({ figleaf, page }) => {
  const gallery = await openGallery();
  const release = await figleaf.holdVerdicts();
  const waiting = await traced(figleaf.browser, page, gallery, async () => {
    // By the page's own clock, from when all its pictures have loaded.
    const loaded = await page.evaluate(() => performance.now());
    await page.waitForFunction((from) => performance.now() - from > 3000, loaded);
    expect(Object.values(await looks(page, gallery.shots))).toEqual(Array(60).fill('blank'));
  });
  expect(waiting).toEqual({ explicit: 0, ordinary: 0 });
  const trace = await paintTrace(figleaf.browser);
  await release();
  await expectVerdicts(figleaf, page, gallery);
  const painted = await trace.stop();
  expect(seenOf(painted, gallery.explicit)).toEqual([]);
  expect(seenOf(painted, gallery.ordinary).length).toBeGreaterThan(24);
  await gallery.close();
});

test('with a quarter of the CPU', async ({ figleaf, page }) => {
  const gallery = await openGallery();
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await expectNeverPainted(figleaf, page, gallery);
  await gallery.close();
});

test('with the service worker stopped', async ({ figleaf, page }) => {
  const gallery = await openGallery({ crossOrigin: true });
  await figleaf.stopServiceWorker();
  await expectNeverPainted(figleaf, page, gallery);
  await gallery.close();
});

for (const swStopped of [false, true]) {
  test(`on a page that undoes styles and strips attributes${swStopped ? ', the service worker stopped' : ''}`, async ({
    figleaf,
    page,
  }) => {
    const gallery = await openGallery({ hostile: true });
    if (swStopped) await figleaf.stopServiceWorker();
    await expectNeverPainted(figleaf, page, gallery);
    await gallery.close();
  });
}

test('on a page whose every picture insists on being visible', async ({ figleaf, page }) => {
  const gallery = await openGallery({ hostileStyle: true });
  await page.route(gallery.url, async (route) => {
    const response = await route.fetch();
    const insist = 'visibility: visible !important; transition: visibility 9999s !important';
    const body = (await response.text()).replaceAll('<img ', `<img style="${insist}" `);
    await route.fulfill({ response, body });
  });
  await expectNeverPainted(figleaf, page, gallery);
  expect(await page.locator('img[style*=transition]').count()).toBe(60);
  await gallery.close();
});

test('over fifty navigations, half of them left half-way', async ({ figleaf, page }) => {
  const galleries = await Promise.all(
    Array.from({ length: 5 }, (_, i) =>
      openGallery({ drawings: SEED + i, count: 20, explicit: 4 }),
    ),
  );
  const trace = await paintTrace(figleaf.browser);
  for (let i = 0; i < 50; i++) {
    const gallery = galleries[i % galleries.length];
    if (!gallery) throw new Error('no gallery');
    const halfWay = i % 2 === 1;
    await page.goto(gallery.url, { waitUntil: halfWay ? 'commit' : 'load' });
    await expect
      .poll(async () => (await figleaf.counts(page)).looked, { intervals: [20] })
      .toBeGreaterThanOrEqual(halfWay ? 1 : 20);
  }
  const painted = await trace.stop();
  for (const { explicit, ordinary } of galleries) {
    expect(seenOf(painted, explicit)).toEqual([]);
    expect(seenOf(painted, ordinary).length).toBeGreaterThan(ordinary.length / 2);
  }
  await Promise.all(galleries.map(({ close }) => close()));
});
