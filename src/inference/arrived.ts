import { withoutFragment } from '../shared/address.ts';
import type { Sourced } from './picture-source.ts';
import { siteOf, type Viewer } from './viewer.ts';

/** All that is kept at once; the oldest goes first. */
const MOST_BYTES_KEPT = 32 * 1024 * 1024;
/** Addresses only. */
const MOST_REPLACED = 20_000;

/** A picture as it came, and what was found out about it, if anything. */
interface Kept {
  readonly bytes: Uint8Array<ArrayBuffer>;
  sourced: Sourced | null;
}

/** Such a picture for one who asks about it. */
export interface Came extends Readonly<Kept> {
  /** Of the address it is asked about by: the part of it that is shown. */
  readonly fragment: string;
}

/**
 * The pictures that came over the network of late, as they were before anything covered them: so that
 * a page's question about an address it may not read needs no second request.
 */
export class Arrived {
  readonly #kept = new Map<string, Kept>();
  /** Those that a page got something else for, the latest last. */
  readonly #replaced = new Set<string>();
  readonly #most: number;
  #bytes = 0;

  constructor(most = MOST_BYTES_KEPT) {
    this.#most = most;
  }

  note(url: string, viewer: Viewer, bytes: Uint8Array<ArrayBuffer>): void {
    const key = keyOf(url, viewer);
    this.#forget(key);
    this.#kept.set(key, { bytes, sourced: null });
    this.#bytes += bytes.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most) break;
      this.#forget(oldest);
    }
  }

  /** Something else is coming, and may pass by without being noted. */
  forget(url: string, viewer: Viewer): void {
    this.#forget(keyOf(url, viewer));
  }

  /** What those bytes hold, so that it need not be found out again. */
  learn(url: string, viewer: Viewer, sourced: Sourced): void {
    const kept = this.#kept.get(keyOf(url, viewer));
    // What was drawn of it takes more memory than the bytes, and has not been counted.
    if (kept && sourced.content.as === 'bytes' && sourced.content.bytes === kept.bytes) {
      kept.sourced = sourced;
    }
  }

  of(url: string, viewer: Viewer): Came | null {
    const kept = this.#kept.get(keyOf(url, viewer));
    return kept ? { ...kept, fragment: new URL(url).hash } : null;
  }

  /** What the page got under this address is not what came. */
  noteReplaced(url: string, viewer: Viewer, replaced: boolean): void {
    const key = keyOf(url, viewer);
    this.#replaced.delete(key);
    if (!replaced) return;
    this.#replaced.add(key);
    const [oldest] = this.#replaced;
    if (this.#replaced.size > MOST_REPLACED && oldest !== undefined) this.#replaced.delete(oldest);
  }

  wasReplaced(url: string, viewer: Viewer): boolean {
    return this.#replaced.has(keyOf(url, viewer));
  }

  #forget(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes.length ?? 0;
    this.#kept.delete(key);
  }
}

/** Another tab may have got something else under the same address. */
const keyOf = (url: string, viewer: Viewer): string =>
  `${viewer.tabId}\n${siteOf(viewer)}\n${withoutFragment(url)}`;
