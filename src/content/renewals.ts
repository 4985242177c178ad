import { isWeb } from '../shared/address.ts';
import { anew } from '../shared/anew.ts';
import type { PageView } from '../shared/messages.ts';
import type { CoveredBox, Reason } from '../shared/policy.ts';
import { paintKey } from './boxes/burnt.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import type { EnginePort } from './engine-port.ts';
import { boxesOf, type Stand } from './looks.ts';
import { CssPins } from './surfaces/css/pins.ts';

/** A picture that was asked for once more, because the background had replaced it. */
export interface Renewed {
  readonly url: string;
  /** It has loaded. */
  readonly image: HTMLImageElement;
}

/** Something that shows a picture which can be asked for once more. */
export interface Renewable extends Stand {
  readonly url: string;
  /** By which the engine was asked about it, 0 before. */
  readonly id: number;
  /** What the page got under its address, the background had put in its place. */
  readonly replaced: boolean;
  /** What it was last asked for once more for; '' for nothing. */
  renewedFor: string;
}

/**
 * @param cover why it is covered, null where it is not
 * @param isBurnt whether these boxes are painted over in what it shows
 * @returns why it must be asked for again, '' where it need not be
 */
export function renewalFor(
  it: Renewable,
  cover: Reason | 'unjudged' | null,
  isBurnt: (boxes: readonly CoveredBox[]) => boolean,
  view: PageView,
): string {
  if (cover === null) {
    if (it.hand === 'reveal' && view.active) return it.id === 0 ? '' : 'revealed';
    return it.replaced ? 'clear' : '';
  }
  const boxes = boxesOf(cover, it);
  if (!boxes) return '';
  return isBurnt(boxes) ? it.renewedFor : paintKey(boxes, view);
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

  /**
   * Asks for it once more where something else stands in its place, once for each reason.
   * @param wanted the reason as it is at the time, '' for none
   * @returns what came; null for nothing, or where it stands otherwise by then
   */
  async renew(it: Renewable, wanted: () => string): Promise<Renewed | null> {
    const { url, id } = it;
    // There is nothing else to ask for again.
    const reason = MAY_BE_REPLACED && isWeb(url) ? wanted() : '';
    if (reason === '' || reason === it.renewedFor) return null;
    it.renewedFor = reason;
    await settled();
    if (it.renewedFor !== reason) return null;
    if (wanted() !== reason) {
      it.renewedFor = '';
      return null;
    }
    const token = tokenOf();
    if (it.hand === 'reveal' && !(await this.#isPassed(id, token))) return null;
    const renewed = await load(anew(url, token));
    return it.url === url && it.renewedFor === reason ? renewed : null;
  }

  /** The engine lets that one by. */
  passed(token: string): void {
    this.#passed.get(token)?.();
  }

  /**
   * @param show is called when there is one
   * @returns the mark of an element that shows this instead; null while its rule is on its way
   */
  pin({ url }: Renewed, show: () => void): string | null {
    const content = `url("${url}")`;
    const token = this.#pins.token('picture', { content });
    if (!token) this.#waiting.add(show);
    return token;
  }

  stop(): void {
    this.#pins.stop();
  }

  /** Has the engine let by, under this token, the picture that the person had shown. */
  async #isPassed(id: number, token: string): Promise<boolean> {
    const passed = new Promise<boolean>((resolve) => {
      this.#passed.set(token, () => resolve(true));
      setTimeout(() => resolve(false), TIME_LIMIT_MS);
    });
    this.#port.say({ say: 'anew', id, token });
    const heard = await passed;
    this.#passed.delete(token);
    return heard;
  }
}

/** By then verdicts have come that follow what a page may know of the settings. */
const settled = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, SETTLES_WITHIN_MS));

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
