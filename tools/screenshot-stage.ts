import type { Page } from 'playwright';
import { holdNewWorkers } from '../e2e/targets.ts';
import type { Requests } from '../src/shared/messages.ts';
import type { LaunchedWithExtension } from './launch.ts';
import { setSiteAccess } from './site-access.ts';

export interface Look {
  name: string;
  width: number;
  dark?: boolean;
  rtl?: boolean;
}

/** What the scenes act on: pages of one browser with the extension. */
export interface Stage {
  /** A page of the extension in the wanted look. */
  open(file: string): Promise<Page>;
  ask<N extends 'settings.set' | 'pause.set' | 'engine.ensure'>(
    name: N,
    body: Requests[N]['body'],
  ): Promise<void>;
  /** A page of the web, for the popup to be about; gives the tab's number. */
  visit(): Promise<number>;
  /** A page of the browser's own, which no extension reaches; gives the tab's number. */
  visitClosed(): Promise<number>;
  /** What a person chooses on the browser's page of extensions, until the scene is over. */
  withholdSites(): Promise<void>;
  /** The engine has said how it is, so that nothing of the picture depends on the moment. */
  settled(): Promise<void>;
  /** The engine does not get ready until the scene is over. */
  holdEngine(): Promise<void>;
  /** The scene is over. */
  over(): Promise<void>;
}

export interface Scene {
  name: string;
  /** The whole length of the page, and not what a window shows of it. */
  whole?: boolean;
  /** In each of the looks, and not in the first alone. */
  everyLook?: boolean;
  /** With a model file cut short. */
  damaged?: boolean;
  show(stage: Stage): Promise<Page>;
}

const POPUP_WIDTH = 360;
export const PAGE_HOST = 'pictures.test';
const HEIGHT = 820;

/** @param port of the server that gives the page of the web */
export function stageFor(
  { browser, context, extensionId }: LaunchedWithExtension,
  look: Look,
  port: number,
): Stage {
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
  const ours = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
    const page = await context.newPage();
    await page.goto(`${origin}manifest.json`);
    const result = await work(page);
    await page.close();
    return result;
  };
  const ask: Stage['ask'] = (name, body) =>
    ours(async (page) => {
      await page.evaluate((message) => chrome.runtime.sendMessage(message), {
        to: 'background',
        name,
        body,
      });
    });
  /** Visits, and gives the number of the newest tab at that address; null where it is kept from us. */
  const visit = async (url: string, told: string | null): Promise<number> => {
    await (await context.newPage()).goto(url);
    const ids = await ours((page) =>
      page.evaluate(async (address) => {
        const tabs = await chrome.tabs.query({});
        return tabs.filter((tab) => (tab.url || null) === address).map(({ id }) => id ?? -1);
      }, told),
    );
    if (ids.length === 0) throw new Error(`no tab for ${url}`);
    return Math.max(...ids);
  };
  const endings: (() => Promise<void>)[] = [];
  return {
    open,
    ask,
    visit: () => {
      const url = `http://${PAGE_HOST}:${port}/`;
      return visit(url, url);
    },
    visitClosed: () => visit('chrome://version/', null),
    withholdSites: async () => {
      endings.push(() => setSiteAccess(context, extensionId, 'ON_ALL_SITES'));
      await setSiteAccess(context, extensionId, 'ON_CLICK');
    },
    settled: async () => {
      await ask('engine.ensure', null);
      await ours((page) =>
        page.waitForFunction(async () => {
          const facts = { to: 'engine', name: 'engine.facts', body: null };
          // Nobody answers before the engine's document stands.
          const answer = await chrome.runtime.sendMessage(facts).catch(() => null);
          return answer?.ok && answer.reply.state.is !== 'loading';
        }),
      );
    },
    holdEngine: async () => {
      endings.push(await holdNewWorkers(browser, extensionId));
      // Another model takes another worker.
      await ask('settings.set', { model: 'balanced' });
    },
    over: async () => {
      for (const end of endings.splice(0)) await end();
    },
  };
}
