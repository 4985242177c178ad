import { isWeb } from '../shared/address.ts';
import { isAnsweredByPage } from './answering-worker.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import { noteStream, reportsOf } from './reports.ts';

/** An address that keeps being loaded anew, this often, is never judged in time. */
const MOST = 100;

/**
 * An image of our own, in no tree, of an address that something shows which tells too little of itself:
 * the browser gives it what it gave that, out of the document's memory.
 */
export class Twin {
  readonly image = new Image();
  readonly #url: string;
  /**
   * It asked for itself, since the browser keeps nothing that a page's worker answered once the page has
   * loaded: and the worker may have answered with another picture.
   */
  readonly isAlone: boolean;
  /** Of the address, as it had loaded. */
  #reports = Number.POSITIVE_INFINITY;

  constructor(url: string, crossOrigin: string | null) {
    this.#url = url;
    const ended = () => {
      this.#reports = reportsOf(url);
    };
    this.image.addEventListener('load', ended);
    this.image.addEventListener('error', ended);
    this.image.crossOrigin = crossOrigin;
    this.image.src = url;
    // What the memory gave is there at once; and what is on its way for others, nobody has told of yet.
    this.isAlone = isAnsweredByPage(url) && !this.image.complete && reportsOf(url) > 0;
  }

  /** Calls back once it has loaded, well or not; in a moment where it has already. */
  whenEnded(act: () => void, signal?: AbortSignal): void {
    const how = signal ? { signal } : {};
    this.image.addEventListener('load', act, how);
    this.image.addEventListener('error', act, how);
    if (this.image.complete) queueMicrotask(act);
  }

  /** The address was loaded once more since: what is shown may be another picture than this. */
  get isOutdated(): boolean {
    // What comes over the network is judged on its way there, however often it comes.
    return !MAY_BE_REPLACED && reportsOf(this.#url) > this.#reports;
  }
}

const twins = new Map<string, { twin: WeakRef<Twin>; renewed: number }>();

/** The same for all who ask, so that one load more does not make each of them load it anew. */
export function twinOf(url: string, crossOrigin: string | null): Twin {
  // What stands in its own address is there already, and never another.
  if (!isWeb(url)) return new Twin(url, crossOrigin);
  const key = `${crossOrigin}\n${url}`;
  const known = twins.get(key);
  const twin = known?.twin.deref();
  if (twin && !twin.isOutdated) return twin;
  // One that nobody held any more is made again, and says nothing of the address.
  const renewed = (known?.renewed ?? 0) + (twin ? 1 : 0);
  if (renewed >= MOST) noteStream(url);
  const next = new Twin(url, crossOrigin);
  twins.set(key, { twin: new WeakRef(next), renewed });
  return next;
}
