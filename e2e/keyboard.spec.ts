import type { Page } from 'playwright';
import { expect, type Figleaf, test } from './harness.ts';
import { file, openOptions, openPopup, settingsOf } from './our-pages.ts';
import { fold, openPair } from './popup-scene.ts';

/* Our pages without a mouse. */

/** With scrolling that is over at once, so that what is looked at stands still. */
async function openStill(figleaf: Figleaf): Promise<Page> {
  const options = await openOptions(figleaf);
  await options.emulateMedia({ reducedMotion: 'reduce' });
  return options;
}

test('every control is reached by Tab, in sight and with its focus visible', async ({
  figleaf,
}) => {
  await figleaf.set({ sites: { 'a.example': 'off' } });
  const options = await openStill(figleaf);
  // With the bar that tells the latest change, which must hide nothing that has the focus.
  await options.getByRole('switch', { name: 'Number on the button' }).press(' ');
  await expect(options.getByRole('button', { name: 'Undo' })).toBeVisible();
  await options.locator('.skip').focus();
  const reached: string[] = [];
  for (let tab = 0; tab < 100; tab++) {
    const focus = await focused(options);
    if (!focus) break;
    expect(focus, focus.what).toMatchObject({ ring: true, inSight: true });
    reached.push(focus.what);
    await options.keyboard.press('Tab');
  }
  expect(reached).toEqual(await tabStops(options));
  expect(reached.length).toBeGreaterThan(25);
});

/** What has the focus, or null where Tab has left the page. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const ringed = element.matches('.option *') ? element.closest('.option') : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(ringed ?? element);
    const { left, top, width, height } = (ringed ?? element).getBoundingClientRect();
    const on = document.elementFromPoint(left + width / 2, top + height / 2);
    return {
      what: `${element.tagName} ${element.id || element.className} ${element.textContent}`,
      ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      inSight: !!on && (ringed ?? element).contains(on),
    };
  });

/** What should be reached: one stop for each group of radio buttons. */
const tabStops = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLInputElement>('a[href], button, input, select')]
      .filter((element) => !element.disabled && !element.matches(':disabled'))
      .filter((element) => element.checkVisibility() && !element.closest('dialog:not([open])'))
      .filter((element) => element.type !== 'radio' || element.checked)
      .map(
        (element) => `${element.tagName} ${element.id || element.className} ${element.textContent}`,
      ),
  );

test('the way to the settings, and each kind of control, by keys', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const { keyboard } = options;
  const setting = <K extends keyof Awaited<ReturnType<typeof settingsOf>>>(key: K) =>
    expect.poll(async () => (await settingsOf(figleaf))[key]);

  await keyboard.press('Tab');
  await expect(options.getByRole('link', { name: 'Skip to the settings' })).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('Tab');
  const explicit = options.getByRole('slider', { name: 'Explicit', exact: true });
  await expect(explicit).toBeFocused();
  await keyboard.press('ArrowRight');
  await setting('sensitivity').toMatchObject({ explicit: 4 });

  await options.getByRole('radio', { name: 'Solid' }).focus();
  await keyboard.press('ArrowLeft');
  await setting('maskStyle').toBe('pixelate');

  await options.getByRole('switch', { name: 'Say why' }).focus();
  await keyboard.press('Space');
  await setting('label').toBe(false);

  await options.getByRole('textbox', { name: 'Add a site' }).focus();
  await keyboard.type('example.org');
  await keyboard.press('Enter');
  await setting('sites').toEqual({ 'example.org': 'off' });

  await options.getByRole('button', { name: 'Reset to defaults' }).focus();
  await keyboard.press('Enter');
  await expect(options.getByRole('dialog')).toBeVisible();
  await keyboard.press('Escape');
  await expect(options.getByRole('dialog')).toBeHidden();
  await expect(options.getByRole('button', { name: 'Reset to defaults' })).toBeFocused();

  for (let step = 0; step < 4; step++) await keyboard.press('Control+z');
  await setting('sites').toEqual({});
  await setting('label').toBe(true);
  await setting('maskStyle').toBe('solid');
  await setting('sensitivity').toMatchObject({ explicit: 3 });
});

test('a section chosen in the list has the focus', async ({ figleaf }) => {
  const options = await openStill(figleaf);
  await options.getByRole('link', { name: 'Checking' }).press('Enter');
  await options.keyboard.press('Tab');
  await expect(options.getByRole('radio', { name: 'Blank' })).toBeFocused();
  await expect(options.getByRole('link', { name: 'Checking' })).toHaveAttribute(
    'aria-current',
    'location',
  );
});

test('a control that goes when it is used leaves the focus at what is next', async ({
  figleaf,
}) => {
  await figleaf.set({ sites: { 'a.example': 'off', 'b.example': 'off' } });
  const options = await openStill(figleaf);
  const remove = (host: string) =>
    options.getByRole('button', { name: `Remove the rule for ${host}` });
  await remove('a.example').press('Enter');
  await expect(remove('b.example')).toBeFocused();
  await remove('b.example').press('Enter');
  await expect(options.getByRole('region', { name: 'Sites' })).toBeFocused();

  const badge = options.getByRole('switch', { name: 'Number on the button' });
  await badge.press(' ');
  await expect(options.getByRole('button', { name: 'Undo' })).toBeVisible();
  const close = options.getByRole('button', { name: 'Close' });
  await close.focus();
  await options.keyboard.press('Enter');
  await expect(close).toHaveCount(0);
  await expect(badge).toBeFocused();

  const search = options.getByRole('searchbox', { name: 'Search the settings' });
  await search.fill('zebra');
  await options.getByRole('button', { name: 'Show all settings' }).press('Enter');
  await expect(search).toBeFocused();

  const chooser = options.getByLabel('Drop a picture here, or choose a file');
  await chooser.setInputFiles(file('letter.png', Buffer.from('Dear all'), 'image/png'));
  const tried = options.getByRole('region', { name: 'Try a picture' });
  await tried.getByRole('button', { name: 'Close' }).press('Enter');
  await expect(chooser).toBeFocused();
});

test('a pause and a correction leave the focus at the way back', async ({
  figleaf,
  page,
  site,
}) => {
  await openPair(page, site);
  const popup = await openPopup(figleaf, page);
  await fold(popup, 'Pause');
  await popup.getByRole('button', { name: '15 min' }).press('Enter');
  const resume = popup.getByRole('button', { name: 'Resume' });
  await expect(resume).toBeFocused();
  await resume.press('Enter');
  await expect(popup.getByText('Pause', { exact: true })).toBeFocused();

  await popup.getByRole('button', { name: /^Always show picture 1/ }).press('Enter');
  const undo = popup.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await expect(undo).toHaveAccessibleDescription('It is shown from now on, on every site.');
  await undo.press('Enter');
  await expect(popup.getByText('Why the newest were covered')).toBeFocused();
});
