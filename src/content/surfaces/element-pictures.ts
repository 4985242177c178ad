import type {
  HandCommand,
  PageVerdict,
  PageView,
  PixelSource,
  Priority,
} from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import type { Question } from '../asking.ts';
import { Backlog } from '../backlog.ts';
import { Looks } from '../looks.ts';
import type { Seen } from '../viewport.ts';
import { Entry, type Keeper } from './entry.ts';
import { Hand } from './hand.ts';
import type { Kind, Shown } from './kind.ts';
import { type Page, type Surface, within } from './surface.ts';

/**
 * Elements that show one picture each: covered, loaded, asked about, judged and made to look so, and
 * again for each new source. What differs between an <img> and the others is their kind.
 */
export class ElementPictures<E extends Shown> implements Surface, Keeper<E> {
  protected readonly page: Page;
  protected readonly kind: Kind<E>;
  readonly #entries = new WeakMap<E, Entry<E>>();
  readonly #looks: Looks<E>;
  readonly #hand: Hand<E>;
  readonly #gone = new FinalizationRegistry<Entry<E>>((entry) => this.page.asking.forget(entry));
  readonly #found = new Backlog<E>((element) => {
    if (element.isConnected) this.find(element);
  });
  readonly #revisited = new Backlog<E>((element) => this.#revisit(element));
  readonly #addresses = new Set<string>();
  #view: PageView | null = null;

  constructor(page: Page, kind: Kind<E>) {
    this.page = page;
    this.kind = kind;
    this.#looks = new Looks(page, kind.drawing, (element) => kind.natural(element));
    this.#hand = new Hand(page.port, (element, entry) => this.#check(element, entry));
  }

  get attributes(): readonly string[] {
    return this.kind.attributes;
  }

  added(root: ParentNode): void {
    const elements = this.#within(root);
    for (const element of elements) {
      // What comes with a mark on it (a clone, a forgery) loses it now; the rest is covered anyway.
      if (this.page.marks.isMarked(element)) this.page.marks.enforce(element);
      if (this.kind.meetAtOnce && !this.#entries.has(element)) this.#meet(element);
    }
    this.#found.add(elements);
  }

  removed(root: ParentNode): void {
    for (const element of this.#within(root)) {
      const entry = this.#entries.get(element);
      if (entry && !(element.isConnected && this.#isHere(element))) this.lose(element, entry);
    }
  }

  changed(element: Element): void {
    const entry = this.entryOf(element);
    if (entry) this.sourceChanged(element as E, entry);
    else if (this.#is(element)) this.added(element);
  }

  childrenOf(_parent: Node): void {}

  touched(element: Element): void {
    if (!this.entryOf(element) && !this.#is(element)) return;
    const mine = element as E;
    this.page.marks.enforce(mine);
    if (this.page.marks.lookOf(mine) !== 'cleared') this.page.marks.neutralise(mine);
  }

  /** The page's own load ended, well or not. */
  ended(element: Element): void {
    const entry = this.entryOf(element);
    if (!entry) return;
    const mine = element as E;
    const shows = (this.kind.natural(mine)?.width ?? 0) > 0;
    if (entry.phase === 'done' && entry.id === 0 && shows) this.#restart(mine, entry);
    this.#check(mine, entry);
  }

  seen(element: Element, { priority }: Seen): void {
    const entry = this.entryOf(element);
    if (!entry) return;
    this.page.asking.move(entry, priority);
    this.show(element as E, entry);
    this.#check(element as E, entry);
  }

  set view(view: PageView) {
    this.#view = view;
    this.#revisited.add(this.connected());
  }

  expects(url: string): boolean {
    return this.#addresses.has(url);
  }

  enforce(): void {
    for (const element of this.connected()) {
      this.recheckOne(element);
      this.page.marks.enforce(element);
    }
  }

  recheck(): void {}

  byHand(src: string, command: HandCommand): void {
    for (const element of this.connected()) {
      if (this.kind.address(element) === src) this.#handle(element, command);
    }
  }

  toggle(element: Element): void {
    const entry = this.entryOf(element);
    if (!entry || !this.#view) return;
    const covered = this.#looks.coverReason(element as E, entry, this.#view) !== null;
    if (covered) this.#handle(element, 'reveal');
    else if (entry.hand === 'reveal') this.coverAgain(element);
    else this.#handle(element, 'cover');
  }

  reveal(element: Element): void {
    this.#handle(element, 'reveal');
  }

  coverAgain(element: Element): void {
    const entry = this.entryOf(element);
    if (!entry) return;
    entry.hand = entry.verdict?.cover ? null : 'cover';
    this.show(element as E, entry);
  }

  stop(): void {}

  priorityOf(element: E): Priority | null {
    return this.page.viewport.of(element)?.priority ?? null;
  }

  async question(element: E, url: string): Promise<Question> {
    let source: PixelSource;
    try {
      source = await this.kind.pixels(element, url, this.page.port.clones);
    } catch (error) {
      source = { by: 'none', why: String(error) };
    }
    const { width, height } = this.kind.natural(element) ?? { width: 0, height: 0 };
    return { source, width, height };
  }

  asked(entry: Entry<E>): void {
    this.#hand.say(entry);
  }

  verdict(entry: Entry<E>, { verdict, mosaic }: PageVerdict): void {
    entry.verdict = verdict;
    entry.mosaic = mosaic ? unpack(mosaic) : null;
    const element = entry.element.deref();
    if (!element) return;
    if (verdict.cover && verdict.reason === 'hand') entry.hand = null;
    // Not what it was asked about any more: the verdict must not be applied to it.
    const same = this.kind.natural(element) && this.kind.address(element) === entry.url;
    if (!same) this.#restart(element, entry);
    else {
      this.page.viewport.settled(element);
      this.show(element, entry);
    }
    this.#check(element, entry);
  }

  protected entryOf(element: Element): Entry<E> | null {
    return this.#entries.get(element as E) ?? null;
  }

  /** Every one found in a tree, of any depth. */
  protected *connected(): Iterable<E> {
    for (const root of this.page.roots.all()) yield* this.#within(root);
  }

  protected recheckOne(element: E): void {
    const entry = this.#entries.get(element);
    if (entry) this.#check(element, entry);
  }

  /** It came into the tree, for the first time or again. */
  protected find(element: E): void {
    const entry = this.#entries.get(element) ?? this.#meet(element);
    this.page.marks.enforce(element);
    this.page.viewport.watch(element);
    this.show(element, entry);
    this.#check(element, entry);
  }

  /** It left the tree: no verdict is waited for. What is known of it is kept for its return. */
  protected lose(element: E, entry: Entry<E>): void {
    this.page.viewport.unwatch(element);
    this.page.overlay.remove(element);
    if (entry.phase !== 'done') this.page.asking.abandon(entry);
  }

  /** The page changed its source: covered until the new one has its verdict. */
  protected sourceChanged(element: E, entry: Entry<E>): void {
    this.kind.changed(element);
    this.#restart(element, entry);
    this.#check(element, entry);
  }

  protected show(element: E, entry: Entry<E>): void {
    if (!this.#view) return;
    if (this.kind.address(element) !== null) this.#looks.show(element, entry, this.#view);
    else {
      // The cover of such an element hides nothing but what could become a picture.
      this.page.overlay.remove(element);
      this.page.marks.set(element, 'covered');
    }
  }

  #is(element: Element): boolean {
    return element instanceof this.kind.type && element.matches(this.kind.selector);
  }

  #within(root: ParentNode): E[] {
    return within(root, this.kind.selector, this.kind.type);
  }

  /** A frame's document may have adopted it since; then that frame's script has it in its care. */
  #isHere(element: E): boolean {
    return element.ownerDocument === document;
  }

  #meet(element: E): Entry<E> {
    const entry = new Entry(this, element);
    this.#entries.set(element, entry);
    this.#gone.register(element, entry);
    this.page.watch.styles(element);
    this.page.marks.neutralise(element);
    this.kind.meet(element);
    return entry;
  }

  /** Re-covers what shows another picture than its verdict is about; asks where one has loaded. */
  #check(element: E, entry: Entry<E>): void {
    if (!this.#isHere(element)) return;
    const url = this.kind.address(element);
    if (entry.phase === 'done' && url !== entry.url) this.#restart(element, entry);
    if (url === null) return;
    this.#addresses.add(url);
    const natural = this.kind.natural(element);
    if (entry.phase !== 'waiting' || !natural || !this.#view) return;
    entry.url = url;
    if (natural.width === 0 && natural.height === 0) {
      // Nothing to see: no source, or one that is no picture. Its alt text may show.
      this.#settle(element, entry, { cover: false });
    } else if (!this.#view.active) {
      this.#settle(element, entry, { cover: false });
    } else if (this.#looks.isSpeck(element, this.#view) && !entry.wish) {
      this.show(element, entry);
    } else {
      this.show(element, entry);
      this.page.asking.ask(entry);
    }
  }

  #revisit(element: E): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    // Cleared only because the site was off: judged now.
    const unjudged = entry.phase === 'done' && entry.id === 0;
    const shows = (this.kind.natural(element)?.width ?? 0) > 0;
    if (this.#view?.active && unjudged && shows) this.#restart(element, entry);
    this.show(element, entry);
    this.#check(element, entry);
  }

  #handle(element: Element, command: HandCommand): void {
    const entry = this.entryOf(element);
    if (entry && this.#hand.take(element as E, entry, command, this.#view)) {
      this.show(element as E, entry);
    }
  }

  #settle(element: E, entry: Entry<E>, verdict: Verdict): void {
    entry.id = 0;
    entry.phase = 'done';
    entry.verdict = verdict;
    this.page.viewport.settled(element);
    this.show(element, entry);
  }

  #restart(element: E, entry: Entry<E>): void {
    this.page.asking.abandon(entry);
    entry.clear();
    this.page.viewport.watch(element);
    this.show(element, entry);
  }
}
