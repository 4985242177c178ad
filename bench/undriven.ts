import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { until } from '../tools/until.ts';
import type { Env } from './env.ts';

/**
 * A browser that nobody drives, as a person's is: a debugger that listens in on every request and
 * message (Playwright's does) takes processor time of its own, which would count as ours.
 * @param args beside those every run has; addresses to open go last
 */
export function startUndriven(
  env: Env,
  profile: string,
  extension: boolean,
  args: readonly string[],
): ChildProcess {
  const root = process.getuid?.() === 0;
  return spawn(
    env.browser.path,
    [
      '--headless=new',
      ...(root ? ['--no-sandbox'] : []),
      `--user-data-dir=${profile}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--window-size=1280,800',
      // Only to have an address opened; nobody attaches to anything.
      '--remote-debugging-port=0',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
      ...(extension
        ? [`--disable-extensions-except=${env.extension}`, `--load-extension=${env.extension}`]
        : []),
      ...args,
    ],
    { stdio: 'ignore' },
  );
}

const STARTS_WITHIN_MS = 30_000;

/** Has `address` opened in a tab, without attaching to it; for a browser of `startUndriven`. */
export async function openIn(profile: string, address: string): Promise<void> {
  const file = path.join(profile, 'DevToolsActivePort');
  const opened = await until(async () => {
    const [port] = (await readFile(file, 'utf8').catch(() => '')).split('\n');
    if (!port) return null;
    const tools = `http://127.0.0.1:${port}/json`;
    return fetch(`${tools}/new?${encodeURIComponent(address)}`, { method: 'PUT' });
  }, STARTS_WITHIN_MS);
  if (!opened?.ok) throw new Error(`${address} did not open: ${opened?.status}`);
}

export async function stopUndriven(browser: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => browser.once('exit', resolve));
  if (browser.exitCode !== null) return;
  browser.kill('SIGTERM');
  const timer = setTimeout(() => browser.kill('SIGKILL'), 15_000);
  await ended;
  clearTimeout(timer);
}
