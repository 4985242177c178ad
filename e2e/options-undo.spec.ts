import type { Page } from 'playwright';
import { expect, type Figleaf, test } from './harness.ts';
import { file, openOptions, settingsOf } from './our-pages.ts';

/* Every change in the options can be undone, one after the other, by mouse and by keys. */

const bar = (options: Page) => options.getByRole('region', { name: 'Latest change' });
const undoButton = (options: Page) => bar(options).getByRole('button', { name: 'Undo' });

const saved = async (figleaf: Figleaf, before: unknown) => {
  await expect.poll(() => settingsOf(figleaf)).not.toEqual(before);
  return settingsOf(figleaf);
};

const imported = JSON.stringify({
  format: 'figleaf-settings',
  version: 1,
  settings: { maskStyle: 'hide', sites: { 'from-file.example': 'stricter' } },
});

/** One change of every kind the page offers. */
const CHANGES: Readonly<Record<string, (options: Page) => Promise<void>>> = {
  'a slider': (page) => page.getByRole('slider', { name: 'Explicit', exact: true }).press('End'),
  'a choice': (page) => page.getByRole('radio', { name: 'Pixelate' }).check(),
  'its strength': (page) => page.getByRole('slider', { name: 'Strength' }).press('End'),
  'a switch': (page) => page.getByRole('switch', { name: 'Say why' }).click(),
  'a new site': async (page) => {
    await page.getByRole('textbox', { name: 'Add a site' }).fill('example.org');
    await page.getByRole('textbox', { name: 'Add a site' }).press('Enter');
  },
  'a site’s mode': async (page) => {
    const mode = page.getByRole('combobox', { name: 'Mode for example.org' });
    await mode.selectOption('Stricter');
  },
  'a site removed': (page) =>
    page.getByRole('button', { name: 'Remove the rule for example.org' }).click(),
  'an import': async (page) => {
    const bytes = new TextEncoder().encode(imported);
    await page.getByLabel('Import', { exact: true }).setInputFiles(file('mine.json', bytes));
    await page.getByRole('button', { name: 'Apply' }).click();
  },
  'a reset': async (page) => {
    await page.getByRole('button', { name: 'Reset to defaults' }).click();
    const sure = page.getByRole('dialog').getByRole('button', { name: 'Reset to defaults' });
    await sure.click();
  },
};

test('each change, back to the first', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await expect(undoButton(options)).toHaveCount(0);
  const states = [await settingsOf(figleaf)];
  for (const [name, make] of Object.entries(CHANGES)) {
    await test.step(name, async () => {
      await make(options);
      states.push(await saved(figleaf, states.at(-1)));
      await expect(bar(options).getByRole('status')).toHaveText(/^Saved\./);
    });
  }
  expect(states).toHaveLength(Object.keys(CHANGES).length + 1);
  for (const [i, state] of states.slice(0, -1).reverse().entries()) {
    // By turns with the mouse and with the keys.
    if (i % 2) await options.keyboard.press('Control+z');
    else await undoButton(options).click();
    await expect.poll(() => settingsOf(figleaf)).toEqual(state);
    await expect(bar(options).getByRole('status')).toHaveText(/^Undone\./);
  }
  await expect(undoButton(options)).toHaveCount(0);
});

test('says what changed, from what, and what was undone', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const says = bar(options).getByRole('status');
  await options.getByRole('radio', { name: 'Blur', exact: true }).first().check();
  await expect(says).toHaveText('Saved. Covers, Style: Blur (was Solid)');
  await undoButton(options).click();
  await expect(says).toHaveText('Undone. Covers, Style: Solid (was Blur)');
  await bar(options).getByRole('button', { name: 'Close' }).click();
  await expect(bar(options)).not.toBeInViewport();
});

test('is within reach of the keyboard, and does not drop the focus', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const start = await settingsOf(figleaf);
  await options.getByRole('switch', { name: 'Say why' }).press(' ');
  const after = await saved(figleaf, start);
  await undoButton(options).focus();
  await options.keyboard.press('Enter');
  await expect.poll(() => settingsOf(figleaf)).toEqual(start);
  await expect(bar(options).getByRole('button', { name: 'Close' })).toBeFocused();
  expect(after).not.toEqual(start);
});

test('Ctrl+Z in a field for text is the field’s own', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const start = await settingsOf(figleaf);
  await options.getByRole('switch', { name: 'Say why' }).click();
  const after = await saved(figleaf, start);
  const field = options.getByRole('textbox', { name: 'Add a site' });
  await field.pressSequentially('exam');
  await field.press('Control+z');
  await expect(field).toHaveValue('');
  expect(await settingsOf(figleaf)).toEqual(after);
});

test('leaves alone what was changed elsewhere since', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const start = await settingsOf(figleaf);
  await options.getByRole('textbox', { name: 'Add a site' }).fill('a.example');
  await options.getByRole('button', { name: 'Add', exact: true }).click();
  await saved(figleaf, start);
  await figleaf.ask('background', 'site.set', { host: 'b.example', mode: 'stricter' });
  await undoButton(options).click();
  await expect
    .poll(async () => (await settingsOf(figleaf)).sites)
    .toEqual({ 'b.example': 'stricter' });
});

test('a refused change says why and is no step', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  await options.evaluate(() => {
    chrome.runtime.sendMessage = () => Promise.resolve({ ok: false, error: 'locked' });
  });
  const label = options.getByRole('switch', { name: 'Say why' });
  await label.click();
  await expect(options.getByRole('alert').last()).toContainText('Not saved: locked');
  await expect(label).toBeChecked();
  await expect(undoButton(options)).toHaveCount(0);
});
