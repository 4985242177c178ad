import { setSiteAccess } from '../tools/site-access.ts';
import { withDamagedModels } from './damaged.ts';
import { expect, expectLooks, Figleaf, pageOf, test } from './harness.ts';
import { openOurs, openPopup } from './our-pages.ts';
import { onePair } from './pictures.ts';
import { badgeOf, fold, HOST, openPair, shoot } from './popup-scene.ts';

/* What the popup says when something is wrong. */

test('a page out of reach is called so', async ({ figleaf, page }) => {
  await page.goto('chrome://version');
  // Its address is kept from extensions.
  const tabId = await figleaf.ui.evaluate(async () => {
    const tabs = await chrome.tabs.query({});
    return tabs.find(({ url }) => !url)?.id;
  });
  const popup = await openOurs(figleaf, `popup/popup.html?tab=${tabId}`);
  await expect(popup.getByText(/Figleaf cannot look at this page/)).toBeVisible();
  await fold(popup, 'Pause');
  await expect(popup.getByText('On all sites, as this page belongs to none.')).toBeVisible();
  await shoot(popup, 'closed');
});

test('where access to sites is withheld, one click asks for it', async ({ built, site }) => {
  const figleaf = await Figleaf.launch(built);
  try {
    await figleaf.set({ model: 'fast' });
    await figleaf.ready();
    const page = await figleaf.newPage();
    await openPair(page, site);
    const tabId = await figleaf.tabIdOf(page);
    await setSiteAccess(page.context(), figleaf.id, 'ON_CLICK');
    const popup = await openOurs(figleaf, `popup/popup.html?tab=${tabId}`);
    const grant = popup.getByRole('button', { name: 'Allow on all sites' });
    await expect(grant).toBeVisible();
    await shoot(popup, 'withheld');
    // The browser's own question cannot be answered by a test: it is asked, and for the right thing.
    await popup.evaluate(() => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      chrome.permissions.request = ((what: unknown) => {
        asked.push([what, navigator.userActivation.isActive]);
        return Promise.resolve(false);
      }) as typeof chrome.permissions.request;
    });
    await grant.click();
    expect(await popup.evaluate(() => (globalThis as unknown as { asked: unknown }).asked)).toEqual(
      [[{ origins: ['<all_urls>'] }, true]],
    );
    await setSiteAccess(page.context(), figleaf.id, 'ON_ALL_SITES');
    await expect(popup.getByRole('switch', { name: HOST })).toBeVisible();
    await expect(grant).toHaveCount(0);
  } finally {
    await figleaf.close();
  }
});

test('while the engine starts the popup says so, and no longer once it has', async ({
  figleaf,
  page,
  site,
}) => {
  const { usual, pattern } = await onePair();
  const shots = { plain: usual, bad: pattern };
  const html = Object.entries(shots)
    .map(([id, { bytes }]) => `<img id="${id}" src="${site.url(site.picture(bytes))}">`)
    .join('');
  const release = await figleaf.holdNewWorkers();
  // Another model takes another worker.
  await figleaf.set({ model: 'balanced' });
  await page.goto(site.page(pageOf(html), HOST));
  const popup = await openPopup(figleaf, page);
  const words = popup.getByText('Getting ready. Pictures stay covered until they are checked.');
  await expect(words).toBeVisible();
  await expect(popup.getByRole('switch', { name: HOST })).toBeChecked();
  await shoot(popup, 'loading');
  await page.bringToFront();
  await expectLooks(page, shots, { plain: 'blank', bad: 'blank' });
  await popup.bringToFront();
  await expect(words).toBeVisible();
  await release();
  await expect(words).toHaveCount(0);
  await expect(popup.getByRole('listitem')).toHaveCount(1);
  await page.bringToFront();
  await expectLooks(page, shots, { plain: 'shown', bad: 'masked' });
});

test('a damaged model is told, on the button too', async ({ built, site }, testInfo) => {
  const folder = await withDamagedModels(built, testInfo.outputPath('extension'));
  const figleaf = await Figleaf.launch(folder);
  try {
    const page = await figleaf.newPage();
    const { usual } = await onePair();
    const src = site.url(site.picture(usual.bytes));
    await page.goto(site.page(pageOf(`<img id="plain" src="${src}">`), HOST));
    const popup = await openPopup(figleaf, page);
    const trouble = popup.getByText('The model file is damaged.');
    await expect(trouble).toContainText('Choose another model in the options');
    await expect(popup.getByRole('listitem')).toHaveText([/Could not be checked/]);
    await shoot(popup, 'damaged');
    const options = await openOurs(figleaf, 'options/options.html');
    await expect(options.getByText(/all of them stay covered/)).toBeVisible();
    await figleaf.set({ enabled: false });
    await expect(options.getByText('Figleaf is off for all sites.')).toBeVisible();
    await expect(options.getByText(/all of them stay covered/)).toHaveCount(0);
    await figleaf.set({ enabled: true });
    await expect
      .poll(() => badgeOf(figleaf, page))
      .toEqual({ text: '!', title: 'Figleaf – pictures cannot be checked' });
  } finally {
    await figleaf.close();
  }
});
