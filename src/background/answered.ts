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

  note({ url, type, fromCache }: Answer): void {
    if (fromCache) return;
    const count = (this.#counts.get(url) ?? 0) + (type === 'image' ? 1 : AGAIN);
    this.#counts.delete(url);
    this.#counts.set(url, count);
    if (this.#counts.size <= MOST) return;
    for (const oldest of this.#counts.keys()) {
      this.#counts.delete(oldest);
      break;
    }
  }

  again(url: string): boolean {
    return (this.#counts.get(url) ?? 0) >= AGAIN;
  }
}
