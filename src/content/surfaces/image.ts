import type {
  HandCommand,
  PageVerdict,
  PageView,
  PixelSource,
  Priority,
  Wish,
} from '../../shared/messages.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import type { Asking, Question, Subject } from '../asking.ts';
import { Backlog } from '../backlog.ts';
import { BoxMasks } from '../boxes/box-masks.ts';
import { Looks, type Stand } from '../looks.ts';
import { HOLED, type Marks } from '../marks.ts';
import type { Overlay } from '../overlay.ts';
import { pixelsOf } from '../pixels.ts';
import type { Seen, Viewport } from '../viewport.ts';
import { type Page, type Surface, within } from './surface.ts';

/** One <img> and what is known of what it shows. */
class Entry implements Subject, Stand {
  readonly img: WeakRef<HTMLImageElement>;
  readonly #images: Images;
  id = 0;
  phase: Subject['phase'] = 'waiting';
  /** Address of the picture that the verdict is about. */
  url = '';
  verdict: Verdict | null = null;
  mosaic: Uint8Array | null = null;
  hand: Stand['hand'] = null;
  /** What the person said of it that the engine is still to hear, with the asking. */
  wish: Wish | null = null;

  constructor(images: Images, img: HTMLImageElement) {
    this.#images = images;
    this.img = new WeakRef(img);
  }

  priority(): Priority | null {
    const img = this.img.deref();
    return img ? this.#images.priorityOf(img) : null;
  }

  question(): Promise<Question> | null {
    const img = this.img.deref();
    return img ? this.#images.question(img, this.url) : null;
  }

  sent(): void {
    this.#images.sayWish(this);
  }

  answered(answer: PageVerdict): void {
    this.#images.verdict(this, answer);
  }
}

/** The <img> surface: each from its first sight to its verdict, and again for each new source. */
export class Images implements Surface {
  readonly #page: Page;
  readonly #marks: Marks;
  readonly #viewport: Viewport;
  readonly #overlay: Overlay;
  readonly #asking: Asking;
  readonly #entries = new WeakMap<HTMLImageElement, Entry>();
  readonly #boxes = new BoxMasks((img) => this.#reshow(img));
  readonly #looks: Looks;
  readonly #gone = new FinalizationRegistry<Entry>((entry) => this.#asking.forget(entry));
  readonly #found = new Backlog<HTMLImageElement>((img) => {
    if (img.isConnected) this.#find(img);
  });
  readonly #revisited = new Backlog<HTMLImageElement>((img) => this.#revisit(img));
  readonly #addresses = new Set<string>();
  /** Attributes that choose what an image shows. */
  readonly attributes = ['src', 'srcset', 'sizes', 'media', 'type'];
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#marks = page.marks;
    this.#viewport = page.viewport;
    this.#overlay = page.overlay;
    this.#asking = page.asking;
    this.#looks = new Looks(page.marks, page.viewport, page.overlay, this.#boxes);
  }

  added(root: ParentNode): void {
    const images = within(root, 'img', HTMLImageElement);
    // What comes with a mark on it (a clone, a forgery) loses it now; the rest is covered anyway.
    for (const img of images) if (this.#marks.isMarked(img)) this.#marks.enforce(img);
    this.#found.add(images);
  }

  removed(root: ParentNode): void {
    for (const img of within(root, 'img', HTMLImageElement)) this.#lose(img);
  }

  changed(element: Element): void {
    if (element instanceof HTMLImageElement) this.#sourceChanged(element);
    else if (element instanceof HTMLSourceElement) this.childrenOf(element.parentElement);
  }

  /** Something came into or left this element: what a <picture> chooses among. */
  childrenOf(parent: Node | null): void {
    if (!(parent instanceof HTMLPictureElement)) return;
    for (const child of parent.children) {
      if (child instanceof HTMLImageElement) this.#sourceChanged(child);
    }
  }

  touched(element: Element): void {
    if (!(element instanceof HTMLImageElement)) return;
    this.#marks.enforce(element);
    if (this.#marks.lookOf(element) !== 'cleared') this.#marks.neutralise(element);
    // Its style or class changed, and with it perhaps how the page fits the picture.
    this.#boxes.refit(element, false);
  }

  ended(element: Element): void {
    if (element instanceof HTMLImageElement) this.#loaded(element);
  }

  /** A picture came into the tree, for the first time or again. */
  #find(img: HTMLImageElement): void {
    const entry = this.#entries.get(img) ?? this.#meet(img);
    this.#marks.enforce(img);
    this.#viewport.watch(img);
    this.#show(img, entry);
    this.#boxes.refit(img, true);
    this.#check(img);
  }

  /** It left the tree: no verdict is waited for. What is known of it is kept for its return. */
  #lose(img: HTMLImageElement): void {
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
  #sourceChanged(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    this.#restart(img, entry);
    this.#check(img);
  }

  /** Re-covers what shows another picture than its verdict is about; asks where one has loaded. */
  #check(img: HTMLImageElement): void {
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

  seen(img: Element, { priority }: Seen): void {
    if (!(img instanceof HTMLImageElement)) return;
    const entry = this.#entries.get(img);
    if (!entry) return;
    this.#asking.move(entry, priority);
    this.#show(img, entry);
    this.#check(img);
  }

  /** For its entries. */
  verdict(entry: Entry, { verdict, mosaic }: PageVerdict): void {
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
    this.#check(img);
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
    this.#check(img);
  }

  /** Whether an element of this frame is known to show this address, and so will ask by itself. */
  expects(url: string): boolean {
    return this.#addresses.has(url);
  }

  /** Every picture found in a tree, of any depth. */
  *#connected(): Iterable<HTMLImageElement> {
    for (const root of this.#page.roots.all()) yield* within(root, 'img', HTMLImageElement);
  }

  enforce(): void {
    for (const img of this.#connected()) {
      this.#check(img);
      this.#marks.enforce(img);
    }
  }

  /** Checks the images that may choose among sources by themselves. */
  recheck(): void {
    for (const img of this.#connected()) {
      if (img.srcset !== '' || img.parentElement instanceof HTMLPictureElement) this.#check(img);
    }
  }

  byHand(src: string, command: HandCommand): void {
    for (const img of this.#connected()) {
      const entry = this.#entries.get(img);
      if (entry && (img.currentSrc || img.src) === src) this.#handle(img, entry, command);
    }
  }

  toggle(img: Element): void {
    if (!(img instanceof HTMLImageElement)) return;
    const entry = this.#entries.get(img);
    if (!entry || !this.#view) return;
    const covered = this.#looks.coverReason(img, entry, this.#view) !== null;
    if (covered) this.#handle(img, entry, 'reveal');
    else if (entry.hand === 'reveal') this.coverAgain(img);
    else this.#handle(img, entry, 'cover');
  }

  reveal(img: Element): void {
    if (!(img instanceof HTMLImageElement)) return;
    const entry = this.#entries.get(img);
    if (entry) this.#handle(img, entry, 'reveal');
  }

  coverAgain(img: Element): void {
    if (!(img instanceof HTMLImageElement)) return;
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
    if (asked) this.sayWish(entry);
    else this.#check(img);
  }

  /** For its entries: once the engine was asked. */
  sayWish(entry: Entry): void {
    const { id, wish } = entry;
    if (!wish || !this.#page.port.say({ say: 'correct', id, ...wish })) return;
    // The engine forgets at its end what is for now; then the cover is said again.
    if (wish.lasting || wish.to !== 'cover') entry.wish = null;
  }

  #meet(img: HTMLImageElement): Entry {
    const entry = new Entry(this, img);
    this.#entries.set(img, entry);
    this.#gone.register(img, entry);
    this.#page.watch.styles(img);
    this.#marks.neutralise(img);
    // Also on the element itself: detached images and reopened documents have no other listener.
    img.addEventListener('load', () => this.#loaded(img));
    img.addEventListener('error', () => this.#loaded(img));
    return entry;
  }

  /** The page's own load ended, well or not. */
  #loaded(img: HTMLImageElement): void {
    const entry = this.#entries.get(img);
    if (!entry) return;
    if (entry.phase === 'done' && entry.url !== (img.currentSrc || img.src))
      this.#restart(img, entry);
    if (entry.phase === 'done' && entry.id === 0 && img.naturalWidth > 0) this.#restart(img, entry);
    this.#check(img);
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

  /** For its entries. */
  priorityOf(img: HTMLImageElement): Priority | null {
    return this.#viewport.of(img)?.priority ?? null;
  }

  /** For its entries. */
  async question(img: HTMLImageElement, url: string): Promise<Question> {
    let source: PixelSource;
    try {
      source = await pixelsOf(img, url, this.#page.port.clones);
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
