import { anew } from '../shared/anew.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import type { EnginePort } from './engine-port.ts';
import { CssPins } from './surfaces/css-pins.ts';

/** A picture that was asked for once more, because the background had replaced it. */
export interface Renewed {
  readonly url: string;
  /** It has loaded. */
  readonly image: HTMLImageElement;
}

const SETTLES_WITHIN_MS = 50;
/** As for anything that waits for the engine or the network. */
const TIME_LIMIT_MS = 30_000;

/**
 * What the background put in a picture's place stays in the document's memory under its address. To
 * see the picture it is asked for again, under an address that differs in the fragment alone: servers
 * and caches take it for the same. The background passes on what by then may be seen, or, where the
 * person had this very picture shown, that picture.
 */
export class Renewals {
  readonly #port: EnginePort;
  readonly #waiting = new Set<() => void>();
  readonly #passed = new Map<string, () => void>();
  readonly #pins = new CssPins(() => {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const show of waiting) show();
  });

  constructor(port: EnginePort) {
    this.#port = port;
  }

  /** By then verdicts have come that follow what a page may know of the settings. */
  settled(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, SETTLES_WITHIN_MS));
  }

  /** Whether there can be anything to ask for again. */
  concerns(url: string): boolean {
    return MAY_BE_REPLACED && /^https?:/.test(url);
  }

  /** @returns null where there is nothing to be had */
  async again(url: string): Promise<Renewed | null> {
    return load(anew(url, tokenOf()));
  }

  /** @param id by which the engine was asked about the picture that the person had shown */
  async revealed(url: string, id: number): Promise<Renewed | null> {
    const token = tokenOf();
    const passed = new Promise<boolean>((resolve) => {
      this.#passed.set(token, () => resolve(true));
      setTimeout(() => resolve(false), TIME_LIMIT_MS);
    });
    this.#port.say({ say: 'anew', id, token });
    const heard = await passed;
    this.#passed.delete(token);
    return heard ? load(anew(url, token)) : null;
  }

  /** The engine lets that one by. */
  passed(token: string): void {
    this.#passed.get(token)?.();
  }

  /**
   * @param show is called when there is one
   * @returns the mark of an element that shows this instead; null while its rule is on its way
   */
  pin(element: Element, { url }: Renewed, show: () => void): string | null {
    const content = `url("${url}")`;
    const token = this.#pins.token(element.getRootNode(), 'picture', { content });
    if (!token) this.#waiting.add(show);
    return token;
  }

  stop(): void {
    this.#pins.stop();
  }
}

/** Nobody can guess it. */
const tokenOf = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36)).join('');

async function load(url: string): Promise<Renewed | null> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
    return { url, image };
  } catch {
    // It is gone, or no picture any more: what is there stays.
    return null;
  }
}
