import type { Page } from 'playwright';
import { decode, encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import type { Picture } from '../demo/draw/picture.ts';
import { BUNDLED } from '../src/shared/bundled.ts';
import { colourAt, type Look, looks, pixelsAt } from './eyes.ts';
import { expect, expectLooks, type Figleaf, pageOf, test } from './harness.ts';
import { pressLabel } from './labels.ts';
import { choose, flip, openOptions } from './our-pages.ts';
import { onePair, SEED } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * Every setting, changed in the real options page, acts on a page that is open in another tab.
 * docs/settings.md says which test is for which setting.
 */

const HOST = 'pictures.test';

/** A page with an explicit and an ordinary picture, beside the options. */
async function openBoth(figleaf: Figleaf, page: Page, site: Site) {
  const { usual, pattern } = await onePair();
  const html = Object.entries({ bad: pattern, plain: usual })
    .map(([id, { bytes }]) => `<img id="${id}" src="${site.url(site.picture(bytes))}">`)
    .join('');
  await page.goto(site.page(pageOf(html), HOST));
  const shots = { bad: pattern, plain: usual };
  const see = (bad: Look) => expectLooks(page, shots, { bad, plain: 'shown' });
  await see('masked');
  const options = await openOptions(figleaf);
  return { options, see, shots };
}

const slide = (options: Page, name: string, key: 'Home' | 'End') =>
  options.getByRole('slider', { name, exact: true }).press(key);

test('enabled', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  const off = options.getByText('Figleaf is off for all sites.');
  await flip(options, 'Look at pictures');
  await see('shown');
  await expect(off).toBeVisible();
  await flip(options, 'Look at pictures');
  await see('masked');
  await expect(off).toHaveCount(0);
});

test('a pause everywhere', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  const paused = options.getByText('Paused on all sites.');
  await expect(paused).toHaveCount(0);
  await figleaf.ask('background', 'pause.set', { host: null, length: 15 });
  await see('shown');
  await expect(paused).toBeVisible();
  await options.getByRole('button', { name: 'Resume' }).press('Enter');
  await see('masked');
  await expect(paused).toHaveCount(0);
  await expect(options.getByText('Pictures are looked at again.')).toBeVisible();
  expect(await options.evaluate(() => document.activeElement !== document.body)).toBe(true);
});

test('sites', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  await options.getByRole('textbox', { name: 'Add a site' }).fill(`https://${HOST}/somewhere`);
  await options.getByRole('button', { name: 'Add', exact: true }).click();
  await see('shown');
  const mode = options.getByRole('combobox', { name: `Mode for ${HOST}` });
  await mode.selectOption('Stricter');
  await see('masked');
  await mode.selectOption('Off');
  await see('shown');
  await options.getByRole('button', { name: `Remove the rule for ${HOST}` }).click();
  await see('masked');
});

test('what is no site is called so until it is changed', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const field = options.getByRole('textbox', { name: 'Add a site' });
  const words = options.getByText('That is not the name of a site.');
  await field.fill('no site');
  await field.press('Enter');
  await expect(words).toBeVisible();
  await field.fill('site.example');
  await expect(words).toHaveCount(0);
});

test('sensitivity', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  for (const [key, look] of [['Home', 'shown'] as const, ['End', 'masked'] as const]) {
    for (const name of ['Explicit', 'Nudity', 'Drawn']) await slide(options, name, key);
    await see(look);
  }
});

test('smallPicture', async ({ figleaf, page, site }) => {
  const { options } = await openBoth(figleaf, page, site);
  const release = await figleaf.holdVerdicts();
  const bytes = await encode(ordinary(SEED, 0).draw(60));
  const src = site.url(site.picture(bytes));
  await page.goto(site.page(pageOf(`<img id="small" src="${src}">`), HOST));
  const small = { small: { picture: await decode(bytes) } };
  await expectLooks(page, small, { small: 'blank' });
  await slide(options, 'Small pictures pass', 'End');
  await expectLooks(page, small, { small: 'shown' });
  await slide(options, 'Small pictures pass', 'Home');
  await expectLooks(page, small, { small: 'blank' });
  await release();
  await expectLooks(page, small, { small: 'shown' });
});

test('maskStyle and maskColour', async ({ figleaf, page, site }) => {
  const { options } = await openBoth(figleaf, page, site);
  await choose(options, 'Colour', 'Black');
  await expect.poll(() => colourAt(page, 'bad')).toEqual([0, 0, 0]);
  await choose(options, 'Style', 'Hide');
  await expect.poll(() => colourAt(page, 'bad')).toEqual([255, 255, 255]);
  await choose(options, 'Style', 'Pixelate');
  await expect.poll(() => squares(page)).toBe(8);
});

test('maskStrength', async ({ figleaf, page, site }) => {
  const { options } = await openBoth(figleaf, page, site);
  await choose(options, 'Style', 'Pixelate');
  await expect.poll(() => squares(page)).toBe(8);
  await slide(options, 'Strength', 'End');
  await expect.poll(() => squares(page)).toBe(4);
  await slide(options, 'Strength', 'Home');
  await expect.poll(() => squares(page)).toBe(16);
});

test('label', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  await flip(options, 'Say why');
  await see('blank');
  await flip(options, 'Say why');
  await see('masked');
});

test('reveal', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  const press = () => page.mouse.click(30, 17);
  await pressLabel(page);
  await see('revealed');
  await press();
  await see('masked');
  await flip(options, 'Covered pictures can be shown');
  await expect(options.getByRole('status')).toContainText(['Saved']);
  await expect.poll(() => offersToShow(page)).toBe(false);
  await press();
  await see('masked');
});

test('whileChecking', async ({ figleaf, page, site }) => {
  const { options, shots } = await openBoth(figleaf, page, site);
  const release = await figleaf.holdVerdicts();
  const { usual } = await onePair();
  const fresh = site.url(site.picture(Buffer.concat([usual.bytes, Buffer.from([1])])));
  await page.goto(site.page(pageOf(`<img id="plain" src="${fresh}">`), HOST));
  const plain = { plain: shots.plain };
  await expectLooks(page, plain, { plain: 'blank' });
  await choose(options, 'While a picture is checked', 'Blur');
  await expect.poll(async () => (await looks(page, plain)).plain).toBe('other');
  await choose(options, 'While a picture is checked', 'Blank');
  await expectLooks(page, plain, { plain: 'blank' });
  await release();
  await expectLooks(page, plain, { plain: 'shown' });
});

test('onFailure', async ({ figleaf, page, site }) => {
  const { options, shots } = await openBoth(figleaf, page, site);
  // Given once, to the page; the engine, which may not read it there, asks in vain.
  let given = 0;
  const once = site.add((_, response) => {
    const first = given++ === 0;
    response.writeHead(first ? 200 : 404, {
      'content-type': 'image/jpeg',
      'cache-control': 'no-store',
    });
    response.end(first ? shots.plain.bytes : undefined);
  });
  const url = site.url(once, 'elsewhere.test');
  await page.goto(site.page(pageOf(`<img id="plain" src="${url}">`), HOST));
  const plain = { plain: shots.plain };
  await expectLooks(page, plain, { plain: 'masked' });
  await choose(options, 'When a picture could not be checked', 'Show it');
  await expectLooks(page, plain, { plain: 'shown' });
  await choose(options, 'When a picture could not be checked', 'Stay covered');
  await expectLooks(page, plain, { plain: 'masked' });
});

test('model', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  await choose(options, 'Classifier', 'Balanced');
  await expect.poll(async () => (await figleaf.facts()).model?.id).toBe(BUNDLED.balanced);
  await page.reload();
  await see('masked');
  const journal = await figleaf.ask('engine', 'engine.journal', null);
  expect(journal.at(-1)?.model).toBe(BUNDLED.balanced);
});

test('badge', async ({ figleaf, page, site }) => {
  const { options } = await openBoth(figleaf, page, site);
  const tabId = await figleaf.tabIdOf(page);
  const badge = () => figleaf.ui.evaluate((id) => chrome.action.getBadgeText({ tabId: id }), tabId);
  await expect.poll(badge).toBe('1');
  await flip(options, 'Number on the button');
  await expect.poll(badge).toBe('');
  await flip(options, 'Number on the button');
  await expect.poll(badge).toBe('1');
});

test('the memory is told and cleared in one click', async ({ figleaf, page, site }) => {
  const { options, see } = await openBoth(figleaf, page, site);
  const engine = options.getByRole('region', { name: 'Engine' });
  // The database's log grows with every test before this one, until the browser clears it up.
  await expect(engine).toContainText(/2, with \d+(\.\d)? ?[kM]B on the disk/);
  const { judged } = await figleaf.facts();
  await page.reload();
  await see('masked');
  expect((await figleaf.facts()).judged).toBe(judged);
  await engine.getByRole('button', { name: 'Clear the memory' }).click();
  await expect(engine).toContainText('None at present');
  await page.reload();
  await see('masked');
  expect((await figleaf.facts()).judged).toBe(judged + 2);
});

/** How many squares a pixelated cover has on a side: places where colours meet, below the label. */
async function squares(page: Page): Promise<number> {
  const { width, height, rgb }: Picture = await pixelsAt(page, 'bad');
  const edges = new Set<number>();
  // Inside of the rounded corners.
  for (let y = 40; y < height - 4; y++) {
    for (let x = 4; x < width - 4; x++) {
      const at = (y * width + x) * 3;
      if (rgb.subarray(at - 3, at).join() !== rgb.subarray(at, at + 3).join()) edges.add(x);
    }
  }
  return edges.size + 1;
}

/** The label ends with its offer, underlined: without it, it is shorter. */
async function offersToShow(page: Page): Promise<boolean> {
  const { width, rgb } = await pixelsAt(page, 'bad');
  const dark = Array.from({ length: width }, (_, x) => (rgb[(17 * width + x) * 3] ?? 0) < 100);
  return dark.lastIndexOf(true) > 130;
}
