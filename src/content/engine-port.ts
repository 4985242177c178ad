import { type EngineSays, PAGE_PORT, type PageSays } from '../shared/messages.ts';
import { clonesMessages } from '../shared/wire.ts';
import { askBackground } from './ask-background.ts';

/** Between attempts to reach an engine that is not there, doubling up to the second. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 5_000;

/**
 * The line to the engine. Connects straight to the engine's document; only when that is missing is
 * the background asked to make it. Whatever ends the line, it is built again, and `onOpen` tells
 * the page to ask once more for what it had no answer to.
 */
export class EnginePort {
  readonly #onOpen: () => void;
  readonly #onSaid: (message: EngineSays) => void;
  #port: chrome.runtime.Port | null = null;
  #open = false;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;
  /** Messages to the engine carry bytes as they are. */
  clones = false;

  constructor(onOpen: () => void, onSaid: (message: EngineSays) => void) {
    this.#onOpen = onOpen;
    this.#onSaid = onSaid;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  connect(): void {
    if (this.#closed || this.#port || !alive()) return;
    const port = chrome.runtime.connect({ name: PAGE_PORT });
    this.#port = port;
    port.onMessage.addListener((message: EngineSays) => {
      if (message.say === 'view') this.#welcome(port, message.probe);
      this.#onSaid(message);
      if (message.say === 'view' && !this.#open) {
        this.#open = true;
        this.#onOpen();
      }
    });
    port.onDisconnect.addListener(() => {
      // Reading it keeps Chrome from reporting "no receiving end" in the page's console.
      void chrome.runtime?.lastError;
      if (this.#port !== port) return;
      this.#port = null;
      this.#open = false;
      void this.#again();
    });
  }

  /** The page comes back from the back-forward cache, which ends the line and tells nobody here. */
  reconnect(): void {
    const gone = this.#port;
    this.#port = null;
    this.#open = false;
    gone?.disconnect();
    this.connect();
  }

  /** @returns whether the line was open; what is said on a closed one is said again in `onOpen` */
  say(message: PageSays): boolean {
    if (!this.#port || !this.#open) return false;
    this.#port.postMessage(message);
    return true;
  }

  close(): void {
    this.#closed = true;
    this.#port?.disconnect();
    this.#port = null;
  }

  #welcome(port: chrome.runtime.Port, probe: unknown): void {
    this.#retryMs = FIRST_RETRY_MS;
    this.clones = clonesMessages(probe);
    if (!this.#open) port.postMessage({ say: 'probe', probe } satisfies PageSays);
  }

  async #again(): Promise<void> {
    if (this.#closed || !alive()) return;
    // Where it is being replaced or is starting, either ends by itself.
    await askBackground('engine.ensure', null);
    const wait = this.#retryMs;
    this.#retryMs = Math.min(wait * 2, LAST_RETRY_MS);
    setTimeout(() => this.connect(), wait);
  }
}

/** False once the extension was updated or removed under this page. */
export const alive = (): boolean => chrome.runtime?.id !== undefined;
