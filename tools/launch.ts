import { createHash } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright';
import { MINIMUM } from '../src/shared/platform.ts';
import type { Browser as FoundBrowser } from './find-browser.ts';
import { ensureBrowser } from './install-browser.ts';

export interface LaunchOptions {
  /** The browser to start; by default whatever is found or may be installed. */
  browser?: FoundBrowser;
  /** By default: only where there is no display. */
  headless?: boolean;
  /** Added to the command line. */
  args?: readonly string[];
  /** A profile to use and keep; by default a new one, removed on closing. */
  profile?: string;
  /**
   * Every *.test name is this machine and nothing else on the network can be reached; on unless
   * set to false.
   */
  closedNetwork?: boolean;
  /** CSS pixels of the pages; null for the window's own. */
  viewport?: { width: number; height: number } | null;
  env?: Readonly<Record<string, string>>;
  /** Of the arguments that Playwright adds by itself, those to leave out. */
  ignoreDefaultArgs?: readonly string[];
}

export interface Launched {
  context: BrowserContext;
  browser: Browser;
  close(): Promise<void>;
}

export interface LaunchedWithExtension extends Launched {
  extensionId: string;
}

const STARTS_WITHIN_MS = 30_000;

const CLOSED_NETWORK =
  '--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1';

/** Lets `loadUnpacked` work. */
export const ALLOW_LOADING = '--enable-unsafe-extension-debugging';

/** A person could see a window. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Starts Chromium without any extension.
 * @throws Error when no browser is found, or it is older than the extension asks for
 */
export async function launchPlain(options: LaunchOptions = {}): Promise<Launched> {
  const found = options.browser ?? ensureBrowser('chromium');
  const context = await chromium.launchPersistentContext(options.profile ?? '', {
    executablePath: found.path,
    headless: options.headless ?? !hasDisplay(),
    // The sandbox refuses to work for root; anyone else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
    ...(options.viewport === undefined ? {} : { viewport: options.viewport }),
    ...(options.env ? { env: options.env } : {}),
    ignoreDefaultArgs: [...(options.ignoreDefaultArgs ?? [])],
    args: [
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(options.closedNetwork === false ? [] : [CLOSED_NETWORK]),
      ...(options.args ?? []),
    ],
  });
  try {
    const browser = context.browser();
    if (!browser) throw new Error('Playwright gave no browser for the context');
    const major = Number.parseInt(browser.version(), 10);
    if (!(major >= MINIMUM.chrome)) {
      throw new Error(
        `${found.path} is version ${browser.version()}; Figleaf needs ${MINIMUM.chrome} or later.`,
      );
    }
    return { context, browser, close: () => context.close() };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/**
 * Starts Chromium with an unpacked extension, and waits until its service worker runs.
 * Branded Chrome has ignored --load-extension since 137; there it is loaded through the debugging
 * pipe, which Playwright speaks anyway.
 * @param extension folder of the unpacked extension
 * @throws Error as `launchPlain` does, or when the extension does not start
 */
export async function launchWithExtension(
  extension: string,
  options: LaunchOptions = {},
): Promise<LaunchedWithExtension> {
  const folder = await realpath(extension);
  const found = options.browser ?? ensureBrowser('chromium');
  const byPipe = found.branded;
  const launched = await launchPlain({
    ...options,
    browser: found,
    ignoreDefaultArgs: ['--disable-extensions', ...(options.ignoreDefaultArgs ?? [])],
    args: [
      ...(byPipe
        ? [ALLOW_LOADING]
        : [`--disable-extensions-except=${folder}`, `--load-extension=${folder}`]),
      ...(options.args ?? []),
    ],
  });
  try {
    const extensionId = byPipe
      ? await loadUnpacked(launched.browser, folder)
      : await idOfUnpacked(folder);
    await serviceWorker(launched.context, extensionId);
    return { ...launched, extensionId };
  } catch (error) {
    await launched.close();
    throw error;
  }
}

/**
 * Loads an unpacked extension into a running browser, or loads it anew when it is there already.
 * The browser must have been started with `ALLOW_LOADING`.
 * @returns the extension's id
 */
export async function loadUnpacked(browser: Browser, folder: string): Promise<string> {
  const session = await browser.newBrowserCDPSession();
  // Playwright's table of commands does not know this domain yet.
  const send = session.send.bind(session) as unknown as (
    method: 'Extensions.loadUnpacked',
    params: { path: string },
  ) => Promise<{ id: string }>;
  const { id } = await send('Extensions.loadUnpacked', { path: folder });
  await session.detach();
  return id;
}

/**
 * Chromium names an extension after its manifest's key, else after its folder: the first 128 bits
 * of the SHA-256, a letter from a to p for each four.
 */
async function idOfUnpacked(folder: string): Promise<string> {
  const manifest: { key?: string } = JSON.parse(
    await readFile(path.join(folder, 'manifest.json'), 'utf8'),
  );
  const named = manifest.key
    ? Buffer.from(manifest.key, 'base64')
    : Buffer.from(folder, process.platform === 'win32' ? 'utf16le' : 'utf8');
  const hex = createHash('sha256').update(named).digest('hex').slice(0, 32);
  return hex.replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 16)));
}

/** Other extensions (a browser's own components) may have workers too; only ours counts. */
async function serviceWorker(context: BrowserContext, extensionId: string): Promise<void> {
  const isOurs = (worker: { url(): string }) =>
    worker.url().startsWith(`chrome-extension://${extensionId}/`);
  if (context.serviceWorkers().some(isOurs)) return;
  try {
    await context.waitForEvent('serviceworker', {
      predicate: isOurs,
      timeout: STARTS_WITHIN_MS,
    });
  } catch (cause) {
    throw new Error(`the extension's service worker did not start (${extensionId})`, { cause });
  }
}
