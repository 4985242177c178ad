import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type {
  EngineFacts,
  HandCommand,
  RequestName,
  Requests,
  TabCounts,
} from '../../src/shared/messages.ts';
import type { StoredCard } from '../../src/shared/model-store.ts';
import type { Settings } from '../../src/shared/settings.ts';
import { build } from '../../tools/build.ts';
import { Firefox, type FirefoxOptions } from '../../tools/firefox/launch.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { GECKO_ID, HOME } from '../../tools/firefox/profile.ts';
import { baseTest } from '../base-test.ts';
import { expect, GALLERY_ROOM, putModel, TEST_SETTINGS } from '../harness.ts';
import { allowPrivateWindows } from './damage.ts';

export { expect } from '../harness.ts';

const READY_WITHIN_MS = 60_000;

/** Firefox with the extension, and a page of the extension to ask it through. */
export class FirefoxFigleaf {
  readonly firefox: Firefox;
  #ui: FirefoxPage;

  private constructor(firefox: Firefox, ui: FirefoxPage) {
    this.firefox = firefox;
    this.#ui = ui;
  }

  /** @param options.install in place of the usual way, which is an unpacked one's */
  static async launch(
    folder: string,
    options: FirefoxOptions & { install?(firefox: Firefox): Promise<void> } = {},
  ): Promise<FirefoxFigleaf> {
    const firefox = await Firefox.launch({ headless: true, ...options });
    await (options.install ? options.install(firefox) : firefox.install(folder));
    const figleaf = new FirefoxFigleaf(firefox, await firefox.newPage());
    await figleaf.#openUi();
    return figleaf;
  }

  get ui(): FirefoxPage {
    return this.#ui;
  }

  close = (): Promise<void> => this.firefox.close();

  async newPage(room = GALLERY_ROOM): Promise<FirefoxPage> {
    const page = await this.firefox.newPage();
    await page.setViewportSize(room);
    return page;
  }

  /** As a person may, in the browser's own settings. */
  async allowPrivateWindows(): Promise<void> {
    await allowPrivateWindows(await this.firefox.chrome());
    await this.reopenUi();
    await this.ready();
  }

  /** As the context menu does, for whatever shows this address, in whatever frame. */
  async byHand(page: FirefoxPage, command: HandCommand, src: string): Promise<void> {
    const tabId = await this.tabIdOf(page);
    await this.ui.evaluate(({ tab, order }) => chrome.tabs.sendMessage(tab, order), {
      tab: tabId,
      order: { command, src },
    });
  }

  /** A page in a private window. */
  async newPrivatePage(): Promise<FirefoxPage> {
    const before = new Set((await this.firefox.pages()).map(({ id }) => id));
    // The page that such a window begins with otherwise would take the place of what is opened next.
    const blank = { incognito: true, url: 'about:blank' };
    await this.#ui.evaluate((window) => chrome.windows.create(window), blank);
    const isNew = async () => (await this.firefox.pages()).find(({ id }) => !before.has(id));
    await expect.poll(isNew).toBeDefined();
    const page = await isNew();
    if (!page) throw new Error('the private window is gone');
    await expect.poll(() => page.evaluate(() => document.readyState)).toBe('complete');
    await page.setViewportSize(GALLERY_ROOM);
    return page;
  }

  /** @throws Error with the words of the refusal */
  async ask<N extends RequestName>(
    to: Requests[N]['to'],
    name: N,
    body: Requests[N]['body'],
  ): Promise<Requests[N]['reply']> {
    const envelope = { to, name, body };
    // Firefox has `browser` under Chrome's name, too, with the same promises.
    const answer = await this.#ui.evaluate(
      (message) => chrome.runtime.sendMessage(message),
      envelope,
    );
    if (!answer?.ok) throw new Error(`${name}: ${answer?.error ?? 'nobody answered'}`);
    return answer.reply;
  }

  set = (patch: Partial<Settings>) => this.ask('background', 'settings.set', patch);
  facts = (): Promise<EngineFacts> => this.ask('engine', 'engine.facts', null);

  /** The engine stands, with its model loaded. */
  async ready(): Promise<void> {
    await expect(async () => expect((await this.facts()).state.is).toBe('ready')).toPass({
      timeout: READY_WITHIN_MS,
    });
  }

  /** Puts a model where an installation puts it, and makes it the detector. */
  async installDetector(card: StoredCard, bytes: Uint8Array): Promise<void> {
    await this.#ui.evaluate(putModel, {
      id: card.id,
      card: JSON.stringify(card),
      base64: Buffer.from(bytes).toString('base64'),
    });
    await this.set({ detector: card.id });
  }

  /** As after installation, but with the engine loaded. */
  async reset(): Promise<void> {
    for (const page of await this.firefox.pages()) if (page.id !== this.#ui.id) await page.close();
    await this.set(TEST_SETTINGS);
    await this.ask('background', 'pause.set', { host: null, length: null });
    await this.ready();
    await this.ask('engine', 'engine.forgetCorrections', null);
    await this.ask('engine', 'engine.clearCache', null);
  }

  /** Ends the event page, as Firefox does when nothing has happened for a while. */
  async stopBackground(): Promise<void> {
    const window = await this.firefox.chrome();
    await window.evaluate(async (id) => {
      interface Policy {
        extension: { terminateBackground(options: object): Promise<void> };
      }
      const { WebExtensionPolicy } = globalThis as unknown as {
        WebExtensionPolicy: { getByID(id: string): Policy };
      };
      const options = { ignoreDevToolsAttached: true, disableResetIdleForTest: true };
      await WebExtensionPolicy.getByID(id).extension.terminateBackground(options);
    }, GECKO_ID);
  }

  /** How many pictures of the page the engine looked at and covered. */
  async counts(page: FirefoxPage): Promise<TabCounts> {
    return this.ask('engine', 'engine.counts', { tabId: await this.tabIdOf(page) });
  }

  /** The number by which the extension knows the page's tab. */
  async tabIdOf(page: FirefoxPage): Promise<number> {
    const address = await page.evaluate(() => location.href);
    return this.#ui.evaluate(async (url) => {
      const tabs = await chrome.tabs.query({});
      return tabs.find((tab) => tab.url === url)?.id ?? -1;
    }, address);
  }

  /** After whatever closed the page that was asked through. */
  async reopenUi(): Promise<void> {
    this.#ui = await this.firefox.newPage();
    await this.#openUi();
  }

  /** A page of the extension that asks nothing by itself. */
  async #openUi(): Promise<void> {
    // Firefox never tells that a page of an extension has loaded.
    await this.#ui.goto(`${HOME}manifest.json`, 'none');
    await expect
      .poll(() => this.#ui.evaluate(() => typeof chrome === 'object' && 'runtime' in chrome))
      .toBe(true);
  }
}

interface WorkerFixtures {
  /** The extension's folder, built for development. */
  built: string;
  figleafBrowser: FirefoxFigleaf;
  /** Firefox without the extension. */
  control: Firefox;
}

export const test = baseTest.extend<{ figleaf: FirefoxFigleaf; tab: FirefoxPage }, WorkerFixtures>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-e2e-'));
      await use(await build({ dev: true, target: 'firefox', out: folder }));
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  figleafBrowser: [
    async ({ built }, use) => {
      const figleaf = await FirefoxFigleaf.launch(built, {
        onLine: (line) => process.env.FIGLEAF_E2E_LOG && console.log(`  ${line}`),
      });
      await use(figleaf);
      await figleaf.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  control: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const firefox = await Firefox.launch({ headless: true });
      await use(firefox);
      await firefox.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  figleaf: async ({ figleafBrowser }, use) => {
    await figleafBrowser.reset();
    await use(figleafBrowser);
  },
  tab: async ({ figleaf }, use) => {
    await use(await figleaf.newPage());
  },
});
