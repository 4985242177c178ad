import { withoutFragment } from '../../shared/address.ts';
import { anewIn } from '../../shared/anew.ts';
import type { HandCommand, PageView } from '../../shared/messages.ts';
import { Backlog } from '../backlog.ts';
import { MAY_BE_REPLACED } from '../browser.chrome.ts';
import type { Shown } from '../marks.ts';
import { is } from '../realms.ts';
import type { Entry } from './entry.ts';
import type { Kind } from './kind.ts';
import { Progress } from './progress.ts';
import { type Page, type Surface, within } from './surface.ts';

/**
 * Elements that show one picture each: found, covered, and seen through to a verdict, and again for
 * each new source. What differs between an <img> and the others is their kind.
 */
export class ElementPictures<E extends Shown> implements Surface {
  protected readonly page: Page;
  protected readonly kind: Kind<E>;
  readonly #progress: Progress<E>;
  readonly #found = new Backlog<E>((element) => {
    if (element.isConnected) this.find(element);
  });
  readonly #revisited = new Backlog<E>((element) => this.#revisit(element));
  /** What happens to those that are in no tree, nobody else sees. */
  readonly #detached = new MutationObserver((records) => {
    for (const { target } of records) this.#changedDetached(target as E);
  });

  constructor(page: Page, kind: Kind<E>) {
    this.page = page;
    this.kind = kind;
    this.#progress = new Progress(page, kind);
  }

  get attributes(): readonly string[] {
    return this.kind.attributes;
  }

  get finds(): string {
    return this.kind.selector;
  }

  get parents(): readonly string[] {
    return [];
  }

  added(root: ParentNode): void {
    const elements = this.#within(root);
    for (const element of elements) {
      this.#returned(element);
      // What comes with a mark on it (a clone, a forgery) loses it now; the rest is covered anyway.
      if (this.page.marks.isMarked(element)) this.page.marks.enforce(element);
      // No sheet of the user's origin beats its inline styles in a shadow root.
      if (element.hasAttribute('style')) this.page.marks.neutralise(element);
      if (this.kind.meetAtOnce && !this.entryOf(element)) this.#progress.meet(element);
    }
    this.#found.add(elements);
  }

  removed(root: ParentNode): void {
    for (const element of this.#within(root)) {
      const entry = this.entryOf(element);
      if (entry && !(element.isConnected && this.#progress.isHere(element))) {
        this.lose(element, entry);
      }
    }
  }

  changed(element: Element): void {
    const entry = this.entryOf(element);
    if (!entry) {
      if (this.#is(element)) this.added(element);
      return;
    }
    if (this.kind.isOurs?.(element as E)) return;
    const url = this.kind.address(element as E) ?? '';
    // Our own doing, too: nothing but what it was asked for again for comes under that address.
    if (MAY_BE_REPLACED && url === entry.url && anewIn(url) !== null) return;
    this.sourceChanged(element as E, entry);
  }

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
    this.#progress.recheck(element as E, entry);
    // What came in place of its source: whether its parts are painted over is seen only now.
    if (entry.phase === 'done' && anewIn(entry.url) !== null) this.show(element as E, entry);
  }

  seen(element: Element): void {
    const entry = this.entryOf(element);
    if (!entry) return;
    this.page.asking.move(entry);
    this.show(element as E, entry);
    this.#progress.check(element as E, entry);
  }

  set view(view: PageView) {
    this.#progress.view = view;
    this.#revisited.add(this.connected());
  }

  expects(url: string): boolean {
    return this.#progress.addresses.has(withoutFragment(url));
  }

  streams(url: string): void {
    for (const element of this.connected()) {
      const entry = this.entryOf(element);
      if (entry && withoutFragment(entry.url) === withoutFragment(url)) {
        this.#progress.restart(element, entry);
        this.#progress.check(element, entry);
      }
    }
  }

  outweighs(url: string): void {
    this.#progress.outweighs(url);
  }

  again(url: string): void {
    if (!this.kind.anew || !this.expects(url)) return;
    for (const element of this.connected()) {
      const entry = this.entryOf(element);
      if (!entry || withoutFragment(entry.url) !== url || !this.kind.anew(element)) continue;
      this.#progress.restart(element, entry);
      this.#progress.check(element, entry);
    }
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
      const url = this.kind.address(element) ?? '';
      const asked = anewIn(url) !== null && withoutFragment(url) === withoutFragment(src);
      if (url === src || asked) this.#handle(element, command);
    }
  }

  toggle(element: Element): void {
    const entry = this.entryOf(element);
    const { looks, view } = this.#progress;
    if (!entry || !view) return;
    const covered = looks.coverReason(element as E, entry, view) !== null;
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

  stop(): void {
    this.#detached.disconnect();
  }

  protected entryOf(element: Element): Entry<E> | null {
    return this.#progress.of(element);
  }

  /** Every one found in a tree, of any depth. */
  protected *connected(): Iterable<E> {
    for (const root of this.page.roots.all()) yield* this.#within(root);
  }

  protected recheckOne(element: E): void {
    const entry = this.entryOf(element);
    if (entry) this.#progress.check(element, entry);
  }

  /** It came into the tree, for the first time or again. */
  protected find(element: E): void {
    const entry = this.entryOf(element) ?? this.#progress.meet(element);
    this.page.marks.enforce(element);
    this.page.viewport.watch(element);
    this.show(element, entry);
    this.#progress.check(element, entry);
  }

  /** It left the tree: no verdict is waited for. What is known of it is kept for its return. */
  protected lose(element: E, entry: Entry<E>): void {
    this.page.viewport.unwatch(element);
    this.page.overlay.remove(element);
    if (entry.phase !== 'done') this.page.asking.abandon(entry);
    this.#detached.observe(element, { attributeFilter: [...this.kind.attributes] });
  }

  /** Its source was set anew, perhaps to what it was: it may have loaded another picture by its return. */
  #changedDetached(element: E): void {
    const entry = this.entryOf(element);
    if (!entry || this.kind.isOurs?.(element)) return;
    if (!(element.isConnected && this.#progress.isHere(element))) this.#forget(element, entry);
  }

  /** What it shows by now, it showed no one yet: covered at once, however much else came with it. */
  #returned(element: E): void {
    const entry = this.entryOf(element);
    if (entry?.phase !== 'done' || this.kind.address(element) === entry.url) return;
    this.#forget(element, entry);
  }

  #forget(element: E, entry: Entry<E>): void {
    this.#progress.restart(element, entry);
    if (element.isConnected) return;
    this.page.viewport.unwatch(element);
    this.page.overlay.remove(element);
  }

  /** The page changed its source: covered until the new one has its verdict. */
  protected sourceChanged(element: E, entry: Entry<E>): void {
    this.kind.changed(element);
    this.#progress.restart(element, entry);
    this.#progress.check(element, entry);
  }

  protected show(element: E, entry: Entry<E>): void {
    this.#progress.show(element, entry);
  }

  #is(element: Element): boolean {
    return is(element, this.kind.type) && element.matches(this.kind.selector);
  }

  #within(root: ParentNode): E[] {
    return within(root, this.kind.selector, this.kind.type);
  }

  #revisit(element: E): void {
    const entry = this.entryOf(element);
    if (!entry) return;
    if (entry.hand !== 'reveal') entry.forgetRenewal();
    if (this.#progress.view?.active) this.#progress.recheck(element, entry);
    this.show(element, entry);
    this.#progress.check(element, entry);
  }

  #handle(element: Element, command: HandCommand): void {
    const entry = this.entryOf(element);
    const { hand, view } = this.#progress;
    if (entry && hand.take(entry, command, view)) this.show(element as E, entry);
  }
}
