import {
  type PageVerdict,
  type PageView,
  type PixelSource,
  PRIORITY,
} from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { Queue } from '../../shared/queue.ts';
import { unpack } from '../../shared/wire.ts';
import { Backlog } from '../backlog.ts';
import type { EnginePort } from '../engine-port.ts';
import type { Look, Marks } from '../marks.ts';
import { MASKS } from '../masks/index.ts';
import type { Overlay } from '../overlay.ts';
import { pixelsOf } from '../pixels.ts';
import type { Seen, Viewport } from '../viewport.ts';
import type { Watch } from '../watch.ts';

/**
 * Pictures of this frame with the engine at once: enough to keep it busy, and bounds memory. What is
 * on screen finds room that the rest may not take.
 */
const MOST_OUT = { onScreen: 20, rest: 12 } as const;

interface Entry {
  readonly img: WeakRef<HTMLImageElement>;
  /** The page's number for what is being asked, anew for each source; 0 before the first. */
  id: number;
  /** Address of the picture that `verdict` is about. */
  url: string;
  verdict: Verdict | null;
  mosaic: Uint8Array | null;
  /** `waiting` for the page's own load, `queued`, `out` at the engine, `done`. */
  phase: 'waiting' | 'queued' | 'out' | 'done';
  /** What the person did to it here; outranks the verdict. */
  hand: 'cover' | 'reveal' | null;
}

/** The <img> surface: each from its first sight to its verdict, and again for each new source. */
export class Images {
  readonly #marks: Marks;
  readonly #watch: Watch;
  readonly #viewport: Viewport;
  readonly #port: EnginePort;
  readonly #overlay: Overlay;
  readonly #entries = new WeakMap<HTMLImageElement, Entry>();
  readonly #byId = new Map<number, Entry>();
  readonly #queue = new Queue<Entry, Entry>();
  readonly #gone = new FinalizationRegistry<Entry>((entry) => this.#forget(entry));
  readonly #revisited = new Backlog<HTMLImageElement>((img) => this.#revisit(img));
  readonly #addresses = new Set<string>();
  #out = 0;
  #nextId = 1;
  #view: PageView | null = null;

  constructor(marks: Marks, watch: Watch, viewport: Viewport, port: EnginePort, overlay: Overlay) {
    this.#marks = marks;
    this.#watch = watch;
    this.#viewport = viewport;
    this.#port = port;
    this.#overlay = overlay;
  }

  /** A picture came into the tree, for the first time or again. */
  find(img: HTMLImageElement): void {
    const entry = this.#entries.get(img) ?? this.#meet(img);
    this.#marks.enforce(img);
    this.#viewport.watch(img);
    this.#show(img, entry);
    this.check(img);
  }

  /** It left the tree: no verdict is waited for. What is known of it is kept for its return. */
  lose(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry || (img.isConnected && this.#isHere(img))) return;
    this.#viewport.unwatch(img);
    this.#overlay.remove(img);
    if (entry.phase === 'done') return;
    this.#abandon(entry);
  }

  /** A frame's document may have adopted it since; then that frame's script has it in its care. */
  #isHere(img: HTMLImageElement): boolean {
    return img.ownerDocument === document;
  }

  /** The page changed its source: covered until the new one has its verdict. */
  sourceChanged(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    this.#restart(img, entry);
    this.check(img);
  }

  /** Re-covers what shows another picture than its verdict is about; asks where one has loaded. */
  check(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry || !this.#isHere(img)) return;
    const url = img.currentSrc || img.src;
    this.#addresses.add(url);
    if (entry.phase === 'done' && url !== entry.url) this.#restart(img, entry);
    if (entry.phase !== 'waiting' || !img.complete || !this.#view) return;
    entry.url = url;
    if (img.naturalWidth === 0 && img.naturalHeight === 0) {
      // Nothing to see: no source, or one that is no picture. Its alt text may show.
      this.#settle(img, entry, { cover: false });
    } else if (!this.#view.active) {
      this.#settle(img, entry, { cover: false });
    } else if (this.#isSpeck(img)) {
      this.#show(img, entry);
    } else {
      entry.phase = 'queued';
      entry.id = this.#nextId++;
      this.#byId.set(entry.id, entry);
      this.#show(img, entry);
      this.#queue.add(entry, entry, this.#viewport.of(img)?.priority ?? PRIORITY.near);
      this.#pump();
    }
  }

  seen(img: HTMLImageElement, { priority }: Seen): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    if (entry.phase === 'queued') {
      this.#queue.move(entry, priority);
      this.#pump();
    }
    if (entry.phase === 'out') this.#port.say({ say: 'priority', id: entry.id, priority });
    this.#show(img, entry);
    this.check(img);
  }

  verdict({ id, verdict, mosaic }: PageVerdict): void {
    const entry = this.#byId.get(id);
    const img = entry?.img.deref();
    if (!entry || entry.id !== id) {
      // Judged ahead of its element, or dropped since.
      this.#port.say({ say: 'drop', id });
      return;
    }
    if (entry.phase === 'out') this.#out--;
    entry.verdict = verdict;
    entry.mosaic = mosaic ? unpack(mosaic) : null;
    entry.phase = 'done';
    this.#pump();
    if (!img) return;
    if (verdict.cover && verdict.reason === 'hand') entry.hand = null;
    // Not what it was asked about any more: the verdict must not be applied to it.
    if (!img.complete || (img.currentSrc || img.src) !== entry.url) this.#restart(img, entry);
    else {
      this.#viewport.settled(img);
      this.#show(img, entry);
    }
    this.check(img);
  }

  set view(view: PageView) {
    this.#view = view;
    this.#revisited.add(this.#connected());
  }

  #revisit(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    // Cleared only because the site was off: judged now.
    const unjudged = entry.phase === 'done' && entry.id === 0 && img.naturalWidth > 0;
    if (this.#view?.active && unjudged) this.#restart(img, entry);
    this.#show(img, entry);
    this.check(img);
  }

  /** The line to the engine is new: what it was asked before, it does not know. */
  askAgain(): void {
    this.#out = 0;
    for (const entry of this.#byId.values()) {
      const img = entry.img.deref();
      if (!img || entry.phase === 'queued') continue;
      entry.phase = entry.phase === 'done' ? 'done' : 'queued';
      this.#queue.add(entry, entry, this.#viewport.of(img)?.priority ?? PRIORITY.rest);
    }
    this.#pump();
  }

  /** Whether an element of this frame is known to show this address, and so will ask by itself. */
  expects(url: string): boolean {
    return this.#addresses.has(url);
  }

  /** Has a picture judged that no element shows yet; its verdict waits in the engine's cache. */
  ahead(source: PixelSource | null): void {
    if (!source || !this.#view?.active) return;
    const id = this.#nextId++;
    this.#port.say({
      say: 'judge',
      id,
      source,
      width: 0,
      height: 0,
      priority: PRIORITY.rest,
      ahead: true,
    });
  }

  /** Every picture found in a tree, of any depth. */
  *#connected(): Iterable<HTMLImageElement> {
    yield* document.images;
  }

  /** Undoes at once whatever the page did to marks or sources in this very task. */
  enforceAll(): void {
    for (const img of this.#connected()) {
      this.check(img);
      this.#marks.enforce(img);
    }
  }

  /** Checks the images that may choose among sources by themselves. */
  recheckAll(): void {
    for (const img of this.#connected()) {
      if (img.srcset !== '' || img.parentElement instanceof HTMLPictureElement) this.check(img);
    }
  }

  /** The person's own hand, on each element that shows this address. */
  byHand(src: string, hand: 'cover' | 'reveal'): void {
    for (const img of this.#connected()) {
      const entry = this.#entries.get(img);
      if (entry && (img.currentSrc || img.src) === src) this.#handle(img, entry, hand);
    }
  }

  reveal(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (entry) this.#handle(img, entry, 'reveal');
  }

  coverAgain(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    entry.hand = entry.verdict?.cover ? null : 'cover';
    this.#show(img, entry);
  }

  #handle(img: HTMLImageElement, entry: Entry, hand: 'cover' | 'reveal'): void {
    if (hand === 'reveal' && !this.#view?.reveal) return;
    const coveredByHand = entry.verdict?.cover && entry.verdict.reason === 'hand';
    entry.hand = hand;
    if (hand === 'cover') this.#port.say({ say: 'correct', id: entry.id, to: 'cover' });
    else if (coveredByHand) this.#port.say({ say: 'correct', id: entry.id, to: null });
    this.#show(img, entry);
  }

  #meet(img: HTMLImageElement): Entry {
    const entry: Entry = {
      img: new WeakRef(img),
      id: 0,
      url: '',
      verdict: null,
      mosaic: null,
      phase: 'waiting',
      hand: null,
    };
    this.#entries.set(img, entry);
    this.#gone.register(img, entry);
    this.#watch.styles(img);
    this.#marks.neutralise(img);
    // Also on the element itself: detached images and reopened documents have no other listener.
    img.addEventListener('load', () => this.loaded(img));
    img.addEventListener('error', () => this.loaded(img));
    return entry;
  }

  /** The page's own load ended, well or not. */
  loaded(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    if (entry.phase === 'done' && entry.url !== (img.currentSrc || img.src))
      this.#restart(img, entry);
    if (entry.phase === 'done' && entry.id === 0 && img.naturalWidth > 0) this.#restart(img, entry);
    this.check(img);
  }

  /** Smaller than the limit by its own pixels and as shown: a beacon, a bullet, a spacer. */
  #isSpeck(img: HTMLImageElement): boolean {
    const limit = this.#view?.smallPicture ?? 0;
    return (
      img.naturalWidth < limit && img.naturalHeight < limit && this.#isShownSmall(img) !== false
    );
  }

  /** null where the browser has not laid it out yet. */
  #isShownSmall(img: HTMLImageElement): boolean | null {
    const limit = this.#view?.smallPicture ?? 0;
    const seen = this.#viewport.of(img);
    return seen && seen.width + seen.height > 0 ? seen.width < limit && seen.height < limit : null;
  }

  #settle(img: HTMLImageElement, entry: Entry, verdict: Verdict): void {
    entry.id = 0;
    entry.phase = 'done';
    entry.verdict = verdict;
    this.#viewport.settled(img);
    this.#show(img, entry);
  }

  #restart(img: HTMLImageElement, entry: Entry): void {
    this.#abandon(entry);
    entry.verdict = null;
    entry.mosaic = null;
    entry.hand = null;
    this.#viewport.watch(img);
    this.#show(img, entry);
  }

  #abandon(entry: Entry): void {
    this.#queue.remove(entry);
    if (entry.phase === 'out') this.#out--;
    this.#forget(entry);
    entry.id = 0;
    entry.phase = 'waiting';
    this.#pump();
  }

  #forget(entry: Entry): void {
    if (entry.id === 0) return;
    this.#byId.delete(entry.id);
    this.#port.say({ say: 'drop', id: entry.id });
  }

  #pump(): void {
    while (this.#port.isOpen) {
      const most = this.#queue.next === PRIORITY.onScreen ? MOST_OUT.onScreen : MOST_OUT.rest;
      if (this.#out >= most) return;
      const [entry] = this.#queue.take(1);
      if (!entry) return;
      const img = entry.img.deref();
      if (!img) continue;
      if (entry.phase !== 'done') entry.phase = 'out';
      this.#out++;
      void this.#ask(img, entry, entry.id);
    }
  }

  async #ask(img: HTMLImageElement, entry: Entry, id: number): Promise<void> {
    const again = entry.phase === 'done';
    let source: PixelSource;
    try {
      source = await pixelsOf(img, entry.url, this.#port.clones);
    } catch (error) {
      source = { by: 'none', why: String(error) };
    }
    if (again) this.#out = Math.max(0, this.#out - 1);
    if (entry.id !== id) return;
    this.#port.say({
      say: 'judge',
      id,
      source,
      width: img.naturalWidth,
      height: img.naturalHeight,
      priority: this.#viewport.of(img)?.priority ?? PRIORITY.near,
      ahead: false,
    });
  }

  /** Makes the element look as it stands now. */
  #show(img: HTMLImageElement, entry: Entry): void {
    const view = this.#view;
    if (!view) return;
    const cover = this.#coverReason(img, entry, view);
    if (cover === null) {
      this.#marks.set(img, 'cleared');
      if (entry.hand === 'reveal' && view.active) this.#overlay.revealed(img);
      else this.#overlay.remove(img);
      return;
    }
    if (cover === 'unjudged') {
      this.#overlay.remove(img);
      this.#marks.set(img, this.#pendingLook(view));
      return;
    }
    const mask = MASKS[view.maskStyle];
    const seen = this.#viewport.of(img);
    const box =
      seen && seen.width > 0 ? seen : { width: img.naturalWidth, height: img.naturalHeight };
    const spoken = mask.visible ? chrome.i18n.getMessage('picture_covered') : null;
    this.#marks.set(img, mask.look(view, box), spoken);
    this.#overlay.covered(img, cover, mask.mosaic ? entry.mosaic : null, view);
  }

  #pendingLook(view: PageView): Look {
    return view.whileChecking === 'blur' ? 'mask:blur-checking' : 'covered';
  }

  /** @returns why it is covered, `unjudged` while nobody knows, null when it may be seen */
  #coverReason(img: HTMLImageElement, entry: Entry, view: PageView): Reason | 'unjudged' | null {
    if (!view.active) return null;
    if (entry.hand) return entry.hand === 'cover' ? 'hand' : null;
    if (entry.verdict) return entry.verdict.cover ? entry.verdict.reason : null;
    const loaded = img.complete && img.naturalWidth > 0;
    if (loaded && this.#isShownSmall(img)) return null;
    return 'unjudged';
  }
}
