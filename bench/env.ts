import type { Page } from 'playwright';
import type { EngineFacts } from '../src/shared/messages.ts';
import type { Settings } from '../src/shared/settings.ts';
import type { Browser as FoundBrowser } from '../tools/find-browser.ts';
import {
  type Launched,
  type LaunchedWithExtension,
  type LaunchOptions,
  launchPlain,
  launchWithExtension,
} from '../tools/launch.ts';
// Only the types of the page's globals.
import type {} from './pages/engine.ts';
import type {} from './pages/nsfwjs.ts';
import type {} from './pages/watch.ts';
import type { Server } from './server.ts';

/** What every measurement works with. */
export interface Env {
  /** How often each thing is done; medians are over these. */
  rounds: number;
  server: Server;
  browser: FoundBrowser;
  /** Folder of the unpacked extension, bench/engine.html inside. */
  extension: string;
  log(line: string): void;
}

export interface Target {
  is: 'at least' | 'at most';
  value: number;
}

/** One line of the result. */
export interface Row {
  what: string;
  value: number;
  unit: string;
  target?: Target;
  /** What the value was made from, or what to know when reading it. */
  note?: string;
}

export interface Session extends LaunchedWithExtension {
  /** A page inside the extension, `globalThis.engine` in it. */
  console: Page;
  facts: EngineFacts;
}

const VIEWPORT = { width: 1280, height: 800 };
const WARM_WITHIN_MS = 90_000;

/**
 * Chromium with the extension, its engine loaded, its batch measured, its code warm.
 * @param profile one to use and keep; by default a new one
 */
export async function startWithExtension(
  env: Env,
  model: Settings['model'],
  profile?: string,
): Promise<Session> {
  const launched = await launchWithExtension(env.extension, options(env, profile));
  const console = await launched.context.newPage();
  await console.goto(`chrome-extension://${launched.extensionId}/bench/engine.html`);
  await console.waitForFunction(() => 'engine' in globalThis);
  await console.evaluate((choice) => globalThis.engine.set({ model: choice }), model);
  const page = await openPage(launched, env);
  await insert(page, env.server.fresh(24));
  const until = Date.now() + WARM_WITHIN_MS;
  let facts = await console.evaluate(() => globalThis.engine.facts());
  for (;;) {
    const tuning = await console.evaluate(() => globalThis.engine.tuning());
    facts = await console.evaluate(() => globalThis.engine.facts());
    const chosen = model !== 'auto' || facts.decision !== null;
    if (chosen && facts.model && tuning?.batches[facts.model.id]) break;
    if (Date.now() > until) throw new Error(`engine not ready: ${JSON.stringify(facts)}`);
    await pause(250);
    // The batch of a model that was chosen meanwhile is measured once it has judged something.
    if (model === 'auto' && facts.decision) await insert(page, env.server.fresh(4));
  }
  await insert(page, env.server.fresh(24));
  await page.close();
  return { ...launched, console, facts };
}

export const startPlain = (env: Env, profile?: string): Promise<Launched> =>
  launchPlain(options(env, profile));

const options = (env: Env, profile?: string): LaunchOptions => ({
  browser: env.browser,
  headless: true,
  viewport: VIEWPORT,
  ...(profile === undefined ? {} : { profile }),
});

/** An empty page of the server's. */
export async function openPage({ context }: Pick<Launched, 'context'>, env: Env): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${env.server.origin}/blank`);
  return page;
}

/** Inserts pictures at once and waits until each is decided and on screen. */
export const insert = (page: Page, urls: string[], where: 'here' | 'far-below' = 'here') =>
  page.evaluate(([list, place]) => globalThis.bench.insert(list, place), [urls, where] as const);

export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** @returns the value below which a share (0–1) of the values lies; NaN for none */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low, high] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return ((low ?? Number.NaN) + (high ?? Number.NaN)) / 2;
}

/** `12.3 (11.8–14.0)`: median, least and most. */
export const spread = (values: readonly number[]): string =>
  `${median(values).toFixed(1)} (${Math.min(...values).toFixed(1)}–${Math.max(...values).toFixed(1)})`;
