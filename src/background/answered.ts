import { withoutFragment } from '../shared/address.ts';

/** Addresses that are remembered; the oldest are forgotten first. */
export const MOST = 5_000;
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
  readonly #counts = new Map<number, number>();

  /** @returns whether it counts */
  note({ url, type, fromCache }: Answer): boolean {
    const hash = hashOf(url);
    // An answer of a time before anybody counted, which may not be the one that the cache gets next
    // (`stale-while-revalidate`).
    if (fromCache && this.#counts.has(hash)) return false;
    this.#add(hash, fromCache || type === 'image' ? 1 : AGAIN);
    return true;
  }

  /** It leads to another address, whose answers are counted under that one. */
  noteRedirect(url: string): void {
    this.#add(hashOf(url), AGAIN);
  }

  again(url: string): boolean {
    return (this.#counts.get(hashOf(url)) ?? 0) >= AGAIN;
  }

  /** All there is to remember, the oldest first. */
  get counts(): [hash: number, count: number][] {
    return [...this.#counts];
  }

  /** @param kept `counts` of an earlier worker, which came before all that was noted; else nothing */
  recall(kept: unknown): void {
    const since = this.counts;
    this.#counts.clear();
    for (const [hash, count] of [...(Array.isArray(kept) ? kept : []).filter(isCount), ...since]) {
      this.#add(hash, count);
    }
  }

  #add(hash: number, more: number): void {
    // One past what matters is as good as it: nothing grows.
    const count = Math.min(AGAIN, (this.#counts.get(hash) ?? 0) + more);
    this.#counts.delete(hash);
    this.#counts.set(hash, count);
    if (this.#counts.size <= MOST) return;
    for (const oldest of this.#counts.keys()) {
      this.#counts.delete(oldest);
      break;
    }
  }
}

/**
 * FNV-1a, 32 bits (Fowler, Noll, Vo): no address is kept, and none takes more room than another. Two of
 * one hash are taken for answered again, which costs a comparison.
 */
function hashOf(url: string): number {
  let hash = 0x811c9dc5;
  const address = withoutFragment(url);
  for (let i = 0; i < address.length; i++) {
    hash = Math.imul(hash ^ address.charCodeAt(i), 0x01000193);
  }
  return hash;
}

const isCount = (each: unknown): each is [number, number] =>
  Array.isArray(each) && Number.isInteger(each[0]) && Number.isInteger(each[1]);
