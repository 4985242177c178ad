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
import { damageModels, pageOfTheWeb, SCENES } from './screenshot-scenes.ts';
import { type Look, PAGE_HOST, type Scene, stageFor } from './screenshot-stage.ts';

/*
 * npm run screenshots: every page of ours in every state, into docs/screenshots. A part of a name
 * as argument takes those alone.
 */

const LOOKS: readonly Look[] = [
  { name: '', width: 1100 },
  { name: 'dark', width: 1100, dark: true },
  { name: '320', width: 320 },
  { name: 'rtl', width: 700, rtl: true },
];
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
    const stage = stageFor(launched, look, (web.address() as AddressInfo).port);
    await stage.ask('settings.set', DEFAULT_SETTINGS);
    await stage.ask('pause.set', { host: null, length: null });
    await stage.ask('pause.set', { host: PAGE_HOST, length: null });
    await stage.settled();
    const page = await scene.show(stage);
    const name = [scene.name, look.name].filter(Boolean).join('-');
    const to = path.join(TO, `${name}.png`);
    await settled(page);
    const png = await page.screenshot({ fullPage: scene.whole ?? false, animations: 'disabled' });
    await sharp(png).png({ compressionLevel: 9, palette: true, colours: 64 }).toFile(to);
    console.log(`${path.relative(ROOT, to)} ${Math.round((await stat(to)).size / 1000)} kB`);
    await stage.over();
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
