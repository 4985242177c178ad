import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { realpath, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { MINIMUM } from '../../src/shared/platform.ts';
import type { Browser } from '../find-browser.ts';
import { ensureBrowser } from '../install-browser.ts';
import { hasDisplay } from '../launch.ts';
import { Bidi } from './bidi.ts';
import { FirefoxPage } from './page.ts';
import { makeProfile } from './profile.ts';

export interface FirefoxOptions {
  /** The browser to start; by default whatever is found or may be installed. */
  browser?: Browser;
  /** By default: only where there is no display. */
  headless?: boolean;
  /** On unless set to false: every name is this machine and nothing else can be reached. */
  closedNetwork?: boolean;
  prefs?: Readonly<Record<string, string | number | boolean>>;
  /** Told each line that the browser and its pages' consoles write. */
  onLine?(line: string): void;
}

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 10_000;
const LISTENING = /^WebDriver BiDi listening on (ws:\S+)$/;

/** A running Firefox with a profile of its own. */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #bidi: Bidi;
  /** Of the process, closed however it ends. */
  readonly closed: Promise<unknown>;

  private constructor(program: ChildProcess, profile: string, bidi: Bidi) {
    this.#process = program;
    this.#profile = profile;
    this.#bidi = bidi;
    this.closed = program.exitCode === null ? once(program, 'exit') : Promise.resolve();
  }

  /** @throws Error when it does not start, or is older than the extension asks for */
  static async launch(options: FirefoxOptions = {}): Promise<Firefox> {
    const found = options.browser ?? ensureBrowser('firefox');
    const profile = await makeProfile(options.closedNetwork !== false, options.prefs);
    const headless = options.headless ?? !hasDisplay();
    const program = spawn(
      found.path,
      [
        ...(headless ? ['--headless'] : []),
        '--no-remote',
        '--profile',
        profile,
        '--remote-debugging-port',
        '0',
        // Without it the extension's own pages cannot be opened.
        '--remote-allow-system-access',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    try {
      const url = await addressOf(program, options.onLine ?? (() => undefined));
      const bidi = await Bidi.connect(`${url}/session`);
      const firefox = new Firefox(program, profile, bidi);
      const { capabilities } = await bidi.send<{ capabilities: { browserVersion: string } }>(
        'session.new',
        { capabilities: {} },
      );
      const version = capabilities.browserVersion;
      if (!(Number.parseInt(version, 10) >= MINIMUM.firefox)) {
        throw new Error(
          `${found.path} is version ${version}; Figleaf needs ${MINIMUM.firefox} or later.`,
        );
      }
      return firefox;
    } catch (error) {
      await end(program, profile);
      throw error;
    }
  }

  /** Loads an unpacked extension, or loads it anew. @returns its id */
  async install(folder: string): Promise<string> {
    const { extension } = await this.#bidi.send<{ extension: string }>('webExtension.install', {
      extensionData: { type: 'path', path: await realpath(folder) },
    });
    return extension;
  }

  async uninstall(extension: string): Promise<void> {
    await this.#bidi.send('webExtension.uninstall', { extension });
  }

  async newPage(): Promise<FirefoxPage> {
    const { context } = await this.#bidi.send<{ context: string }>('browsingContext.create', {
      type: 'tab',
    });
    return new FirefoxPage(this.#bidi, context);
  }

  async pages(): Promise<FirefoxPage[]> {
    const { contexts } = await this.#bidi.send<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      { maxDepth: 0 },
    );
    return contexts.map(({ context }) => new FirefoxPage(this.#bidi, context));
  }

  /** The browser's own window: its scripts may do what the browser itself does. */
  async chrome(): Promise<FirefoxPage> {
    const { contexts } = await this.#bidi.send<{ contexts: { context: string }[] }>(
      'browsingContext.getTree',
      { maxDepth: 0, 'moz:scope': 'chrome' },
    );
    const [window] = contexts;
    if (!window) throw new Error('Firefox has no window');
    return new FirefoxPage(this.#bidi, window.context);
  }

  async close(): Promise<void> {
    this.#bidi.close();
    await end(this.#process, this.#profile);
  }
}

/** Waits for the line in which Firefox says where it listens. */
function addressOf(program: ChildProcess, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('Firefox did not start')), STARTS_WITHIN_MS);
    program.once('error', reject);
    program.once('exit', (code) => reject(new Error(`Firefox ended with ${code}`)));
    for (const input of [program.stdout, program.stderr]) {
      if (!input) continue;
      createInterface({ input }).on('line', (line) => {
        onLine(line);
        const [, url] = LISTENING.exec(line) ?? [];
        if (!url) return;
        clearTimeout(timer);
        resolve(url);
      });
    }
  });
}

async function end(program: ChildProcess, profile: string): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) {
    const ended = once(program, 'exit');
    program.kill();
    const timer = setTimeout(() => program.kill('SIGKILL'), ENDS_WITHIN_MS);
    await ended;
    clearTimeout(timer);
  }
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
