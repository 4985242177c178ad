import { expect, expectLooks, pageOf, test } from './harness.ts';
import { openPopup, raise } from './our-pages.ts';
import { onePair } from './pictures.ts';
import { badgeOf, fold, HOST, openPair, shoot } from './popup-scene.ts';

/* The popup, driven as a person does, with the page it is about open beside it. */

test('a pause here shows what was covered, tells how long, and can be ended', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  await shoot(popup, 'on');
  await fold(popup, 'Pause');
  await shoot(popup, 'pause-open');
  await popup.getByRole('button', { name: '15 min' }).click();
  await see('shown', 'shown');
  await expect(popup.getByText(/Paused on this site\. 15 min left/)).toBeVisible();
  await shoot(popup, 'paused');
  await expect
    .poll(() => badgeOf(figleaf, page))
    .toEqual({ text: 'II', title: 'Figleaf – paused' });
  await figleaf.stopServiceWorker();
  await page.reload();
  await see('shown', 'shown');
  await popup.getByRole('button', { name: 'Resume' }).click();
  await see('shown', 'masked');
  await expect(popup.getByText(/Paused on/)).toHaveCount(0);
});

test('a pause everywhere holds on every site, a pause of one does not', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  const { pattern } = await onePair();
  const other = await figleaf.newPage();
  const src = site.url(site.picture(pattern.bytes));
  await other.goto(site.page(pageOf(`<img id="bad" src="${src}">`), 'elsewhere.test'));
  const there = (look: 'shown' | 'masked') => expectLooks(other, { bad: pattern }, { bad: look });
  await there('masked');
  const popup = await openPopup(figleaf, page);
  await fold(popup, 'Pause');
  await popup.getByRole('button', { name: '5 min', exact: true }).click();
  await page.bringToFront();
  await see('shown', 'shown');
  await other.bringToFront();
  await there('masked');
  await popup.bringToFront();
  await popup.getByRole('button', { name: 'Resume' }).click();
  await fold(popup, 'Pause');
  await popup.getByRole('radio', { name: 'Everywhere' }).check();
  await popup.getByRole('button', { name: 'Until the browser closes' }).click();
  await expect(popup.getByText(/Paused on all sites\. Until the browser closes/)).toBeVisible();
  await other.bringToFront();
  await there('shown');
  // Of a pause nothing lies where it would outlive the browser.
  const kept = await figleaf.ui.evaluate(async () =>
    JSON.stringify(await chrome.storage.local.get()),
  );
  expect(kept).not.toContain('until');
  await figleaf.ask('background', 'pause.set', { host: null, length: null });
  await there('masked');
});

test('a pause ends by itself, with the service worker stopped', async ({ figleaf, page, site }) => {
  const { see } = await openPair(page, site);
  await figleaf.ask('background', 'pause.set', { host: HOST, length: 0.1 });
  await see('shown', 'shown');
  await figleaf.stopServiceWorker();
  await see('shown', 'masked');
});

test('the newest covered picture tells why, and is shown for good on demand', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  const list = popup.getByRole('list');
  await expect(list.getByRole('listitem')).toHaveText([/^Looks .*\d+\s?% sure/]);
  await popup.getByRole('button', { name: /^Always show picture 1/ }).click();
  await see('shown', 'shown');
  await expect(popup.getByText('It is shown from now on')).toBeVisible();
  await shoot(popup, 'always-shown');
  await popup.getByRole('button', { name: 'Undo' }).click();
  await see('shown', 'masked');
  // Neither where the page is nor what it shows has got into what is kept.
  const kept = await figleaf.ui.evaluate(async () => {
    // A pause of a site names it, for as long as it lasts.
    const { pauses: _, ...session } = await chrome.storage.session.get();
    return JSON.stringify([await chrome.storage.local.get(), session]);
  });
  expect(kept).not.toContain(HOST);
  await figleaf.set({ reveal: false });
  await expect(popup.getByRole('button', { name: /^Always show picture/ })).toHaveCount(0);
});

for (const [menu, kept] of [
  ['cover', 0],
  ['alwaysCover', 1],
] as const) {
  test(`a cover by hand (${menu}) comes back where it is not to be shown after all`, async ({
    figleaf,
    page,
    site,
  }) => {
    const { see } = await openPair(page, site);
    const src = await page.evaluate(() => document.images[0]?.src ?? '');
    await raise(figleaf, page, { menu, src });
    await see('masked', 'masked');
    const popup = await openPopup(figleaf, page);
    await popup.getByRole('button', { name: 'Always show picture 1: You covered it' }).click();
    await see('shown', 'masked');
    await popup.getByRole('button', { name: 'Undo' }).click();
    await see('masked', 'masked');
    // For now, as it was, or for good.
    await expect.poll(async () => (await figleaf.facts()).corrections).toBe(kept);
    await expect(popup.getByRole('listitem')).toHaveText([/^You covered it/, /^Looks /]);
  });
}

test('sensitivity is set right there', async ({ figleaf, page, site }) => {
  const { see } = await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  await fold(popup, 'Sensitivity');
  await shoot(popup, 'sensitivity');
  for (const name of ['Explicit', 'Nudity', 'Drawn']) {
    await popup.getByRole('slider', { name, exact: true }).press('Home');
  }
  await see('shown', 'shown');
  await popup.getByRole('slider', { name: 'Explicit', exact: true }).press('End');
  await popup.getByRole('slider', { name: 'Drawn', exact: true }).press('End');
  await see('shown', 'masked');
});

test('a mistake is corrected here: the keys are told, and everything can be covered', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  await fold(popup, 'Something wrong here?');
  await expect(popup.getByText('Nothing is reported to anybody.')).toBeVisible();
  const commands = await popup.evaluate(() => chrome.commands.getAll());
  const keys = commands.find(({ name }) => name === 'toggle-picture')?.shortcut;
  expect(keys).toMatch(/Shift/);
  const how = popup.getByText(`Or point at it and press ${keys}.`);
  await expect(how).toContainText('cover or show it');
  await figleaf.set({ reveal: false });
  await expect(how).toContainText('Right-click a picture to cover it,');
  await popup.getByRole('switch', { name: HOST }).click();
  await expect(how).toHaveCount(0);
  await popup.getByRole('switch', { name: HOST }).click();
  await figleaf.set({ reveal: true });
  const all = popup.getByRole('switch', { name: 'Cover everything on this page' });
  await all.click();
  await see('masked', 'masked');
  await expect(all).toBeChecked();
  await shoot(popup, 'correct');
  await expect.poll(async () => (await badgeOf(figleaf, page)).text).toBe('■');
  await all.click();
  await see('shown', 'masked');
});

test('off and on again leaves a stricter site stricter, in another popup too', async ({
  figleaf,
  page,
  site,
}) => {
  await openPair(page, site);
  await figleaf.ask('background', 'site.set', { host: HOST, mode: 'stricter' });
  const first = await openPopup(figleaf, page);
  await first.getByRole('switch', { name: HOST }).click();
  await expect.poll(async () => (await badgeOf(figleaf, page)).text).toBe('–');
  await shoot(first, 'site-off');
  await first.close();
  const second = await openPopup(figleaf, page);
  await second.getByRole('switch', { name: HOST }).click();
  await expect(second.getByRole('switch', { name: 'Stricter here' })).toBeChecked();
});

test('off for all sites', async ({ figleaf, page, site }) => {
  const { see } = await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  await popup.getByRole('switch', { name: 'All sites' }).click();
  await see('shown', 'shown');
  await expect(popup.getByText('Figleaf is off for all sites.')).toBeVisible();
  await shoot(popup, 'off-everywhere');
});
