import { readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { encode } from '../demo/draw/encode.ts';
import { ordinary } from '../demo/draw/ordinary.ts';
import { drawPattern, type Pattern } from '../demo/draw/pattern.ts';
import type { ModelCard } from '../src/shared/card.ts';
import type { Settings } from '../src/shared/settings.ts';
import { ROOT } from './paths.ts';
import { POPUP_SCENES } from './screenshot-popup.ts';
import type { Scene, Stage } from './screenshot-stage.ts';

const OPTIONS = 'options/options.html';
const SITES = ['news', 'photos', 'shop', 'wiki', 'forum', 'mail', 'films'];
const sites: Settings['sites'] = Object.fromEntries(
  SITES.map((name, i) => [`${name}.example`, i % 3 === 0 ? 'stricter' : 'off']),
);

const file = (name: string, mimeType: string, content: Buffer | string) => ({
  name,
  mimeType,
  buffer: Buffer.from(content),
});

/** A page of the web with an ordinary picture and one that the models take for explicit. */
export async function pageOfTheWeb(): Promise<string> {
  const images = [await explicitPicture(), await ordinaryPicture()].map(
    ({ mimeType, buffer }) => `<img src="data:${mimeType};base64,${buffer.toString('base64')}">`,
  );
  return `<!doctype html><html lang="en"><title>A page</title>${images.join('')}`;
}

async function explicitPicture() {
  const all: Pattern[] = JSON.parse(
    await readFile(path.join(ROOT, 'demo', 'patterns.json'), 'utf8'),
  );
  const [pattern] = all;
  if (!pattern) throw new Error('no pattern');
  return file('pattern.jpg', 'image/jpeg', await encode(drawPattern(pattern, 320)));
}

const ordinaryPicture = async () =>
  file('drawing.jpg', 'image/jpeg', await encode(ordinary(5, 1).draw(320)));

async function tryPicture(stage: Stage, picture: ReturnType<typeof file>): Promise<Page> {
  const page = await stage.open(OPTIONS);
  await page.locator('#try-file').setInputFiles(picture);
  await page.locator('#try .verdict, #try .notice').waitFor();
  return page;
}

async function importFile(stage: Stage, content: string): Promise<Page> {
  const page = await stage.open(OPTIONS);
  await page
    .locator('#import-file')
    .setInputFiles(file('settings.json', 'application/json', content));
  await page.locator('.import-preview, .import .notice').waitFor();
  return page;
}

async function section(page: Page, id: string): Promise<Page> {
  await page.locator(`#${id}`).evaluate((element) => element.scrollIntoView());
  return page;
}

export const SCENES: readonly Scene[] = [
  { name: 'options', whole: true, everyLook: true, show: (stage) => stage.open(OPTIONS) },
  {
    name: 'undo',
    everyLook: true,
    show: async (stage) => {
      const page = await stage.open(OPTIONS);
      await page.getByRole('radio', { name: 'Pixelate' }).check();
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      return section(page, 'covers');
    },
  },
  {
    name: 'search',
    show: async (stage) => {
      const page = await stage.open(OPTIONS);
      await page.getByRole('searchbox', { name: 'Search the settings' }).fill('blur');
      return page;
    },
  },
  {
    name: 'search-none',
    everyLook: true,
    show: async (stage) => {
      const page = await stage.open(OPTIONS);
      await page.getByRole('searchbox', { name: 'Search the settings' }).fill('zebra');
      return page;
    },
  },
  {
    name: 'sites',
    show: async (stage) => {
      await stage.ask('settings.set', { sites });
      return section(await stage.open(OPTIONS), 'sites');
    },
  },
  {
    name: 'sites-search',
    everyLook: true,
    show: async (stage) => {
      await stage.ask('settings.set', { sites });
      const page = await section(await stage.open(OPTIONS), 'sites');
      await page.getByRole('searchbox', { name: 'Search the sites' }).fill('o');
      return page;
    },
  },
  {
    name: 'import',
    everyLook: true,
    show: async (stage) => {
      await stage.ask('settings.set', { sites: { 'news.example': 'stricter' } });
      const settings = {
        sensitivity: { explicit: 2, nudity: 4, suggestive: 3, drawn: 3, otherSkin: 0, people: 0 },
        sites: { 'photos.example': 'off' },
        maskStyle: 'blur',
        onFailure: 'show',
        smallPicture: 16,
      };
      const text = JSON.stringify({ format: 'figleaf-settings', version: 1, settings });
      return section(await importFile(stage, text), 'backup');
    },
  },
  {
    name: 'import-refused',
    show: async (stage) => section(await importFile(stage, '{"format": "figleaf'), 'backup'),
  },
  {
    name: 'try-covered',
    everyLook: true,
    show: async (stage) => section(await tryPicture(stage, await explicitPicture()), 'try'),
  },
  {
    name: 'try-map',
    show: async (stage) => {
      const page = await tryPicture(stage, await explicitPicture());
      await page.getByRole('switch', { name: 'Show the picture itself' }).check();
      await page.getByRole('switch', { name: 'Show where' }).check();
      return section(page, 'try');
    },
  },
  {
    name: 'try-shown',
    show: async (stage) => {
      return section(await tryPicture(stage, await ordinaryPicture()), 'try');
    },
  },
  {
    name: 'try-refused',
    show: async (stage) =>
      section(await tryPicture(stage, file('letter.png', 'image/png', 'Dear all')), 'try'),
  },
  {
    name: 'reset',
    show: async (stage) => {
      const page = await stage.open(OPTIONS);
      await page.getByRole('button', { name: 'Reset to defaults' }).click();
      return page;
    },
  },
  {
    name: 'engine-damaged',
    damaged: true,
    show: async (stage) => {
      const page = await stage.open(OPTIONS);
      await page.getByRole('alert').waitFor();
      return page;
    },
  },
  ...POPUP_SCENES,
];

/** Cuts each model of a built extension short, as a full disk would. */
export async function damageModels(extension: string, cards: readonly ModelCard[]): Promise<void> {
  for (const { id, file: name } of cards) {
    await truncate(path.join(extension, 'models', id, name), 1000);
  }
}
