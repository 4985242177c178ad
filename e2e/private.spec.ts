import type { RequestName } from '../src/shared/messages.ts';
import { expect, expectLooks, Figleaf, pageOf, TEST_SETTINGS, test } from './harness.ts';
import { mixedOn } from './mixed.ts';
import { paintTrace, seenOf } from './trace.ts';

test('a private window is filtered, and leaves nothing behind', async ({ built, site }) => {
  const figleaf = await Figleaf.launch(built);
  try {
    await figleaf.allowPrivateWindows();
    await figleaf.set(TEST_SETTINGS);
    await figleaf.ready();
    const mixed = await mixedOn(site, 4, 3);
    const address = site.page(pageOf(mixed.html));
    const before = await figleaf.facts();
    const stored = await storedLooks(figleaf);

    const trace = await paintTrace(figleaf.browser);
    const hidden = await figleaf.newPrivatePage(address);
    await expectLooks(hidden, mixed.shots, mixed.expected);
    expect(seenOf(await trace.stop(), mixed.explicit)).toEqual([]);
    await hidden.close();
    const after = await figleaf.facts();
    // Another engine did it, in the private profile; this one knows nothing of these pictures.
    expect(after.judged).toBe(before.judged);
    expect(after.cacheEntries).toBe(before.cacheEntries);
    expect(await storedLooks(figleaf)).toEqual(stored);

    const page = await figleaf.newPage();
    await page.goto(address);
    await expectLooks(page, mixed.shots, mixed.expected);
    const open = await figleaf.facts();
    expect(open.judged).toBe(before.judged + Object.keys(mixed.shots).length);
    expect(open.cached).toBe(before.cached);
    // And it does keep what was seen in the open: the look into the store above is no blind one.
    await expect
      .poll(async () => (await storedLooks(figleaf)).length)
      .toBe(stored.length + Object.keys(mixed.shots).length);
  } finally {
    await figleaf.close();
  }
});

test('what is said in one window holds in the others at once', async ({ built, site }) => {
  const figleaf = await Figleaf.launch(built);
  try {
    await figleaf.allowPrivateWindows();
    await figleaf.set(TEST_SETTINGS);
    await figleaf.ready();
    const mixed = await mixedOn(site, 1, 1);
    const address = site.page(pageOf(mixed.html));
    const inPrivate = await figleaf.newPrivatePage(
      `chrome-extension://${figleaf.id}/manifest.json`,
    );
    const say = (name: RequestName, body: unknown) =>
      inPrivate.evaluate((envelope) => chrome.runtime.sendMessage(envelope), {
        to: 'background',
        name,
        body,
      });
    const hidden = await figleaf.newPrivatePage(address);
    const open = await figleaf.newPage();
    await open.goto(address);
    const bothLook = async (expected: typeof mixed.expected) => {
      await expectLooks(hidden, mixed.shots, expected);
      await expectLooks(open, mixed.shots, expected);
    };
    const shown = Object.fromEntries(Object.keys(mixed.shots).map((id) => [id, 'shown' as const]));
    await bothLook(mixed.expected);

    // The private windows' worker sleeps, and is woken by what it is to hear.
    await figleaf.stopServiceWorker(inPrivate);
    await figleaf.set({ enabled: false });
    await bothLook(shown);
    await say('settings.set', { enabled: true });
    await bothLook(mixed.expected);
    await figleaf.ask('background', 'pause.set', { host: null, length: 5 });
    await bothLook(shown);
    await say('pause.set', { host: null, length: null });
    await bothLook(mixed.expected);
  } finally {
    await figleaf.close();
  }
});

test('a model that is installed elsewhere is not missed in a private window', async ({
  built,
  site,
}) => {
  const figleaf = await Figleaf.launch(built);
  try {
    await figleaf.allowPrivateWindows();
    await figleaf.set({ ...TEST_SETTINGS, model: 'an-installed-one' });
    const open = async () => {
      const { html, shots, expected } = await mixedOn(site, 1, 1);
      const page = await figleaf.newPrivatePage(site.page(pageOf(html)));
      await expectLooks(page, shots, expected);
    };
    await open();
    await figleaf.set({ model: 'another' });
    await open();
  } finally {
    await figleaf.close();
  }
});

/** Keys of the verdicts on disk in the ordinary profile. */
const storedLooks = (figleaf: Figleaf): Promise<string[]> =>
  figleaf.ui.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const request = indexedDB.open('figleaf');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const keys = request.result.transaction('looks').objectStore('looks').getAllKeys();
          keys.onerror = () => reject(keys.error);
          keys.onsuccess = () => {
            request.result.close();
            resolve(keys.result.map(String));
          };
        };
      }),
  );
