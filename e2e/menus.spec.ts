import type { Page } from 'playwright';
import { expect, expectLooks, type Figleaf, pageOf, test } from './harness.ts';
import { openOurs, raise } from './our-pages.ts';
import { onePair } from './pictures.ts';
import type { Site } from './site.ts';

/* The picture's menu and the keyboard: what they do here, on other pages, and after a restart. */

async function openPair(page: Page, site: Site, host?: string) {
  const { usual, pattern } = await onePair();
  const [plain, bad] = [site.url(site.picture(usual.bytes)), site.url(site.picture(pattern.bytes))];
  await page.goto(
    site.page(pageOf(`<img id="plain" src="${plain}"><img id="bad" src="${bad}">`), host),
  );
  const shots = { plain: usual, bad: pattern };
  const see = (plainLook: 'shown' | 'masked', badLook: 'shown' | 'masked' | 'revealed') =>
    expectLooks(page, shots, { plain: plainLook, bad: badLook });
  await see('shown', 'masked');
  return { plain, bad, see };
}

/** Two tabs of different sites with the same pictures. */
async function openTwo(figleaf: Figleaf, page: Page, site: Site) {
  const here = await openPair(page, site);
  const other = await figleaf.newPage();
  const there = await openPair(other, site, 'elsewhere.test');
  await page.bringToFront();
  return { here, other, there };
}

const front = (figleaf: Figleaf, page: Page) => (command: string) =>
  raise(figleaf, page, { command });

test('cover and show this picture act now, and not for good', async ({ figleaf, page, site }) => {
  const { plain, bad, see } = await openPair(page, site);
  await raise(figleaf, page, { menu: 'cover', src: plain });
  await see('masked', 'masked');
  await raise(figleaf, page, { menu: 'reveal', src: plain });
  await raise(figleaf, page, { menu: 'reveal', src: bad });
  await expect.poll(() => page.evaluate(() => document.images[1]?.firstChild !== null)).toBe(true);
  await page.reload();
  await see('shown', 'masked');
  expect((await figleaf.facts()).corrections).toBe(0);
});

test('a cover by hand holds on every page, until the browser closes', async ({
  figleaf,
  page,
  site,
}) => {
  const { here, other, there } = await openTwo(figleaf, page, site);
  await raise(figleaf, page, { menu: 'cover', src: here.plain });
  await here.see('masked', 'masked');
  await other.bringToFront();
  await there.see('masked', 'masked');
  await other.reload();
  await there.see('masked', 'masked');
  expect((await figleaf.facts()).corrections).toBe(0);
});

test('always cover and always show hold on every page at once, and after a restart', async ({
  figleaf,
  page,
  site,
}) => {
  const { here, other, there } = await openTwo(figleaf, page, site);
  await raise(figleaf, page, { menu: 'alwaysCover', src: here.plain });
  await raise(figleaf, page, { menu: 'alwaysShow', src: here.bad });
  await here.see('masked', 'shown');
  await other.bringToFront();
  await there.see('masked', 'shown');
  await figleaf.closeOffscreen();
  await figleaf.ready();
  expect((await figleaf.facts()).corrections).toBe(2);
  await other.reload();
  await there.see('masked', 'shown');
  expect(await figleaf.ask('engine', 'engine.forgetCorrections', null)).toBe(2);
  await there.see('shown', 'masked');
  await page.bringToFront();
  await here.see('shown', 'masked');
});

test('where revealing is given up, nothing reveals, and an earlier "always show" does not hold', async ({
  figleaf,
  page,
  site,
}) => {
  const { bad, see } = await openPair(page, site);
  await raise(figleaf, page, { menu: 'alwaysShow', src: bad });
  await see('shown', 'shown');
  await figleaf.set({ reveal: false });
  await see('shown', 'masked');
  for (const menu of ['reveal', 'alwaysShow']) await raise(figleaf, page, { menu, src: bad });
  const newest = await figleaf.ask('engine', 'engine.tab', { tabId: await figleaf.tabIdOf(page) });
  const body = {
    tabId: newest.tabId,
    picture: newest.newest[0]?.picture ?? '',
    to: { forNow: null, forGood: 'show' },
  } as const;
  await expect(figleaf.ask('engine', 'engine.correct', body)).rejects.toThrow('switched off');
  // What was said before is heard before this one.
  await raise(figleaf, page, { menu: 'alwaysCover', src: bad });
  await expect.poll(async () => (await figleaf.facts()).corrections).toBe(1);
  await see('shown', 'masked');
});

test('the menu offers only what can act', async ({ figleaf, page, site }) => {
  await openPair(page, site);
  const worker = page.context().serviceWorkers()[0];
  if (!worker) throw new Error('no service worker');
  // What is asked of the browser: it tells nobody how its menus stand.
  await worker.evaluate(() => {
    const fitted: Record<string, unknown> = {};
    const update = chrome.contextMenus.update.bind(chrome.contextMenus);
    Object.assign(globalThis, { fitted });
    chrome.contextMenus.update = ((id: string, how: object, ...rest: []) => {
      fitted[id] = how;
      return update(id, how, ...rest);
    }) as typeof chrome.contextMenus.update;
  });
  const menus = () =>
    worker.evaluate(() => (globalThis as unknown as { fitted: Record<string, unknown> }).fitted);
  const all = (enabled: boolean, reveals: boolean) => ({
    cover: { enabled, visible: true },
    alwaysCover: { enabled, visible: true },
    reveal: { enabled, visible: reveals },
    alwaysShow: { enabled, visible: reveals },
  });
  await page.bringToFront();
  await figleaf.ask('background', 'site.set', { host: 'pictures.test', mode: 'off' });
  await expect.poll(menus).toEqual(all(false, true));
  await figleaf.ask('background', 'site.set', { host: 'pictures.test', mode: 'on' });
  await expect.poll(menus).toEqual(all(true, true));
  await figleaf.set({ reveal: false });
  await expect.poll(menus).toEqual(all(true, false));
  await figleaf.ask('background', 'pause.set', { host: 'pictures.test', length: 5 });
  await expect.poll(menus).toEqual(all(false, false));
  await figleaf.ask('background', 'pause.set', { host: 'pictures.test', length: null });
});

test('the keys switch the site, and back to stricter', async ({ figleaf, page, site }) => {
  const { see } = await openPair(page, site);
  await figleaf.ask('background', 'site.set', { host: 'pictures.test', mode: 'stricter' });
  const press = front(figleaf, page);
  await press('toggle-site');
  await see('shown', 'shown');
  await press('toggle-site');
  await expect
    .poll(async () => (await figleaf.ask('background', 'settings.get', null)).settings.sites)
    .toEqual({ 'pictures.test': 'stricter' });
});

test('the keys cover everything, judged or not, though the site is off, until pressed again', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  const press = front(figleaf, page);
  await press('cover-everything');
  await see('masked', 'masked');
  await figleaf.ask('background', 'site.set', { host: 'pictures.test', mode: 'off' });
  await figleaf.stopServiceWorker();
  // A newcomer too, and nothing in the page tells what the person did.
  const late = await page.evaluate(async () => {
    const img = document.createElement('img');
    img.id = 'late';
    img.src = document.images[0]?.src ?? '';
    document.body.append(img);
    await img.decode();
    return img.hasAttribute('data-figleaf');
  });
  expect(late).toBe(true);
  await see('masked', 'masked');
  await press('cover-everything');
  await see('shown', 'shown');
});

test('a navigation ends what covers everything, a new engine does not', async ({
  figleaf,
  page,
  site,
}) => {
  const { see } = await openPair(page, site);
  await front(figleaf, page)('cover-everything');
  await see('masked', 'masked');
  await figleaf.closeOffscreen();
  await figleaf.ready();
  await see('masked', 'masked');
  await page.reload();
  await see('shown', 'masked');
});

test('the keys show and cover the picture under the pointer', async ({ figleaf, page, site }) => {
  const { see } = await openPair(page, site);
  const press = front(figleaf, page);
  await page.mouse.move(320 + 160, 160);
  await press('toggle-picture');
  await see('shown', 'revealed');
  await press('toggle-picture');
  await see('shown', 'masked');
  await page.mouse.move(160, 160);
  await press('toggle-picture');
  await see('masked', 'masked');
  await press('toggle-picture');
  await expect.poll(() => page.evaluate(() => document.images[0]?.firstChild !== null)).toBe(true);
});

test('every command of the manifest has words and is answered', async ({ figleaf }) => {
  const ours = await openOurs(figleaf, 'popup/popup.html');
  const commands = await ours.evaluate(() => chrome.commands.getAll());
  expect(commands.map(({ name }) => name).sort()).toEqual([
    '_execute_action',
    'cover-everything',
    'toggle-picture',
    'toggle-site',
  ]);
  for (const { name, description, shortcut } of commands) {
    // The browser has not taken the keys for something of its own.
    expect(shortcut).toMatch(/Shift/);
    if (name !== '_execute_action') expect(description).toMatch(/^[A-Z]/);
  }
});
