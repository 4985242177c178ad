import { setTimeout as pause } from 'node:timers/promises';
import { decode } from '../../demo/draw/encode.ts';
import { Firefox } from '../../tools/firefox/launch.ts';
import type { FirefoxPage } from '../../tools/firefox/page.ts';
import { FirefoxFigleaf } from '../firefox/harness.ts';
import { WINDOW } from './plan.ts';
import type { Condition, Hands } from './row.ts';
import type { Frame, Stage, View } from './stage.ts';

/*
 * Firefox, as the table needs it. Nothing there tells of what is painted, and no frames are cast: the
 * screen is looked at as often as it can be from before the page is opened until the end.
 */

/** Without the extension. */
export async function controlStage(): Promise<Stage> {
  const firefox = await Firefox.launch({ headless: true });
  return {
    withExtension: false,
    open: async () => openView(firefox, await firefox.newPage(), NO_EFFECTS),
    judged: async () => 0,
    close: () => firefox.close(),
  };
}

/** @param built the extension's folder, built for development */
export async function figleafStage(built: string): Promise<Stage> {
  const figleaf = await FirefoxFigleaf.launch(built);
  await figleaf.reset();
  return {
    withExtension: true,
    async open(condition) {
      const effects = condition ? await UNDER[condition](figleaf) : NO_EFFECTS;
      return openView(figleaf.firefox, await figleaf.firefox.newPage(), effects);
    },
    async judged() {
      const { judged, cached, failed } = await figleaf.facts();
      return judged + cached + failed;
    },
    close: figleaf.close,
  };
}

type Effects = Pick<View, 'brace' | 'goOn'>;

const NOTHING = async (): Promise<void> => undefined;
const NO_EFFECTS: Effects = { brace: NOTHING, goOn: NOTHING };

const impossible = (condition: Condition) => () => {
  throw new Error(`${condition}: not in Firefox`);
};

const UNDER: Readonly<Record<Condition, (figleaf: FirefoxFigleaf) => Promise<Effects>>> = {
  'late verdicts': impossible('late verdicts'),
  'a quarter of the CPU': impossible('a quarter of the CPU'),
  // Whatever happens wakes the background, so it is stopped before each act.
  'the service worker stopped': async (figleaf) => ({
    brace: () => figleaf.stopBackground(),
    goOn: NOTHING,
  }),
};

async function openView(firefox: Firefox, page: FirefoxPage, effects: Effects): Promise<View> {
  await page.setViewportSize(WINDOW);
  const frames = watchScreen(page);
  return {
    hands: handsOf(firefox, page),
    ...effects,
    goto: (url) => page.goto(url),
    async screen() {
      for (;;) {
        const shot = await shootIfThere(page);
        if (shot) return decode(shot);
      }
    },
    async end() {
      const shown = await frames.stop();
      await page.close();
      return { frames: shown, painted: null };
    },
  };
}

/** @returns null between two pages, where there is none to look at */
async function shootIfThere(page: FirefoxPage): Promise<Buffer | null> {
  try {
    return await page.screenshot();
  } catch (error) {
    if (
      /unable to capture|no such|actor|discarded|navigat|destroyed|win is null/i.test(String(error))
    ) {
      return null;
    }
    throw error;
  }
}

/** Between two looks, so that the page and the engine get on, too. */
const REST_MS = 30;

function watchScreen(page: FirefoxPage): { stop(): Promise<Frame[]> } {
  const taken = new Set<string>();
  let isDone = false;
  const watching = (async () => {
    while (!isDone) {
      const shot = await shootIfThere(page);
      // The same screen again tells nothing new.
      if (shot) taken.add(shot.toString('base64'));
      await pause(REST_MS);
    }
  })();
  // Told to whoever ends the watch.
  watching.catch(() => undefined);
  return {
    async stop() {
      isDone = true;
      await watching;
      const frames: Frame[] = [];
      for (const data of taken) {
        const picture = await decode(Buffer.from(data, 'base64'));
        frames.push({ picture, scale: picture.width / WINDOW.width });
      }
      return frames;
    },
  };
}

const handsOf = (firefox: Firefox, page: FirefoxPage): Hands => {
  const middleOf = async (selector: string): Promise<[number, number]> => {
    const found = await page.run(
      `(() => { const { x, y, width, height } = document.querySelector(${JSON.stringify(selector)}).getBoundingClientRect(); return [x + width / 2, y + height / 2].join(); })()`,
    );
    const [x = 0, y = 0] = String(found).split(',').map(Number);
    return [x, y];
  };
  return {
    run: (expression) => page.run(expression),
    hover: async (selector) => page.hover(...(await middleOf(selector))),
    click: async (selector) => page.click(...(await middleOf(selector))),
    scheme: (scheme) => override(firefox, page, 'prefersColorSchemeOverride', scheme),
    medium: (medium) => override(firefox, page, 'mediumOverride', medium),
    resize: (width, height) => page.setViewportSize({ width, height }),
    goto: (url) => page.goto(url),
    pdf: () => page.pdf(),
  };
};

/** What the developer tools set, on the tab with the page's address. */
async function override(
  firefox: Firefox,
  page: FirefoxPage,
  name: 'prefersColorSchemeOverride' | 'mediumOverride',
  value: string,
): Promise<void> {
  const url = await page.evaluate(() => location.href);
  const window = await firefox.chrome();
  await window.evaluate(
    ([address, key, wanted]) => {
      interface Tabs {
        browsers: { currentURI: { spec: string }; browsingContext: Record<string, string> }[];
      }
      const { gBrowser } = globalThis as unknown as { gBrowser: Tabs };
      const tab = gBrowser.browsers.find(({ currentURI }) => currentURI.spec === address);
      if (!tab) throw new Error(`no tab shows ${address}`);
      tab.browsingContext[key] = wanted;
    },
    [url, name, value] as const,
  );
}
