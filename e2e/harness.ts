import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page, expect as plainExpect } from '@playwright/test';
import type { EngineFacts, RequestName, Requests, TabCounts } from '../src/shared/messages.ts';
import type { StoredCard } from '../src/shared/model-store.ts';
import { DEFAULT_SETTINGS, type Settings } from '../src/shared/settings.ts';
import { build } from '../tools/build.ts';
import {
  type LaunchedWithExtension,
  type LaunchOptions,
  launchWithExtension,
} from '../tools/launch.ts';
import { baseTest } from './base-test.ts';
import { type Look, looks, type Shots } from './eyes.ts';
import { attachToOffscreen, attachToWorkers, holdNewWorkers, type Target } from './targets.ts';

/** With the patience that a machine busy with other things asks for. */
export const expect = plainExpect.configure({ timeout: 40_000 });

const READY_WITHIN_MS = 40_000;

/** Of a window, for four pictures of 320 px in a row. Every pixel costs time in each look and frame. */
export const ROOM = { width: 1304, height: 1320 };

/** Room for the benchmark gallery as a whole, ten pictures of 320 px in a row. */
export const GALLERY_ROOM = { width: 3304, height: 1990 };

/** What tests start from: one model, so that an automatic choice cannot change it under them. */
export const TEST_SETTINGS: Settings = { ...DEFAULT_SETTINGS, model: 'fast' };

/** A browser with the extension, and a page of the extension to ask it through. */
export class Figleaf {
  readonly #launched: LaunchedWithExtension;
  #ui: Page;

  private constructor(launched: LaunchedWithExtension, ui: Page) {
    this.#launched = launched;
    this.#ui = ui;
  }

  static async launch(folder: string, options: LaunchOptions = {}): Promise<Figleaf> {
    const launched = await launchWithExtension(folder, {
      headless: true,
      viewport: ROOM,
      ...options,
    });
    const ui = await launched.context.newPage();
    // A page of the extension that asks nothing by itself.
    await ui.goto(`chrome-extension://${launched.extensionId}/manifest.json`);
    return new Figleaf(launched, ui);
  }

  get id(): string {
    return this.#launched.extensionId;
  }
  get browser() {
    return this.#launched.browser;
  }
  get ui(): Page {
    return this.#ui;
  }
  close = (): Promise<void> => this.#launched.close();
  newPage = (): Promise<Page> => this.#launched.context.newPage();

  /** What a person switches on for private windows; the extension starts anew with it. */
  async allowPrivateWindows(): Promise<void> {
    const settings = await this.newPage();
    await settings.goto('chrome://extensions');
    await settings.evaluate(async (extensionId) => {
      const { developerPrivate } = chrome as unknown as { developerPrivate: DeveloperPrivate };
      // Without it an unpacked extension does not come back.
      await developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
      const wanted = { extensionId, incognitoAccess: true };
      await developerPrivate.updateExtensionConfiguration(wanted);
    }, this.id);
    const ours = `chrome-extension://${this.id}/manifest.json`;
    // Its pages are gone, and new ones refused until it stands again.
    this.#ui = settings;
    await expect(() => this.#ui.goto(ours)).toPass();
  }

  /** A page in a private window. */
  async newPrivatePage(url: string): Promise<Page> {
    const opened = this.#launched.context.waitForEvent('page');
    await this.#ui.evaluate((at) => chrome.windows.create({ incognito: true, url: at }), url);
    const page = await opened;
    await page.setViewportSize(ROOM);
    return page;
  }

  /** @throws Error with the words of the refusal */
  async ask<N extends RequestName>(
    to: Requests[N]['to'],
    name: N,
    body: Requests[N]['body'],
  ): Promise<Requests[N]['reply']> {
    const answer = await this.#ui.evaluate((envelope) => chrome.runtime.sendMessage(envelope), {
      to,
      name,
      body,
    });
    if (!answer?.ok) throw new Error(`${name}: ${answer?.error ?? 'nobody answered'}`);
    return answer.reply;
  }

  set = (patch: Partial<Settings>) => this.ask('background', 'settings.set', patch);

  async facts(): Promise<EngineFacts> {
    await this.ask('background', 'engine.ensure', null);
    return this.ask('engine', 'engine.facts', null);
  }

  /** The engine stands, with its model loaded. */
  async ready(): Promise<void> {
    // Nobody answers for the moment in which one engine has gone and the next is not yet there.
    await expect(async () => expect((await this.facts()).state.is).toBe('ready')).toPass({
      timeout: READY_WITHIN_MS,
    });
  }

  /** As after installation, but with the engine loaded. */
  async reset(): Promise<void> {
    for (const page of this.#launched.context.pages()) if (page !== this.#ui) await page.close();
    await this.ask('background', 'engine.ensure', null);
    await this.set(TEST_SETTINGS);
    await this.ask('background', 'pause.set', { host: null, length: null });
    await this.#ui.evaluate(async () => {
      // Which sites were stricter before they were switched off.
      await chrome.storage.session.remove('stricter');
      const root = await navigator.storage.getDirectory();
      for await (const name of root.keys()) await root.removeEntry(name, { recursive: true });
    });
    await this.ready();
    await this.ask('engine', 'engine.forgetCorrections', null);
    await this.ask('engine', 'engine.clearCache', null);
  }

  /** Puts a model where an installation puts it, and makes it the detector. */
  async installDetector(card: StoredCard, bytes: Uint8Array): Promise<void> {
    await this.ui.evaluate(putModel, {
      id: card.id,
      card: JSON.stringify(card),
      base64: Buffer.from(bytes).toString('base64'),
    });
    await this.set({ detector: card.id });
  }

  /** @param page of ours, in whose profile it runs */
  async stopServiceWorker(page = this.#ui): Promise<void> {
    const session = await this.#launched.context.newCDPSession(page);
    const stopped = new Promise<void>((resolve) => {
      session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
        if (versions.some(({ runningStatus }) => runningStatus === 'stopped')) resolve();
      });
    });
    await session.send('ServiceWorker.enable');
    await session.send('ServiceWorker.stopAllWorkers');
    await stopped;
    await session.detach();
  }

  async closeOffscreen(): Promise<void> {
    await this.#ui.evaluate(() => chrome.offscreen.closeDocument());
  }

  offscreen = () => attachToOffscreen(this.browser, this.id);
  /** The classifier's, two where there are cores for them. */
  async workers(): Promise<Target[]> {
    const cores = await this.#ui.evaluate(() => navigator.hardwareConcurrency);
    return attachToWorkers(this.browser, this.id, Math.min(cores, 2));
  }

  async #worker(): Promise<Target> {
    const [worker] = await this.workers();
    if (!worker) throw new Error('no worker');
    return worker;
  }

  holdNewWorkers = () => holdNewWorkers(this.browser, this.id);

  /** An error that nothing in the engine's worker catches, as a crash of onnxruntime is. */
  async killWorker(): Promise<void> {
    const worker = await this.#worker();
    await worker.evaluate('setTimeout(() => { throw new Error("killed by the test") })');
  }

  /** As an endless loop in onnxruntime would: the worker does and says nothing any more. */
  async hangWorker(): Promise<void> {
    const worker = await this.#worker();
    const hung = await this.#ui.evaluateHandle(() => {
      const channel = new BroadcastChannel('hung');
      return {
        heard: new Promise<void>((resolve) => {
          channel.onmessage = () => resolve(channel.close());
        }),
      };
    });
    await worker.evaluate(
      "setTimeout(() => { new BroadcastChannel('hung').postMessage(null); for (;;); })",
    );
    await hung.evaluate(({ heard }) => heard);
  }

  /** Keeps every answer of the workers back. @returns lets them go, and all that follow */
  async holdVerdicts(): Promise<() => Promise<void>> {
    const workers = await this.workers();
    const all = (code: string) => Promise.all(workers.map((worker) => worker.evaluate(code)));
    await all(`{
      const post = self.postMessage.bind(self);
      const held = [];
      self.postMessage = (message) => held.push(message);
      self.release = () => { self.postMessage = post; held.splice(0).forEach((m) => post(m)); };
    } undefined`);
    return async () => {
      await all('self.release()');
    };
  }

  /** How many pictures of the page the engine looked at and covered. */
  async counts(page: Page): Promise<TabCounts> {
    return this.ask('engine', 'engine.counts', { tabId: await this.tabIdOf(page) });
  }

  /** The number by which the extension knows the page's tab. */
  tabIdOf = (page: Page): Promise<number> =>
    this.#ui.evaluate(async (url) => {
      const tabs = await chrome.tabs.query({});
      return tabs.find((tab) => tab.url === url)?.id ?? -1;
    }, page.url());
}

/** Runs in a page of the extension: a model's files, as an installation writes them. */
export async function putModel(model: { id: string; card: string; base64: string }): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const models = await root.getDirectoryHandle('models', { create: true });
  const folder = await models.getDirectoryHandle(model.id, { create: true });
  const write = async (name: string, data: Blob) => {
    const file = await folder.getFileHandle(name, { create: true });
    await data.stream().pipeTo(await file.createWritable());
  };
  const bytes = Uint8Array.from(atob(model.base64), (char) => char.charCodeAt(0));
  await write('model.onnx', new Blob([bytes]));
  await write('card.json', new Blob([model.card]));
}

/** What chrome://extensions itself is made with. */
interface DeveloperPrivate {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(update: {
    extensionId: string;
    incognitoAccess: boolean;
  }): Promise<void>;
}

interface WorkerFixtures {
  /** The extension's folder, built for development. */
  built: string;
  figleafBrowser: Figleaf;
}

export const test = baseTest.extend<
  { figleaf: Figleaf; page: Page; room: typeof ROOM },
  WorkerFixtures
>({
  built: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names from the pattern.
    async ({}, use) => {
      const folder = await mkdtemp(path.join(tmpdir(), 'figleaf-e2e-'));
      await use(await build({ dev: true, out: folder }));
      await rm(folder, { recursive: true });
    },
    { scope: 'worker' },
  ],
  figleafBrowser: [
    async ({ built }, use) => {
      const figleaf = await Figleaf.launch(built);
      await use(figleaf);
      await figleaf.close();
    },
    { scope: 'worker' },
  ],
  figleaf: async ({ figleafBrowser }, use) => {
    await figleafBrowser.reset();
    await use(figleafBrowser);
  },
  room: [ROOM, { option: true }],
  page: async ({ figleaf, room }, use) => {
    const page = await figleaf.newPage();
    if (room !== ROOM) await page.setViewportSize(room);
    await use(page);
  },
});

/** Of so many pictures a look takes a second, which the engine could judge in. */
const MANY = 12;

/** Waits until the pictures look as they should to a person. */
export async function expectLooks(
  page: Page,
  shots: Shots,
  expected: Readonly<Record<string, Look>>,
): Promise<void> {
  const intervals = Object.keys(shots).length > MANY ? [1000] : [100, 250, 500];
  await expect.poll(() => looks(page, shots), { intervals }).toEqual(expected);
}

/** A page of nothing but pictures at natural size, side by side. */
export const pageOf = (body: string, head = ''): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<style>body { margin: 0; font-size: 0 }</style>${head}</head><body>${body}</body></html>`;
