import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { type Look, looks } from '../eyes.ts';
import { TEST_SETTINGS } from '../harness.ts';
import { ordinaryShots } from '../pictures.ts';
import { Site } from '../site.ts';
import { expect, FirefoxFigleaf, test } from './harness.ts';

test.describe.configure({ timeout: 120_000 });

test('what is said in a private window holds there, and only there', async ({ built }) => {
  const site = await Site.open();
  const figleaf = await FirefoxFigleaf.launch(built);
  try {
    await figleaf.set(TEST_SETTINGS);
    await figleaf.allowPrivateWindows();
    const { open, see, src } = await pictureOn(site);
    const page = await open(await figleaf.newPage(), 'shown');
    await figleaf.byHand(page, 'alwaysShow', src);
    const hidden = await open(await figleaf.newPrivatePage(), 'shown');
    await figleaf.byHand(hidden, 'alwaysCover', src);
    await see(hidden, 'masked');
    // The only page in a private window leaves, and comes back.
    await hidden.reload();
    await see(hidden, 'masked');
    await see(page, 'shown');
    await open(page, 'shown');

    await hidden.close();
    const isHidden = () =>
      figleaf.ui.evaluate(
        async () => (await chrome.tabs.query({})).some(({ incognito }) => incognito),
        null,
      );
    await expect.poll(isHidden).toBe(false);
    // The background has heard of it, too.
    await figleaf.facts();
    await open(await figleaf.newPrivatePage(), 'shown');
  } finally {
    await figleaf.close();
    await site.close();
  }
});

test('what is covered for now stays so when the event page ends', async ({ figleaf, tab }) => {
  const site = await Site.open();
  try {
    const { open, see, src } = await pictureOn(site);
    await open(tab, 'shown');
    await figleaf.byHand(tab, 'cover', src);
    await see(tab, 'masked');
    await tab.goto('about:blank');
    // No page is left that would say it once more.
    await figleaf.stopBackground();
    await open(tab, 'masked');
    await figleaf.ask('engine', 'engine.forgetCorrections', null);
    await see(tab, 'shown');
  } finally {
    await site.close();
  }
});

/** An ordinary picture, and pages that show it, each of its own address. */
async function pictureOn(site: Site) {
  const [shot] = await ordinaryShots(1);
  if (!shot) throw new Error('no picture');
  const src = site.url(site.picture(shot.bytes));
  const see = (page: FirefoxPage, look: Look) =>
    expect.poll(() => looks(page, { p: shot })).toEqual({ p: look });
  const open = async (page: FirefoxPage, look: Look) => {
    await page.goto(site.page(`<!doctype html><img id="p" src="${src}">`));
    await see(page, look);
    return page;
  };
  return { src, see, open };
}
