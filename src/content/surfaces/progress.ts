import { isWeb, withoutFragment } from '../../shared/address.ts';
import type { PageVerdict, PageView, Priority } from '../../shared/messages.ts';
import type { Verdict } from '../../shared/policy.ts';
import { unpack } from '../../shared/wire.ts';
import { type Question, questionOf } from '../asking.ts';
import type { Size } from '../boxes/fit.ts';
import { mayHoldMore } from '../holds-more.ts';
import { Looks } from '../looks.ts';
import type { Shown } from '../marks.ts';
import { is } from '../realms.ts';
import { renewalFor } from '../renewals.ts';
import { Entry, type Keeper } from './entry.ts';
import { Hand } from './hand.ts';
import type { Kind } from './kind.ts';
import type { Page } from './surface.ts';

/** Takes the pictures of one kind of element from their load to their verdict, and shows how they stand. */
export class Progress<E extends Shown> implements Keeper<E> {
  readonly #page: Page;
  readonly #kind: Kind<E>;
  readonly #entries = new WeakMap<E, Entry<E>>();
  readonly #gone = new FinalizationRegistry<Entry<E>>((entry) => this.#page.asking.abandon(entry));
  /** What elements are known to show, or have shown, of what comes over the network. */
  readonly addresses = new Set<string>();
  /** Those that were let through as too small to show anything. */
  readonly #specks = new Set<Entry<E>>();
  readonly looks: Looks<E>;
  readonly hand: Hand<Entry<E>>;
  view: PageView | null = null;

  constructor(page: Page, kind: Kind<E>) {
    this.#page = page;
    this.#kind = kind;
    this.looks = new Looks(page, kind.drawing, {
      natural: (element) => kind.natural(element),
      isDense: (element) => kind.isDense?.(element) || mayHoldMore(kind.address(element) ?? ''),
    });
    this.hand = new Hand(page.port, (entry) => {
      const element = entry.element.deref();
      if (element) this.check(element, entry);
    });
  }

  of(element: Element): Entry<E> | null {
    return this.#entries.get(element as E) ?? null;
  }

  meet(element: E): Entry<E> {
    const entry = new Entry(this, element);
    this.#entries.set(element, entry);
    this.#gone.register(element, entry);
    this.#page.watch.styles(element);
    this.#page.marks.neutralise(element);
    this.#kind.meet(element);
    return entry;
  }

  /** A frame's document may have adopted it since; then that frame's script has it in its care. */
  isHere(element: E): boolean {
    return element.ownerDocument === document;
  }

  /** Re-covers what shows another picture than its verdict is about; asks where one has loaded. */
  check(element: E, entry: Entry<E>): void {
    if (!this.isHere(element)) return;
    const url = this.#kind.address(element);
    const outdated = url !== entry.url || this.#isOfNothing(element, entry);
    if (entry.phase !== 'waiting' && outdated) this.restart(element, entry);
    if (url === null) return;
    if (isWeb(url)) this.addresses.add(withoutFragment(url));
    const natural = this.#kind.natural(element);
    if (entry.phase !== 'waiting' || !natural || !this.view) return;
    entry.url = url;
    this.#specks.delete(entry);
    if (isNothing(natural)) {
      // Nothing to see: no source, or one that is no picture. Its alt text may show.
      this.#settle(element, entry, { cover: false });
    } else if (!this.view.active) {
      this.#settle(element, entry, { cover: false });
    } else if (this.looks.isSpeck(element, this.view) && !entry.wish) {
      this.#specks.add(entry);
      this.show(element, entry);
    } else {
      this.show(element, entry);
      this.#page.asking.ask(entry);
    }
  }

  /** What came under this address is too long for a speck: whatever was let through as one is judged. */
  outweighs(url: string): void {
    for (const entry of [...this.#specks]) {
      const element = entry.element.deref();
      if (!element) this.#specks.delete(entry);
      else if (withoutFragment(entry.url) === withoutFragment(url)) this.check(element, entry);
    }
  }

  /** Judged now, if it was cleared only because there was nothing to judge or the site was off. */
  recheck(element: E, entry: Entry<E>): void {
    const unjudged = entry.phase === 'done' && entry.id === 0;
    const shows = (this.#kind.natural(element)?.width ?? 0) > 0;
    if (unjudged && shows) this.restart(element, entry);
    this.check(element, entry);
  }

  /** Nothing is known of it any more, and so it is covered. */
  restart(element: E, entry: Entry<E>): void {
    this.#page.asking.abandon(entry);
    entry.clear();
    this.#page.viewport.watch(element);
    this.show(element, entry);
  }

  show(element: E, entry: Entry<E>): void {
    if (!this.view) return;
    if (this.#kind.address(element) !== null) {
      void this.#renew(element, entry);
      this.looks.show(element, entry, this.view);
    } else {
      // The cover of such an element hides nothing but what could become a picture.
      this.#page.overlay.remove(element);
      this.#page.marks.set(element, 'covered');
    }
    this.#kind.stands?.(element, this.#page.marks.lookOf(element) === 'cleared');
  }

  async #renew(element: E, entry: Entry<E>): Promise<void> {
    if (!this.#kind.renews) return;
    const { looks } = this;
    const renewed = await this.#page.renewals.renew(entry, () => {
      const { view } = this;
      if (!view) return '';
      const cover = looks.coverReason(element, entry, view);
      return renewalFor(entry, cover, (boxes) => looks.isBurnt(element, entry, boxes, view), view);
    });
    if (!renewed) return;
    if (is(element, HTMLImageElement) && document.contentType.startsWith('image/')) {
      // A document of the picture alone shows no other by a rule, and has no script that would mind.
      entry.url = renewed.url;
      element.src = renewed.url;
    } else if (this.#kind.resource) {
      // The page can tell, and set it back: then that is another source, and covered.
      if (!this.#kind.resource(element, renewed.url)) return;
      entry.url = renewed.url;
    } else entry.renewed = renewed;
    this.show(element, entry);
  }

  priorityOf(element: E): Priority | null {
    return this.#page.viewport.of(element)?.priority ?? null;
  }

  question(element: E, url: string): Promise<Question> {
    const pixels = this.#kind.pixels(element, url, this.#page.port.clones);
    return questionOf(pixels, url, () => this.#kind.natural(element) ?? { width: 0, height: 0 });
  }

  asked(entry: Entry<E>): void {
    this.hand.say(entry);
  }

  verdict(entry: Entry<E>, { verdict, mosaic, replaced }: PageVerdict): void {
    entry.verdict = verdict;
    // Whatever comes under that address later: what it got, it has.
    entry.replaced ||= replaced === true;
    entry.mosaic = mosaic ? unpack(mosaic) : null;
    const element = entry.element.deref();
    if (!element || !this.isHere(element)) return;
    if (verdict.cover && verdict.reason === 'hand') entry.hand = null;
    // Not what it was asked about any more: the verdict must not be applied to it.
    const same = this.#kind.natural(element) && this.#kind.address(element) === entry.url;
    if (!same) this.restart(element, entry);
    else {
      this.#page.viewport.settled(element);
      this.show(element, entry);
    }
    this.check(element, entry);
  }

  /**
   * It was taken to have loaded, and could not be judged, where by now it is known that nothing has;
   * or it may be shown, and something else is under way that may be painted as it comes.
   */
  #isOfNothing(element: E, { phase, verdict }: Entry<E>): boolean {
    if (phase !== 'done') return false;
    const natural = this.#kind.natural(element);
    if (verdict?.cover === true && verdict.reason === 'failed') return isNothing(natural);
    return natural === null && verdict?.cover === false && this.view?.active === true;
  }

  #settle(element: E, entry: Entry<E>, verdict: Verdict): void {
    entry.id = 0;
    entry.phase = 'done';
    entry.verdict = verdict;
    this.#page.viewport.settled(element);
    this.show(element, entry);
  }
}

const isNothing = (natural: Size | null): boolean =>
  natural !== null && natural.width === 0 && natural.height === 0;
