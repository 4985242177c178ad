import type { Page } from 'playwright';
import { badPaths } from '../demo/bad-pictures.ts';
import { serveBenchmarkGallery } from '../demo/benchmark-gallery.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { withDamagedModels } from './damaged.ts';
import { expect, expectLooks, Figleaf, GALLERY_ROOM, pageOf, test } from './harness.ts';
import { type Mixed, mixedOn } from './mixed.ts';
import { stopPatience } from './patience.ts';
import { paintTrace, seenOf } from './trace.ts';

/*
 * What is broken, on the page or in the extension. Whatever it is, the good pictures around it must
 * get their verdicts: the ordinary ones shown, the explicit ones masked.
 */

test.describe.configure({ timeout: 120_000 });
test.use({ room: GALLERY_ROOM });

/** Waits until a few pictures have been judged, so that the rest are under way. */
const underWay = (figleaf: Figleaf, page: Page) =>
  expect
    .poll(async () => (await figleaf.counts(page)).looked, { intervals: [20] })
    .toBeGreaterThan(2);

test('pictures that are none, never end or are enormous', async ({ figleaf, page, site }) => {
  const gallery = await serveBenchmarkGallery({ count: 1, explicit: 0 });
  const bad = badPaths.map((at) => gallery.origin + at);
  const mixed = await mixedOn(site, 6, 2);
  const tags = bad.map((url) => `<img src="${url}" width="320" height="320">`).join('');
  const trace = await paintTrace(figleaf.browser);
  await page.goto(site.page(pageOf(mixed.html + tags)), { waitUntil: 'commit' });
  await expectLooks(page, mixed.shots, mixed.expected);
  // The page is as alive as before.
  const late = await mixedOn(site, 2, 1);
  await page.evaluate(
    (html) => document.body.insertAdjacentHTML('afterbegin', html.replaceAll('good', 'late')),
    late.html,
  );
  const renamed = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).map(([id, it]) => [id.replace('good', 'late'), it]));
  await expectLooks(page, renamed(late.shots), renamed(late.expected));
  const painted = await trace.stop();
  expect(seenOf(painted, [...bad, ...mixed.explicit, ...late.explicit])).toEqual([]);
  expect((await figleaf.facts()).restarts).toBe(0);
  await page.close();
  await gallery.close();
});

test('500 pictures at once', async ({ figleaf, page, site }) => {
  const all: Mixed[] = [];
  for (let i = 0; i < 10; i++) all.push(await mixedOn(site, 42, 8));
  await page.goto(site.page(pageOf('', '<style>img { width: 64px; height: 64px }</style>')));
  const trace = await paintTrace(figleaf.browser);
  await page.evaluate(
    (html) => document.body.insertAdjacentHTML('beforeend', html),
    all.map(({ html }) => html.replaceAll(/ id="[^"]*"/g, '')).join(''),
  );
  await expect
    .poll(async () => (await figleaf.counts(page)).looked, { timeout: 90_000 })
    .toBeGreaterThanOrEqual(500);
  await expect.poll(async () => (await figleaf.counts(page)).covered).toBeGreaterThanOrEqual(80);
  await page.screenshot();
  const painted = await trace.stop();
  expect(all.flatMap(({ explicit }) => seenOf(painted, explicit))).toEqual([]);
  expect(all.flatMap(({ ordinary }) => seenOf(painted, ordinary))).toHaveLength(420);
});

const ACCIDENTS: Record<string, (figleaf: Figleaf) => Promise<void>> = {
  'the worker crashes': (figleaf) => figleaf.killWorker(),
  'the worker hangs': (figleaf) => figleaf.hangWorker(),
  'the service worker stops': (figleaf) => figleaf.stopServiceWorker(),
  'the offscreen document closes': (figleaf) => figleaf.closeOffscreen(),
  'the service worker and the offscreen document end': async (figleaf) => {
    await figleaf.closeOffscreen();
    await figleaf.stopServiceWorker();
  },
};

for (const [name, happen] of Object.entries(ACCIDENTS)) {
  test(`${name} while pictures are judged`, async ({ figleaf, page, site }) => {
    const { restarts } = await figleaf.facts();
    const mixed = await mixedOn(site, 32, 8);
    const losePatience = name === 'the worker hangs' ? await stopPatience(figleaf) : null;
    const trace = await paintTrace(figleaf.browser);
    const tags = mixed.html.split(/(?=<img)/);
    await page.goto(site.page(pageOf(tags.slice(0, 30).join(''))));
    await underWay(figleaf, page);
    await happen(figleaf);
    // All that are there may have been judged by then.
    const late = tags.slice(30).join('');
    await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), late);
    await losePatience?.();
    await expectLooks(page, mixed.shots, mixed.expected);
    expect(seenOf(await trace.stop(), mixed.explicit)).toEqual([]);
    if (/^the worker (crashes|hangs)$/.test(name)) {
      expect((await figleaf.facts()).restarts).toBe(restarts + 1);
    }
  });
}

test('storage is full', async ({ figleaf, page, site }) => {
  const offscreen = await figleaf.offscreen();
  await offscreen.evaluate(`IDBObjectStore.prototype.put = () => {
    throw new DOMException('full', 'QuotaExceededError');
  }; undefined`);
  const mixed = await mixedOn(site, 6, 3);
  await page.goto(site.page(pageOf(mixed.html)));
  await expectLooks(page, mixed.shots, mixed.expected);
  await figleaf.closeOffscreen();
});

test('the verdict store cannot be opened', async ({ figleaf, page, site }) => {
  await figleaf.closeOffscreen();
  // A database of a later version is refused to the engine.
  await figleaf.ui.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('figleaf', 99);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  const mixed = await mixedOn(site, 6, 3);
  await page.goto(site.page(pageOf(mixed.html)));
  await expectLooks(page, mixed.shots, mixed.expected);
  await figleaf.closeOffscreen();
  await figleaf.ui.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('figleaf');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => resolve();
      }),
  );
});

test('settings change while the engine comes and goes', async ({ figleaf, page, site }) => {
  const mixed = await mixedOn(site, 6, 3);
  const { sensitivity } = DEFAULT_SETTINGS;
  const nothing: typeof sensitivity = { ...sensitivity, explicit: 0, nudity: 0, drawn: 0 };
  for (let i = 0; i < 3; i++) {
    await figleaf.closeOffscreen();
    const coming = figleaf.ask('background', 'engine.ensure', null);
    // One that is being made hears nothing yet; another who asks must wait for it as the first does.
    await figleaf.set({ sensitivity: nothing });
    await figleaf.set({ sensitivity });
    await coming;
    // By the last of them: by those before, everything would be shown.
    await page.goto(site.page(pageOf(mixed.html)));
    await expectLooks(page, mixed.shots, mixed.expected);
  }
});

test('damaged settings never protect less than those that were set', async ({
  figleaf,
  page,
  site,
}) => {
  const strict = {
    explicit: 5,
    nudity: 5,
    suggestive: 4,
    drawn: 5,
    otherSkin: 0,
    people: 0,
  } as const;
  await figleaf.set({ sensitivity: strict, reveal: false });
  await figleaf.ui.evaluate(() =>
    chrome.storage.local.set({
      settings: {
        version: 1,
        values: {
          enabled: 'no',
          sensitivity: { explicit: 'off' },
          sites: 7,
          reveal: [],
          model: 'fast',
        },
      },
    }),
  );
  await figleaf.closeOffscreen();
  const { settings, repaired } = await figleaf.ask('background', 'settings.get', null);
  expect(settings).toMatchObject({ enabled: true, sensitivity: strict, reveal: false, sites: {} });
  expect(repaired).toEqual(expect.arrayContaining(['enabled', 'sensitivity', 'sites', 'reveal']));
  const mixed = await mixedOn(site, 3, 3);
  await page.goto(site.page(pageOf(mixed.html)));
  await expectLooks(page, mixed.shots, mixed.expected);
});

test('a damaged model covers everything, and the popup says why', async ({
  built,
  site,
}, testInfo) => {
  const folder = await withDamagedModels(built, testInfo.outputPath('extension'));
  const figleaf = await Figleaf.launch(folder);
  const mixed = await mixedOn(site, 3, 3);
  const page = await figleaf.newPage();
  const trace = await paintTrace(figleaf.browser);
  await page.goto(site.page(pageOf(mixed.html)));
  await expectLooks(
    page,
    mixed.shots,
    Object.fromEntries(Object.keys(mixed.shots).map((id) => [id, 'masked' as const])),
  );
  expect(seenOf(await trace.stop(), [...mixed.ordinary, ...mixed.explicit])).toEqual([]);
  expect((await figleaf.facts()).state).toEqual({ is: 'failed', why: 'model-damaged' });
  for (const ours of [
    `popup/popup.html?tab=${await figleaf.tabIdOf(page)}`,
    'options/options.html',
  ]) {
    const told = await figleaf.newPage();
    await told.goto(`chrome-extension://${figleaf.id}/${ours}`);
    await expect(told.getByText('The model file is damaged.')).toBeVisible();
  }
  await figleaf.close();
});
