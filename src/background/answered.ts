/** Addresses that are remembered; the oldest are forgotten first. */
const MOST = 5_000;
/** Of answers that came over the network: this many may have been unlike each other. */
const AGAIN = 2;

/** What a request was made for, as `webRequest` says it, and where its answer came from. */
interface Answer {
  readonly url: string;
  readonly type: string;
  readonly fromCache: boolean;
}

/**
 * Which addresses the network answered more than once, so that what the cache holds for one may not be
 * what an element shows. What was asked for as anything but a picture counts as such by itself: the
 * picture came before, perhaps while nobody counted.
 */
export class Answered {
  readonly #counts = new Map<string, number>();

  /** @returns whether it counts */
  note({ url, type, fromCache }: Answer): boolean {
    if (fromCache) return false;
    this.#add(url, type === 'image' ? 1 : AGAIN);
    return true;
  }

  again(url: string): boolean {
    return (this.#counts.get(url) ?? 0) >= AGAIN;
  }

  /** All there is to remember, the oldest first. */
  get counts(): [url: string, count: number][] {
    return [...this.#counts];
  }

  /** @param kept `counts` of an earlier worker, which came before all that was noted; else nothing */
  recall(kept: unknown): void {
    const since = this.counts;
    this.#counts.clear();
    for (const [url, count] of [...(Array.isArray(kept) ? kept : []).filter(isCount), ...since]) {
      this.#add(url, count);
    }
  }

  #add(url: string, more: number): void {
    // One past what matters is as good as it: nothing grows.
    const count = Math.min(AGAIN, (this.#counts.get(url) ?? 0) + more);
    this.#counts.delete(url);
    this.#counts.set(url, count);
    if (this.#counts.size <= MOST) return;
    for (const oldest of this.#counts.keys()) {
      this.#counts.delete(oldest);
      break;
    }
  }
}

const isCount = (each: unknown): each is [string, number] =>
  Array.isArray(each) && typeof each[0] === 'string' && typeof each[1] === 'number';
