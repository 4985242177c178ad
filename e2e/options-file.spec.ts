import { readFile } from 'node:fs/promises';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { DAMAGED_FILES } from '../src/shared/test-damaged-files.ts';
import { expect, type Figleaf, TEST_SETTINGS, test } from './harness.ts';
import { file, openOptions, settingsOf } from './our-pages.ts';

/* Settings as a file: out, in again, and every file that must not come in. */

const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const storage = (figleaf: Figleaf) => figleaf.ui.evaluate(() => chrome.storage.local.get());

test('an export holds the settings and nothing else, and can be imported', async ({ figleaf }) => {
  await figleaf.set({ sites: { 'example.org': 'off' }, maskStyle: 'blur' });
  const options = await openOptions(figleaf);
  const downloading = options.waitForEvent('download');
  await options.getByRole('button', { name: 'Save a file' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(/^figleaf-settings-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await download.path(), 'utf8');
  const settings = await settingsOf(figleaf);
  expect(JSON.parse(text)).toEqual({ format: 'figleaf-settings', version: 1, settings });
  const { secret } = await storage(figleaf);
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(text).not.toContain(secret);

  await figleaf.set(DEFAULT_SETTINGS);
  const chosen = file(download.suggestedFilename(), Buffer.from(text));
  await options.getByLabel('Import', { exact: true }).setInputFiles(chosen);
  await options.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => settingsOf(figleaf)).toEqual(settings);
});

test('an import shows exactly what it would change, and changes it only then', async ({
  figleaf,
}) => {
  await figleaf.set({ sites: { 'a.example': 'stricter' } });
  const before = await settingsOf(figleaf);
  const options = await openOptions(figleaf);
  const settings = {
    label: true,
    maskStyle: 'blur',
    onFailure: 'show',
    sensitivity: { ...TEST_SETTINGS.sensitivity, explicit: 2, suggestive: 4 },
    sites: { 'b.example': 'off' },
  };
  const choose = () =>
    options
      .getByLabel('Import', { exact: true })
      .setInputFiles(
        file('mine.json', bytesOf({ format: 'figleaf-settings', version: 1, settings })),
      );
  await choose();
  const preview = options.getByRole('region', { name: 'Changes from mine.json: 6' });
  await expect(preview.getByRole('heading')).toBeFocused();
  await expect(preview.getByText('Protecting less, and marked so: 4')).toBeVisible();
  await expect(preview.getByRole('listitem')).toHaveText([
    'Site a.examplenow “Stricter”, then “No rule of its own”Protects less',
    'Site b.examplenow “No rule of its own”, then “Off”Protects less',
    'Sensitivity, Explicitnow “Default”, then “Fairly lenient”Protects less',
    'Sensitivity, Suggestivenow “Never”, then “Fairly strict”',
    'Covers, Stylenow “Solid”, then “Blur”',
    'When a picture could not be checkednow “Stay covered”, then “Show it”Protects less',
  ]);
  await preview.getByRole('button', { name: 'Cancel' }).click();
  await expect(preview).toHaveCount(0);
  expect(await settingsOf(figleaf)).toEqual(before);

  await choose();
  await preview.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(() => settingsOf(figleaf)).toEqual({ ...before, ...settings });
  await options.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => settingsOf(figleaf)).toEqual(before);
});

test('a file that changes nothing says so', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const bytes = bytesOf({ format: 'figleaf-settings', version: 1, settings: TEST_SETTINGS });
  await options.getByLabel('Import', { exact: true }).setInputFiles(file('same.json', bytes));
  await expect(
    options.getByRole('heading', { name: 'same.json changes nothing: all of it is so already' }),
  ).toBeVisible();
  await expect(options.getByRole('button', { name: 'Apply' })).toHaveCount(0);
});

test('damaged and hostile files: each its message, and nothing changed', async ({ figleaf }) => {
  const options = await openOptions(figleaf);
  const dialogs: string[] = [];
  options.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const before = await storage(figleaf);
  expect(DAMAGED_FILES.length).toBeGreaterThanOrEqual(20);
  const picker = options.getByLabel('Import', { exact: true });
  for (const { name, bytes, says } of DAMAGED_FILES) {
    await test.step(name, async () => {
      await picker.setInputFiles(file(name, bytes));
      const message = options
        .getByRole('region', { name: 'Keep and carry over' })
        .getByRole('alert');
      await expect(message).toContainText(`${name} was not imported.`);
      await expect(message).toContainText(says);
      await expect(message).toContainText('Nothing was changed.');
      await expect(options.getByRole('button', { name: 'Apply' })).toHaveCount(0);
      expect(await storage(figleaf)).toEqual(before);
      await message.getByRole('button', { name: 'Close' }).click();
      await expect(message).toHaveCount(0);
    });
  }
  await expect(options.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  expect(dialogs).toEqual([]);
  // The page itself is whole: what was in the files is text in it and nothing more.
  await options.getByRole('switch', { name: 'Say why' }).click();
  await expect.poll(async () => (await settingsOf(figleaf)).label).toBe(false);
});
