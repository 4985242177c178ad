import { looks } from '../eyes.ts';
import { TEST_SETTINGS } from '../harness.ts';
import { mixedOn } from '../mixed.ts';
import { Site } from '../site.ts';
import { expect, FirefoxFigleaf, test } from './harness.ts';
import { sampled } from './sampling.ts';

test.describe.configure({ timeout: 120_000 });

test('a private window is filtered, and leaves nothing behind', async ({ built }) => {
  const site = await Site.open();
  const figleaf = await FirefoxFigleaf.launch(built);
  try {
    await figleaf.set(TEST_SETTINGS);
    await figleaf.allowPrivateWindows();
    const mixed = await mixedOn(site, 4, 3);
    const address = site.page(`<!doctype html>${mixed.html}`);
    const { explicit, shots } = mixed;
    const patterns = Object.fromEntries(
      Object.entries(shots).filter(([key]) => mixed.expected[key] === 'masked'),
    );
    expect(Object.keys(patterns)).toHaveLength(explicit.length);

    const hidden = await figleaf.newPrivatePage();
    const { seen } = await sampled(hidden, patterns, async () => {
      await hidden.goto(address);
      await expect.poll(() => looks(hidden, shots)).toEqual(mixed.expected);
    });
    expect([...seen]).toEqual([]);
    await hidden.close();
    expect(await storedLooks(figleaf)).toBe(0);

    const page = await figleaf.newPage();
    await page.goto(address);
    await expect.poll(() => looks(page, shots)).toEqual(mixed.expected);
    // And it does keep what was seen in the open: the look into the store is no blind one.
    await expect.poll(() => storedLooks(figleaf)).toBe(Object.keys(shots).length);
  } finally {
    await figleaf.close();
    await site.close();
  }
});

/** How many verdicts are on disk. */
const storedLooks = (figleaf: FirefoxFigleaf): Promise<number> =>
  figleaf.ui.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const request = indexedDB.open('figleaf');
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const count = request.result.transaction('looks').objectStore('looks').count();
          count.onerror = () => reject(count.error);
          count.onsuccess = () => {
            request.result.close();
            resolve(count.result);
          };
        };
      }),
  );
