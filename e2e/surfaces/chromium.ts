import type { Browser, CDPSession, Page } from 'playwright';
import { decode } from '../../demo/draw/encode.ts';
import { launchPlain } from '../../tools/launch.ts';
import { Figleaf } from '../harness.ts';
import { paintTrace } from '../trace.ts';
import { WINDOW } from './plan.ts';
import type { Hands } from './row.ts';
import type { Frame, Stage, View } from './stage.ts';

/** Without the extension. */
export async function controlStage(): Promise<Stage> {
  const launched = await launchPlain({ headless: true, viewport: WINDOW, ...RETURNING });
  return {
    withExtension: false,
    open: async () => openView(launched.browser, await launched.context.newPage()),
    judged: async () => 0,
    close: launched.close,
  };
}

/** @param built the extension's folder, built for development */
export async function figleafStage(built: string): Promise<Stage> {
  const figleaf = await Figleaf.launch(built, { viewport: WINDOW, ...RETURNING });
  await figleaf.reset();
  return {
    withExtension: true,
    open: async () => openView(figleaf.browser, await figleaf.newPage()),
    async judged() {
      const { judged, cached, failed } = await figleaf.facts();
      return judged + cached + failed;
    },
    close: figleaf.close,
  };
}

/** Playwright switches the back-forward cache off. */
const RETURNING = { ignoreDefaultArgs: ['--disable-back-forward-cache'] };

async function openView(browser: Browser, page: Page): Promise<View> {
  const session = await page.context().newCDPSession(page);
  const trace = await paintTrace(browser);
  const frames = await castFrames(session);
  return {
    hands: handsOf(page),
    async goto(url) {
      await page.goto(url);
    },
    async screen() {
      const { data } = await session.send('Page.captureScreenshot', {
        format: 'png',
        optimizeForSpeed: true,
      });
      return decode(Buffer.from(data, 'base64'));
    },
    async end() {
      const painted = await trace.stop();
      const shown = await frames.stop();
      await page.close();
      return { frames: shown, painted };
    },
  };
}

/** Half the size: a block of a picture still is six pixels wide, and the machine has other work. */
const CAST = { maxWidth: WINDOW.width / 2, maxHeight: WINDOW.height / 2 };

async function castFrames(session: CDPSession): Promise<{ stop(): Promise<Frame[]> }> {
  const taken: { data: string; width: number }[] = [];
  session.on('Page.screencastFrame', ({ data, sessionId, metadata }) => {
    taken.push({ data, width: metadata.deviceWidth });
    // The page may be gone by now, and with it who waits for this.
    session.send('Page.screencastFrameAck', { sessionId }).catch((error: unknown) => {
      console.debug(`no more frames: ${error}`);
    });
  });
  await session.send('Page.startScreencast', { format: 'png', everyNthFrame: 1, ...CAST });
  return {
    async stop() {
      await session.send('Page.stopScreencast');
      // The same frame again tells nothing new.
      const distinct = [...new Map(taken.map((frame) => [frame.data, frame])).values()];
      const frames: Frame[] = [];
      for (const { data, width } of distinct) {
        const picture = await decode(Buffer.from(data, 'base64'));
        frames.push({ picture, scale: picture.width / width });
      }
      return frames;
    },
  };
}

const handsOf = (page: Page): Hands => ({
  run: (script) => page.evaluate(script),
  hover: (selector) => page.hover(selector, { force: true }),
  click: (selector) => page.click(selector, { force: true }),
  scheme: (colorScheme) => page.emulateMedia({ colorScheme }),
  medium: (media) => page.emulateMedia({ media }),
  resize: (width, height) => page.setViewportSize({ width, height }),
  async goto(url) {
    await page.goto(url);
  },
  async back() {
    await page.goBack();
  },
  pdf: () => page.pdf({ printBackground: true }),
});
