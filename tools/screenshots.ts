import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import sharp from 'sharp';
import { bundledCards } from '../models/cards.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { build } from './build.ts';
import { browserOrExit } from './install-browser.ts';
import { type LaunchedWithExtension, launchWithExtension } from './launch.ts';
import { ROOT } from './paths.ts';
import { damageModels, pageOfTheWeb, SCENES, type Scene, type Stage } from './screenshot-scenes.ts';

/*
 * npm run screenshots: every page of ours in every state, into docs/screenshots. A part of a name
 * as argument takes those alone.
 */

interface Look {
  name: string;
  width: number;
  dark?: boolean;
  rtl?: boolean;
}

const LOOKS: readonly Look[] = [
  { name: '', width: 1100 },
  { name: 'dark', width: 1100, dark: true },
  { name: '320', width: 320 },
  { name: 'rtl', width: 700, rtl: true },
];
const POPUP_WIDTH = 360;
const PAGE_HOST = 'pictures.test';
const HEIGHT = 820;
const TO = path.join(ROOT, 'docs', 'screenshots');

const wanted = process.argv[2] ?? '';
const browser = browserOrExit('chromium');
const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-screenshots-'));
const page = await pageOfTheWeb();
const web = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end(page);
}).listen(0, '127.0.0.1');

try {
  await mkdir(TO, { recursive: true });
  for (const damaged of [false, true]) {
    const scenes = SCENES.filter((scene) => (scene.damaged ?? false) === damaged).filter(
      ({ name }) => name.includes(wanted),
    );
    if (scenes.length === 0) continue;
    const extension = await build({ out: path.join(folder, damaged ? 'damaged' : 'whole') });
    if (damaged)
      await damageModels(
        extension,
        bundledCards().map(({ card }) => card),
      );
    const launched = await launchWithExtension(extension, { browser, headless: true });
    try {
      for (const scene of scenes) await photographAll(launched, scene);
    } finally {
      await launched.close();
    }
  }
} finally {
  web.close();
  await rm(folder, { recursive: true });
}

async function photographAll(launched: LaunchedWithExtension, scene: Scene): Promise<void> {
  for (const look of scene.everyLook ? LOOKS : LOOKS.slice(0, 1)) {
    const stage = stageFor(launched, look);
    await stage.ask('settings.set', DEFAULT_SETTINGS);
    await stage.ask('pause.set', { host: null, length: null });
    await stage.ask('pause.set', { host: PAGE_HOST, length: null });
    const page = await scene.show(stage);
    const name = [scene.name, look.name].filter(Boolean).join('-');
    const to = path.join(TO, `${name}.png`);
    await settled(page);
    const png = await page.screenshot({ fullPage: scene.whole ?? false, animations: 'disabled' });
    await sharp(png).png({ compressionLevel: 9, palette: true, colours: 64 }).toFile(to);
    console.log(`${path.relative(ROOT, to)} ${Math.round((await stat(to)).size / 1000)} kB`);
    for (const each of launched.context.pages().slice(1)) await each.close();
  }
}

/** The engine has said how it is, so that nothing of the picture depends on the moment. */
async function settled(page: Page): Promise<void> {
  if (page.url().includes('options')) {
    const state = page.locator('#engine dd').first();
    await state.filter({ hasText: /Ready|Stopped/ }).waitFor({ state: 'attached' });
  }
  await page.evaluate(() => document.fonts.ready);
}

function stageFor({ context, extensionId }: LaunchedWithExtension, look: Look): Stage {
  const origin = `chrome-extension://${extensionId}/`;
  const open = async (file: string): Promise<Page> => {
    const page = await context.newPage();
    const width = file.startsWith('popup') ? Math.min(POPUP_WIDTH, look.width) : look.width;
    await page.setViewportSize({ width, height: file.startsWith('popup') ? 560 : HEIGHT });
    await page.emulateMedia({
      colorScheme: look.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    });
    await page.goto(origin + file);
    await page.getByRole('main').waitFor();
    if (look.rtl) await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    return page;
  };
  return {
    context,
    open,
    ask: async (name, body) => {
      const page = await context.newPage();
      await page.goto(`${origin}manifest.json`);
      await page.evaluate((message) => chrome.runtime.sendMessage(message), {
        to: 'background',
        name,
        body,
      });
      await page.close();
    },
    visit: async () => {
      const page = await context.newPage();
      const url = `http://${PAGE_HOST}:${(web.address() as AddressInfo).port}/`;
      await page.goto(url);
      const ours = await context.newPage();
      await ours.goto(`${origin}manifest.json`);
      const id = await ours.evaluate(
        async (address) => (await chrome.tabs.query({})).find((tab) => tab.url === address)?.id,
        url,
      );
      await ours.close();
      if (id === undefined) throw new Error('no tab for the page');
      return id;
    },
  };
}
