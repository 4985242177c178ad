import type { CssPart } from '../../shared/css-pin.ts';
import type { HandCommand, PageView } from '../../shared/messages.ts';
import { is } from '../realms.ts';
import type { Seen } from '../viewport.ts';
import { Finder } from './css-finder.ts';
import { CssLabels } from './css-labels.ts';
import { CssMarks, isCssMark } from './css-marks.ts';
import { Newcomers } from './css-newcomers.ts';
import { Picture } from './css-pictures.ts';
import { readAll } from './css-reading.ts';
import { CssShowing, type Entry } from './css-showing.ts';
import { Hand } from './hand.ts';
import type { Page, Surface } from './surface.ts';

/** What CSS shows: backgrounds, borders, masks, markers, generated content. */
export class CssImages implements Surface {
  readonly #page: Page;
  readonly #marks = new CssMarks();
  readonly #finder: Finder;
  readonly #hand: Hand<Picture>;
  readonly #labels: CssLabels;
  readonly #entries = new Map<Element, Entry>();
  readonly #pictures = new Map<string, Picture>();
  readonly #showing = new CssShowing(this.#marks, this.#pictures, (elements) =>
    this.#decideAgain(elements),
  );
  readonly #newcomers: Newcomers;
  readonly attributes = [];
  #surprised = false;
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#labels = new CssLabels(page.overlay);
    this.#newcomers = new Newcomers(page.roots, this.#marks);
    this.#hand = new Hand(page.port, (picture) => picture.ask());
    this.#finder = new Finder(page.roots, {
      known: () => this.#entries.keys(),
      isKnown: (element) => this.#entries.has(element),
      holds: (element, part) => this.#entries.get(element)?.has(part) === true,
      look: (elements) => this.#look(elements),
    });
  }

  set view(view: PageView) {
    this.#view = view;
    this.#showing.view = view;
    for (const picture of this.#pictures.values()) {
      picture.view = view;
      picture.forgetRenewal();
      picture.look();
    }
    this.#decideAgain(this.#entries.keys());
  }

  added(root: ParentNode): void {
    this.#newcomers.add(root);
    this.#finder.tree(root);
  }

  removed(): void {
    this.#finder.soon(this.#prune);
  }

  styled(element: Element, attribute: string): void {
    if (isCssMark(attribute)) this.#marks.enforceOne(element, attribute);
    else this.#finder.styled(element, attribute);
  }

  changed(): void {}
  touched(): void {}
  childrenOf(parent: Node): void {
    if (is(parent, HTMLStyleElement)) this.#finder.sheet(parent, true);
  }

  ended(element: Element): void {
    if (is(element, HTMLLinkElement) || is(element, HTMLStyleElement)) {
      this.#finder.sheet(element, false);
    }
  }

  told(element: Element): void {
    if (element === document.documentElement) this.#finder.sheet(element, false);
  }

  seen(element: Element, { priority }: Seen): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    for (const picture of this.#picturesOf(entry)) {
      this.#page.asking.move(picture, priority);
      if (picture.phase === 'waiting') picture.look();
    }
    this.#decide(element, entry);
  }

  recheck(): void {
    this.#finder.all();
  }

  enforce(): void {
    for (const root of this.#page.roots.all()) {
      for (const element of this.#marks.marked(root)) this.#marks.enforce(element);
    }
  }

  expects(url: string): boolean {
    return this.#pictures.has(url);
  }

  foresees(url: string): boolean {
    return this.#finder.foresees(url);
  }

  unclaimed(url: string): void {
    this.#finder.all();
    if (this.#surprised) return;
    this.#surprised = true;
    setTimeout(() => {
      this.#surprised = false;
      // A rule that was changed in place brings it in, for all that is known.
      if (!this.#pictures.has(url)) this.#finder.reread();
    }, SURPRISE_MS);
  }

  byHand(src: string, command: HandCommand): void {
    const picture = this.#pictures.get(src);
    if (picture) this.#handle(picture, command);
  }

  toggle(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    const covered = this.#showing.reasonOf(entry) !== null;
    for (const picture of this.#picturesOf(entry)) {
      if (!covered) this.#handle(picture, 'cover');
      else if (picture.standing() !== 'clear') this.#handle(picture, 'reveal');
    }
  }

  reveal(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    for (const picture of this.#picturesOf(entry)) {
      if (picture.standing() !== 'clear') this.#handle(picture, 'reveal');
    }
  }

  coverAgain(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    for (const picture of this.#picturesOf(entry)) {
      if (picture.hand === 'reveal') picture.hand = picture.verdict?.cover ? null : 'cover';
      this.#decideAgain(picture.users);
    }
  }

  stop(): void {
    this.#finder.stop();
    this.#showing.stop();
    for (const [element, entry] of this.#entries) {
      for (const part of entry.keys()) this.#marks.set(element, part, null);
    }
  }

  /** For the finder: these may show other images than they did. */
  #look(elements: ReadonlyMap<Element, readonly CssPart[]>): void {
    const { probed, found } = readAll(elements, this.#marks, this.#finder.reach);
    for (const { element, readings } of found) {
      const known = this.#entries.get(element);
      if (!known && readings.every(({ reading }) => !reading)) {
        if (probed.has(element)) this.#marks.set(element, '', null);
        continue;
      }
      const entry: Entry = known ?? new Map();
      const before = this.#showing.urlsOf(entry);
      if (!known) this.#entries.set(element, entry);
      for (const { part, reading } of readings) {
        if (reading) entry.set(part, reading);
        else if (entry.delete(part) || probed.has(element)) this.#marks.set(element, part, null);
      }
      this.#use(element, entry, before);
      if (entry.size === 0) this.#forget(element);
      else this.#decide(element, entry);
    }
  }

  /** Has the pictures it needs know of it, and those it needs no more. */
  #use(element: Element, entry: Entry, before: ReadonlySet<string>): void {
    const urls = this.#showing.urlsOf(entry);
    for (const url of before) if (!urls.has(url)) this.#pictures.get(url)?.users.delete(element);
    for (const url of urls) {
      let picture = this.#pictures.get(url);
      if (!picture) {
        picture = new Picture(this.#page, url, {
          changed: ({ users }) => this.#decideAgain(users),
          sent: (asked) => this.#hand.say(asked),
        });
        picture.view = this.#view;
        this.#pictures.set(url, picture);
      }
      picture.users.add(element);
      picture.look();
    }
    if (urls.size > 0 && before.size === 0) this.#page.viewport.watch(element);
  }

  #forget(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    for (const part of entry.keys()) this.#marks.set(element, part, null);
    this.#entries.delete(element);
    this.#labels.forget(element);
    this.#showing.forget(element);
    if (!is(element, HTMLImageElement)) this.#page.viewport.unwatch(element);
    for (const picture of this.#picturesOf(entry)) picture.users.delete(element);
  }

  readonly #prune = (): void => {
    for (const element of this.#entries.keys()) {
      if (!element.isConnected || element.ownerDocument !== document) this.#forget(element);
    }
  };

  #decideAgain(elements: Iterable<Element>): void {
    for (const element of [...elements]) {
      const entry = this.#entries.get(element);
      if (entry) this.#decide(element, entry);
    }
  }

  #decide(element: Element, entry: Entry): void {
    this.#showing.show(element, entry);
    const view = this.#view;
    if (!view) return;
    const revealed = view.active && this.#picturesOf(entry).some(({ hand }) => hand === 'reveal');
    this.#labels.show(element, this.#showing.reasonOf(entry), revealed, view);
  }

  #picturesOf(entry: Entry): Picture[] {
    return this.#showing.picturesOf(entry);
  }

  #handle(picture: Picture, command: HandCommand): void {
    if (this.#hand.take(picture, command, this.#view)) this.#decideAgain(picture.users);
  }
}

/** In which a picture that came is found where it was looked for. */
const SURPRISE_MS = 1_000;
