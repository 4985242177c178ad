import axe from 'axe-core';
import type { Page } from 'playwright';
import { expect, type Figleaf, pageOf, test } from './harness.ts';
import { labelsOf } from './labels.ts';
import { file, openOptions } from './our-pages.ts';
import { onePair } from './pictures.ts';

/* Our pages for everyone: by rules that a program can check, by keys alone, narrow and enlarged. */

const STATES: Readonly<Record<string, (options: Page) => Promise<void>>> = {
  'as it opens': async () => undefined,
  'with a change to undo': async (page) => {
    await page.getByRole('radio', { name: 'Pixelate' }).check();
    await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
  },
  'with nothing found': async (page) => {
    await page.getByRole('searchbox', { name: 'Search the settings' }).fill('zebra');
    await expect(page.getByText('No setting has to do with')).toBeVisible();
  },
  'with an import to look over': async (page) => {
    const settings = { enabled: false, maskColour: 'sage', sites: { 'a.example': 'off' } };
    const text = JSON.stringify({ format: 'figleaf-settings', version: 1, settings });
    await page
      .getByLabel('Import', { exact: true })
      .setInputFiles(file('a.json', Buffer.from(text)));
    await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
  },
  'with a file refused': async (page) => {
    await page
      .getByLabel('Import', { exact: true })
      .setInputFiles(file('a.json', Buffer.from('{')));
    await expect(page.getByText('a.json was not imported.')).toBeVisible();
  },
  'with a picture tried': async (page) => {
    const { pattern } = await onePair();
    const chooser = page.getByLabel('Drop a picture here, or choose a file');
    await chooser.setInputFiles(file('pattern.jpg', pattern.bytes, 'image/jpeg'));
    await page.getByRole('switch', { name: 'Show where' }).click();
    await expect(page.getByRole('combobox', { name: 'Class' })).toBeVisible();
  },
  'with the question before a reset': async (page) => {
    await page.getByRole('button', { name: 'Reset to defaults' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
};

const SITES = Object.fromEntries(
  'abcdefgh'.split('').map((name) => [`${name}.example`, 'off'] as const),
);

const openPopup = async (figleaf: Figleaf, page: Page, url: string): Promise<Page> => {
  await page.goto(url);
  const popup = await figleaf.newPage();
  await popup.setViewportSize({ width: 360, height: 600 });
  const tab = await figleaf.tabIdOf(page);
  await popup.goto(`chrome-extension://${figleaf.id}/popup/popup.html?tab=${tab}`);
  await expect(popup.getByRole('switch').first()).toBeVisible();
  return popup;
};

/** Not the inline kind of script that the page's own policy forbids: the debugger brings it in. */
async function violations(page: Page): Promise<{ id: string }[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inside } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations: found, passes } = await inside.run();
    if (passes.length < 10) throw new Error(`only ${passes.length} rules had anything to check`);
    return found.map(({ id, help, nodes }) => ({
      id,
      help,
      where: nodes.map(({ html, failureSummary }) => `${html.slice(0, 120)} ${failureSummary}`),
    }));
  });
}

const SCHEMES = ['light', 'dark'] as const;

for (const [state, reach] of Object.entries(STATES)) {
  test(`axe finds nothing in the options, ${state}`, async ({ figleaf }) => {
    await figleaf.set({ sites: SITES, onFailure: 'show' });
    const options = await openOptions(figleaf);
    await options.emulateMedia({ reducedMotion: 'reduce' });
    await reach(options);
    for (const colorScheme of SCHEMES) {
      await test.step(colorScheme, async () => {
        await options.emulateMedia({ colorScheme });
        expect(await violations(options)).toEqual([]);
      });
    }
  });
}

test('axe finds nothing in the popup', async ({ figleaf, page, site }) => {
  const popup = await openPopup(figleaf, page, site.page(pageOf('')));
  await popup.emulateMedia({ reducedMotion: 'reduce' });
  const on = popup.getByRole('switch').first();
  for (const colorScheme of SCHEMES) {
    await test.step(colorScheme, async () => {
      await popup.emulateMedia({ colorScheme });
      await expect(on).toBeChecked();
      expect(await violations(popup)).toEqual([]);
      await on.click();
      await expect(on).not.toBeChecked();
      expect(await violations(popup)).toEqual([]);
      await on.click();
    });
  }
});

test('a label is in its own language on a page of another', async ({ page, site }) => {
  const { pattern } = await onePair();
  const img = `<img src="${site.url(site.picture(pattern.bytes))}">`;
  await page.goto(site.page(pageOf(img).replace('lang="en"', 'lang="de"')));
  await expect
    .poll(() => labelsOf(page))
    .toMatchObject([{ text: expect.stringMatching(/^Covered: /), language: 'en' }]);
});

test('a choice’s words stand beside its button', async ({ figleaf, page, site }) => {
  const popup = await openPopup(figleaf, page, site.page(pageOf('')));
  await popup.getByText('Pause', { exact: true }).click();
  const gap = await popup.getByRole('radio', { name: 'Everywhere' }).evaluate((radio) => {
    const words = radio.parentElement?.querySelector('.option-label');
    if (!words) throw new Error('no words');
    return words.getBoundingClientRect().left - radio.getBoundingClientRect().right;
  });
  expect(gap).toBeGreaterThan(0);
  expect(gap).toBeLessThan(16);
});

test('axe would find pale words and a button without a name', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await options.evaluate(() => {
    document.querySelector('h2')?.setAttribute('style', 'color: #cccccc');
    document.querySelector('main')?.append(document.createElement('button'));
  });
  expect((await violations(options)).map(({ id }) => id).sort()).toEqual([
    'button-name',
    'color-contrast',
  ]);
});

// 640 is a window of 1280 enlarged to 200 %.
const WIDTHS = [320, 640, 1280];

for (const [state, reach] of Object.entries(STATES)) {
  test(`nothing runs out of sight sideways, ${state}`, async ({ figleaf }) => {
    await figleaf.set({ sites: { ...SITES, [`${'long-'.repeat(12)}name.example`]: 'off' } });
    const options = await openOptions(figleaf);
    await options.setViewportSize({ width: 320, height: 800 });
    await reach(options);
    for (const width of WIDTHS) {
      for (const dir of ['ltr', 'rtl'] as const) {
        await test.step(`${width} px, ${dir}`, async () => {
          await options.setViewportSize({ width, height: 800 });
          await options.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
          expect(await outside(options)).toEqual([]);
        });
      }
    }
  });
}

test('nothing runs out of sight sideways with letters twice as large', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await options.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  for (const width of WIDTHS) {
    await test.step(`${width} px`, async () => {
      await options.setViewportSize({ width, height: 800 });
      expect(await outside(options)).toEqual([]);
    });
  }
});

/** What stands out of the window at its sides, but for what is for screen readers only. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const wide = scrollWidth > clientWidth ? [`the page is ${scrollWidth} px wide`] : [];
    const out = [...document.querySelectorAll('body *')].filter((element) => {
      if (element.closest('.unseen, .skip, [hidden]')) return false;
      const { left, right, width } = element.getBoundingClientRect();
      return width > 0 && (left < -1 || right > clientWidth + 1);
    });
    return [...wide, ...out.map(({ outerHTML }) => outerHTML.slice(0, 120))];
  });

test('nothing moves where less motion is asked for', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const moving = () =>
    options.evaluate(() => {
      const all = [...document.querySelectorAll('*')].map((element) => getComputedStyle(element));
      const timed = all.filter(({ transitionDuration, animationName }) => {
        return /[1-9]/.test(transitionDuration) || animationName !== 'none';
      });
      return {
        timed: timed.length,
        scrolls: getComputedStyle(document.documentElement).scrollBehavior,
      };
    });
  await options.emulateMedia({ reducedMotion: 'no-preference' });
  expect((await moving()).timed).toBeGreaterThan(0);
  await options.emulateMedia({ reducedMotion: 'reduce' });
  expect(await moving()).toEqual({ timed: 0, scrolls: 'auto' });
});
