import type { PixelSource } from '../shared/messages.ts';
import type { Size } from './boxes/fit.ts';
import { pixelsOf, pixelsOfTwin } from './pixels.ts';
import { type Twin, twinOf } from './twins.ts';

const NOTHING: Size = { width: 0, height: 0 };
/** Of what has loaded and does not tell: neither nothing nor small. */
const UNKNOWN: Size = { width: 1024, height: 1024 };

interface Load {
  /** Address that it is about. */
  readonly url: string;
  /** null where nothing has loaded. */
  readonly twin: Twin | null;
}

/** What an <img> is to be told, so that it loads the very picture that an element has loaded. */
export interface Sourced<E extends Element> {
  address(element: E): string | null;
  /** `crossorigin`; null where there is none. */
  mode(element: E): string | null;
  /** What of it a canvas can draw. */
  drawn?(element: E): CanvasImageSource;
}

/**
 * How the loads of elements stand that tell it by events alone. Only an event that the browser sent
 * counts, and it counts for the address that the element had then. Elements that were there before
 * this script, in a page that had loaded, are taken to have loaded.
 */
export class Loads<E extends Element> {
  readonly #source: Sourced<E>;
  readonly #changed: (element: E) => void;
  readonly #loads = new WeakMap<E, Load>();
  /** Met while the page loads. It has not loaded before they have, whatever became of their events. */
  readonly #early = new Set<E>();
  #late = document.readyState === 'complete';

  /** @param changed there is news of this element */
  constructor(source: Sourced<E>, changed: (element: E) => void) {
    this.#source = source;
    this.#changed = changed;
    queueMicrotask(() => {
      this.#late = false;
    });
    addEventListener('load', ({ isTrusted }) => isTrusted && this.#pageEnded(), { capture: true });
  }

  listen(element: E): void {
    for (const type of ['load', 'error'] as const) {
      element.addEventListener(type, ({ isTrusted }) => {
        if (isTrusted) this.ended(element, type === 'load');
      });
    }
    if (this.#late) this.ended(element, true);
    else if (document.readyState !== 'complete') this.#early.add(element);
  }

  #pageEnded(): void {
    if (document.readyState !== 'complete') return;
    for (const element of this.#early) if (!this.#loads.has(element)) this.ended(element, true);
    this.#early.clear();
  }

  /** Its load ended, or is as good as ended. */
  ended(element: E, well: boolean): void {
    const url = this.#source.address(element);
    if (url === null) return;
    const known = this.#loads.get(element);
    if (well && known?.url === url && known.twin?.isOutdated === false) return;
    const twin = well && url !== '' ? twinOf(url, this.#source.mode(element)) : null;
    this.#loads.set(element, { url, twin });
    // One that failed tells nothing: the page's own has loaded all the same, and is asked about by its address.
    if (twin) this.#listen(twin, new WeakRef(element));
    this.#changed(element);
  }

  /** @param held a twin is others' as well, and is not to keep this element for theirs */
  #listen({ image }: Twin, held: WeakRef<E>): void {
    const ended = () => {
      const element = held.deref();
      if (element) this.#changed(element);
    };
    image.addEventListener('load', ended);
    image.addEventListener('error', ended);
  }

  /** Where its address was loaded once more since it was read: has it read anew. @returns whether it has */
  anew(element: E): boolean {
    const { url, twin } = this.#loads.get(element) ?? {};
    if (!twin?.isOutdated || url !== this.#source.address(element)) return false;
    this.ended(element, true);
    return true;
  }

  /** @returns null while it is under way */
  natural(element: E): Size | null {
    const url = this.#source.address(element);
    if (url === '') return NOTHING;
    const load = this.#loads.get(element);
    if (!load || load.url !== url) return null;
    if (!load.twin) return NOTHING;
    const { complete, naturalWidth: width, naturalHeight: height } = load.twin.image;
    if (!complete) return null;
    return width > 0 || height > 0 ? { width, height } : UNKNOWN;
  }

  /** The same picture in an <img>; null while nothing has loaded. */
  imageOf(element: E): HTMLImageElement | null {
    const load = this.#loads.get(element);
    return load?.twin && load.url === this.#source.address(element) ? load.twin.image : null;
  }

  /** Of the twin, whatever the element shows: where a copy of it is to take that one's place. */
  pixelsToCopy(element: E, url: string, clones: boolean): Promise<PixelSource> {
    return pixelsOf(this.#loads.get(element)?.twin?.image ?? new Image(), url, clones);
  }

  pixels(element: E, url: string, clones: boolean): Promise<PixelSource> {
    const twin = this.#loads.get(element)?.twin ?? { image: new Image(), isAlone: false };
    return pixelsOfTwin(twin, url, clones, this.#source.drawn?.(element));
  }
}
