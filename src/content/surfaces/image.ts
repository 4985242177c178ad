import type {
  HandCommand,
  PageVerdict,
  PageView,
  PixelSource,
  Wish,
} from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import { type Asked, Asking, type Question } from '../asking.ts';
import { Backlog } from '../backlog.ts';
import { BoxMasks } from '../boxes/box-masks.ts';
import type { EnginePort } from '../engine-port.ts';
import { Looks, type Stand } from '../looks.ts';
import { HOLED, type Marks } from '../marks.ts';
import type { Overlay } from '../overlay.ts';
import { pixelsOf } from '../pixels.ts';
import type { Seen, Viewport } from '../viewport.ts';
import type { Watch } from '../watch.ts';

interface Entry extends Asked, Stand {
  readonly img: WeakRef<HTMLImageElement>;
  /** Address of the picture that the verdict is about. */
  url: string;
  /** What the person said of it that the engine is still to hear, with the asking. */
  wish: Wish | null;
}

/** The <img> surface: each from its first sight to its verdict, and again for each new source. */
export class Images {
  readonly #marks: Marks;
  readonly #watch: Watch;
  readonly #viewport: Viewport;
  readonly #port: EnginePort;
  readonly #overlay: Overlay;
  readonly #entries = new WeakMap<HTMLImageElement, Entry>();
  readonly #boxes = new BoxMasks((img) => this.#reshow(img));
  readonly #looks: Looks;
  readonly #asking: Asking<Entry>;
  readonly #gone = new FinalizationRegistry<Entry>((entry) => this.#asking.forget(entry));
  readonly #revisited = new Backlog<HTMLImageElement>((img) => this.#revisit(img));
  readonly #addresses = new Set<string>();
  #view: PageView | null = null;

  constructor(marks: Marks, watch: Watch, viewport: Viewport, port: EnginePort, overlay: Overlay) {
    this.#marks = marks;
    this.#watch = watch;
    this.#viewport = viewport;
    this.#port = port;
    this.#overlay = overlay;
    this.#looks = new Looks(marks, viewport, overlay, this.#boxes);
    this.#asking = new Asking(port, {
      priority: ({ img }) => {
        const element = img.deref();
        return (element && viewport.of(element)?.priority) ?? null;
      },
      question: ({ img, url }) => {
        const element = img.deref();
        return element ? this.#question(element, url) : null;
      },
      sent: (entry) => this.#sayWish(entry),
    });
  }

  /** A picture came into the tree, for the first time or again. */
  find(img: HTMLImageElement): void {
    const entry = this.#entries.get(img) ?? this.#meet(img);
    this.#marks.enforce(img);
    this.#viewport.watch(img);
    this.#show(img, entry);
    this.#boxes.refit(img, true);
    this.check(img);
  }

  /** It left the tree: no verdict is waited for. What is known of it is kept for its return. */
  lose(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry || (img.isConnected && this.#isHere(img))) return;
    this.#viewport.unwatch(img);
    this.#overlay.remove(img);
    // Whatever it is fitted into next, its holes were worked out for this place.
    this.#close(img);
    if (entry.phase === 'done') return;
    this.#asking.abandon(entry);
  }

  /** A frame's document may have adopted it since; then that frame's script has it in its care. */
  #isHere(img: HTMLImageElement): boolean {
    return img.ownerDocument === document;
  }

  /** Its style or class changed, and with it perhaps how the page fits the picture. */
  restyled(img: HTMLImageElement): void {
    this.#boxes.refit(img, false);
  }

  /** Nobody sees to the holes from now on. */
  stop(): void {
    this.#boxes.stop();
    for (const img of this.#connected()) this.#close(img);
  }

  #close(img: HTMLImageElement): void {
    this.#boxes.drop(img);
    if (this.#marks.lookOf(img).startsWith(HOLED)) this.#marks.set(img, 'covered');
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
    } else if (this.#isSpeck(img) && !entry.wish) {
      this.#show(img, entry);
    } else {
      this.#show(img, entry);
      this.#asking.ask(entry);
    }
  }

  seen(img: HTMLImageElement, { priority }: Seen): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    this.#asking.move(entry, priority);
    this.#show(img, entry);
    this.check(img);
  }

  verdict({ id, verdict, mosaic }: PageVerdict): void {
    const entry = this.#asking.answered(id);
    if (!entry) return;
    entry.verdict = verdict;
    entry.mosaic = mosaic ? unpack(mosaic) : null;
    const img = entry.img.deref();
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
  askAllAgain(): void {
    this.#asking.askAllAgain();
  }

  /** The engine must see this picture once more. */
  askAgain(id: number): void {
    this.#asking.askAgain(id);
  }

  /** Whether an element of this frame is known to show this address, and so will ask by itself. */
  expects(url: string): boolean {
    return this.#addresses.has(url);
  }

  /** Has a picture judged that no element shows yet; its verdict waits in the engine's cache. */
  ahead(source: PixelSource | null): void {
    if (source && this.#view?.active) this.#asking.askAhead(source);
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
  byHand(src: string, command: HandCommand): void {
    for (const img of this.#connected()) {
      const entry = this.#entries.get(img);
      if (entry && (img.currentSrc || img.src) === src) this.#handle(img, entry, command);
    }
  }

  /** The other way round, where that picture is one of ours. */
  toggle(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry || !this.#view) return;
    const covered = this.#looks.coverReason(img, entry, this.#view) !== null;
    if (covered) this.#handle(img, entry, 'reveal');
    else if (entry.hand === 'reveal') this.coverAgain(img);
    else this.#handle(img, entry, 'cover');
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

  #handle(img: HTMLImageElement, entry: Entry, command: HandCommand): void {
    const view = this.#view;
    const reveals = command === 'reveal' || command === 'alwaysShow';
    if (!view?.active || (reveals && !view.reveal)) return;
    const coveredByHand = entry.hand === 'cover' || reasonOf(entry) === 'hand';
    // Shown for good is a verdict, and comes as one; what is for now shows at once.
    if (command === 'alwaysShow') entry.hand = null;
    else entry.hand = reveals ? 'reveal' : 'cover';
    if (command === 'reveal') {
      if (coveredByHand) this.#correct(img, entry, { to: null, lasting: false });
    } else {
      const lasting = command !== 'cover';
      this.#correct(img, entry, { to: command === 'alwaysShow' ? 'show' : 'cover', lasting });
    }
    this.#show(img, entry);
  }

  /** Said now, or with the asking where the engine has not heard of this picture yet. */
  #correct(img: HTMLImageElement, entry: Entry, wish: Wish): void {
    const asked = entry.id !== 0 && (entry.phase === 'out' || entry.phase === 'done');
    entry.wish = wish;
    if (asked) this.#sayWish(entry);
    else this.check(img);
  }

  #sayWish(entry: Entry): void {
    const { id, wish } = entry;
    if (!wish || !this.#port.say({ say: 'correct', id, ...wish })) return;
    // The engine forgets at its end what is for now; then the cover is said again.
    if (wish.lasting || wish.to !== 'cover') entry.wish = null;
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
      wish: null,
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
      img.naturalWidth < limit &&
      img.naturalHeight < limit &&
      this.#looks.isShownSmall(img, limit) !== false
    );
  }

  #settle(img: HTMLImageElement, entry: Entry, verdict: Verdict): void {
    entry.id = 0;
    entry.phase = 'done';
    entry.verdict = verdict;
    this.#viewport.settled(img);
    this.#show(img, entry);
  }

  #restart(img: HTMLImageElement, entry: Entry): void {
    this.#asking.abandon(entry);
    entry.verdict = null;
    entry.mosaic = null;
    entry.hand = null;
    entry.wish = null;
    this.#viewport.watch(img);
    this.#show(img, entry);
  }

  async #question(img: HTMLImageElement, url: string): Promise<Question> {
    let source: PixelSource;
    try {
      source = await pixelsOf(img, url, this.#port.clones);
    } catch (error) {
      source = { by: 'none', why: String(error) };
    }
    return { source, width: img.naturalWidth, height: img.naturalHeight };
  }

  #reshow(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (entry) this.#show(img, entry);
  }

  #show(img: HTMLImageElement, entry: Entry): void {
    if (this.#view) this.#looks.show(img, entry, this.#view);
  }
}

const reasonOf = ({ verdict }: Entry): Reason | null => (verdict?.cover ? verdict.reason : null);
