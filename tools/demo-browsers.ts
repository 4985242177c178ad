import type { JournalEntry } from '../src/shared/messages.ts';
import type { Browser } from './find-browser.ts';
import { Firefox } from './firefox/launch.ts';
import { openExtensionPage, readFirefoxJournal } from './firefox/own-pages.ts';
import { openOptions, readJournal } from './journal.ts';
import { launchPlain, launchWithExtension } from './launch.ts';

/** A page of any browser, as far as the demo goes. */
export interface DemoPage {
  setViewportSize(size: { width: number; height: number }): Promise<void>;
  goto(url: string): Promise<unknown>;
  evaluate<Result, Argument>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
  /** @returns a PNG of the window */
  screenshot(): Promise<Buffer>;
}

export interface DemoBrowser {
  /** Without a window. @param extension folder of the unpacked extension; null for none */
  launch(extension: string | null): Promise<{
    newPage(): Promise<DemoPage>;
    /** Only with the extension. @returns null while the engine does not answer yet */
    readJournal(): Promise<JournalEntry[] | null>;
    close(): Promise<void>;
  }>;
}

const nothing = () => Promise.resolve(null);

export const demoBrowser = (browser: Browser): DemoBrowser =>
  browser.kind === 'firefox' ? inFirefox(browser) : inChromium(browser);

const inChromium = (browser: Browser): DemoBrowser => ({
  async launch(extension) {
    if (extension === null) {
      const { context, close } = await launchPlain({ browser, headless: true });
      const newPage = () => context.newPage();
      return { newPage, readJournal: nothing, close };
    }
    const launched = await launchWithExtension(extension, { browser, headless: true });
    const { context, extensionId, close } = launched;
    const options = await openOptions(await context.newPage(), extensionId);
    return {
      newPage: () => context.newPage(),
      readJournal: () => readJournal(options),
      close,
    };
  },
});

const inFirefox = (browser: Browser): DemoBrowser => ({
  async launch(extension) {
    const firefox = await Firefox.launch({ browser, headless: true });
    const close = () => firefox.close();
    const newPage = () => firefox.newPage();
    if (extension === null) return { newPage, readJournal: nothing, close };
    await firefox.install(extension);
    const own = await openExtensionPage(await firefox.newPage());
    return { newPage, readJournal: () => readFirefoxJournal(own), close };
  },
});
