import { isWeb, withoutFragment } from '../../../shared/address.ts';
import type { CssPart } from '../../../shared/css-pin.ts';
import type { HandCommand, PageView } from '../../../shared/messages.ts';
import { plain } from '../../plain.ts';
import { READ_BY_PAGE } from '../../read-by-page.ts';
import { is } from '../../realms.ts';
import { Hand } from '../hand.ts';
import type { Page, Surface } from '../surface.ts';
import { Copying } from './copying.ts';
import { Fades } from './fades.ts';
import { Finder } from './finder.ts';
import { CssLabels } from './labels.ts';
import { LooseParts } from './loose-parts.ts';
import { CssMarks, isCssMark } from './marks.ts';
import { Newcomers } from './newcomers.ts';
import { Picture } from './pictures.ts';
import { readAll } from './reading.ts';
import { References } from './references.ts';
import { CssShowing, type Entry } from './showing.ts';
import { Surprises } from './surprises.ts';
import { Undecided } from './undecided.ts';

/** Beside what the page shows now: what it comes back to, as at every hover, need not be asked about again. */
const MOST_PICTURES = 500;

/** What CSS shows: backgrounds, borders, masks, markers, generated content. */
export class CssImages implements Surface {
  readonly #page: Page;
  readonly #marks = new CssMarks();
  readonly #finder: Finder;
  readonly #surprises: Surprises;
  readonly #hand: Hand<Picture>;
  readonly #labels: CssLabels;
  readonly #entries = new Map<Element, Entry>();
  readonly #pictures = new Map<string, Picture>();
  /** Addresses of those that were let go of. */
  readonly #shown = new Set<string>();
  #letGoAt = MOST_PICTURES;
  readonly #showing = new CssShowing(this.#marks, this.#pictures, (elements) =>
    this.#undecided.add(elements),
  );
  readonly #undecided = new Undecided({
    mayWait: (element) =>
      !READ_BY_PAGE && this.#marks.isBare(element) && this.#page.viewport.isOutOfSight(element),
    decide: (elements) => this.#decide(elements),
  });
  readonly #fades = new Fades();
  readonly #newcomers: Newcomers;
  readonly #loose: LooseParts;
  readonly #references: References;
  readonly #copying: Copying;
  readonly attributes = [];
  readonly finds = null;
  readonly parents = ['style'];
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#labels = new CssLabels(page.overlay);
    this.#newcomers = new Newcomers(page.roots, this.#marks);
    this.#hand = new Hand(page.port, (picture) => picture.ask());
    this.#loose = new LooseParts(page.roots, this.#marks, (url) => this.#looseOf(url, false));
    this.#references = new References(page.roots, this.#marks, (url) => this.#looseOf(url, true));
    this.#finder = new Finder(page.roots, {
      reread: () => this.#loose.reread(),
      parts: (sheets) => {
        this.#loose.update(sheets);
        this.#references.update(sheets);
      },
      animated: (effects) => this.#loose.follow(effects),
      known: () => this.#entries.keys(),
      isKnown: (element) => this.#entries.has(element),
      isSmall: (element) =>
        this.#picturesOf(this.#entries.get(element)).some(({ isSmall }) => isSmall),
      holds: (element, part) => this.#entries.get(element)?.has(part) === true,
      look: (elements) => this.#look(elements),
    });
    this.#surprises = new Surprises(this.#finder);
    this.#copying = new Copying(this.#marks);
  }

  set view(view: PageView) {
    this.#view = view;
    this.#showing.view = view;
    for (const picture of this.#pictures.values()) {
      picture.view = view;
      picture.forgetRenewal();
      picture.look();
    }
    this.#undecided.add(this.#entries.keys());
    this.#loose.view = view;
    this.#references.view = view;
  }

  added(root: ParentNode): void {
    this.#newcomers.add(root);
    this.#references.added(root);
    if (root === document.documentElement) this.#copying.listen();
    this.#finder.tree(root);
  }

  removed(): void {
    this.#finder.soon(this.#prune);
  }

  styled(element: Element, attribute: string): void {
    if (isCssMark(attribute)) this.#marks.enforceOne(element, attribute);
    else {
      this.#loose.styled(element, attribute);
      this.#references.styled(element, attribute);
      this.#finder.styled(element, attribute);
    }
  }

  changed(): void {}
  touched(): void {}
  childrenOf(parent: Element): void {
    if (is(parent, HTMLStyleElement)) this.#finder.sheet(parent, true);
  }

  grew(): void {
    this.#finder.grew();
  }

  ended(element: Element): void {
    if (is(element, HTMLLinkElement) || is(element, HTMLStyleElement)) {
      this.#finder.sheet(element, false);
    }
  }

  told(element: Element): void {
    if (element === document.documentElement) this.#finder.sheet(element, false);
  }

  seen(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    const pictures = this.#picturesOf(entry);
    for (const picture of pictures) {
      this.#page.asking.move(picture);
      if (picture.phase === 'waiting') picture.look();
    }
    // How large it is shown matters only to what is small itself.
    if (pictures.some(({ isSmall }) => isSmall)) this.#undecided.add([element]);
    else this.#undecided.recall(element);
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
    if (this.#pictures.has(url) || this.#shown.has(url)) return true;
    return this.#pictures.get(withoutFragment(url))?.isReferred === true;
  }

  foresees(url: string): boolean {
    return this.#finder.foresees(url);
  }

  unclaimed(isClaimed: () => boolean): void {
    this.#surprises.met(isClaimed);
  }

  streams(url: string): void {
    this.#pictures.get(url)?.askOver();
  }

  outweighs(url: string): void {
    const picture = this.#pictures.get(url);
    if (!picture) return;
    picture.look();
    this.#undecided.add(picture.users);
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
    for (const picture of this.#picturesOf(this.#entries.get(element))) {
      if (picture.standing() !== 'clear') this.#handle(picture, 'reveal');
    }
  }

  coverAgain(element: Element): void {
    for (const picture of this.#picturesOf(this.#entries.get(element))) {
      if (picture.hand === 'reveal') picture.hand = picture.verdict?.cover ? null : 'cover';
      this.#undecided.add(picture.users);
    }
  }

  stop(): void {
    this.#finder.stop();
    this.#showing.stop();
    this.#fades.stop();
    this.#undecided.stop();
    this.#loose.stop();
    this.#references.stop();
    this.#copying.stop();
    for (const [element, entry] of this.#entries) {
      for (const part of entry.keys()) this.#marks.set(element, part, null);
    }
  }

  /** What is known of a picture that no element tells of, from now on. @param isReferred something draws with it */
  #looseOf(url: string, isReferred: boolean): Picture {
    const picture = this.#pictureOf(url);
    const isNews = !picture.isLoose;
    // What was said of it may have been about no more than what it draws.
    const isOther = isReferred && !picture.isReferred && picture.verdict !== null;
    picture.isLoose = true;
    picture.isReferred ||= isReferred;
    if (isOther) picture.askOver();
    else if (isNews) picture.look();
    return picture;
  }

  /** For the finder: these may show other images than they did. */
  #look(elements: ReadonlyMap<Element, readonly CssPart[]>): void {
    const { probed, found } = readAll(elements, this.#marks, this.#finder.reach);
    const undecided: Element[] = [];
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
        const wasPinned = part === '' && !probed.has(element) && this.#marks.isMarked(element, '');
        if (wasPinned) this.#fades.changed(element, entry.get(''), reading);
        if (reading) entry.set(part, reading);
        else if (entry.delete(part) || probed.has(element)) this.#marks.set(element, part, null);
      }
      this.#use(element, entry, before);
      if (entry.size === 0) this.#forget(element);
      else undecided.push(element);
    }
    this.#decide(undecided);
  }

  /** Has the pictures it needs know of it, and those it needs no more. */
  #use(element: Element, entry: Entry, before: ReadonlySet<string>): void {
    const urls = this.#showing.urlsOf(entry);
    for (const url of before) if (!urls.has(url)) this.#pictures.get(url)?.users.delete(element);
    for (const url of urls) {
      const picture = this.#pictureOf(url);
      picture.users.add(element);
      this.#page.asking.move(picture);
      picture.look();
    }
    if ([...urls].some((url) => !before.has(url))) this.#page.viewport.watch(element);
  }

  #pictureOf(url: string): Picture {
    const known = this.#pictures.get(url);
    if (known) return known;
    const picture = new Picture(this.#page, url, {
      changed: ({ users, isLoose }) => {
        this.#undecided.add(users);
        if (!isLoose) return;
        this.#loose.decide();
        this.#references.decide();
      },
      sent: (asked) => this.#hand.say(asked),
    });
    picture.view = this.#view;
    this.#letGo();
    this.#pictures.set(url, picture);
    return picture;
  }

  /** Of what nothing shows any more: a feed would else keep all that it ever showed. */
  #letGo(): void {
    if (this.#pictures.size < this.#letGoAt) return;
    for (const [url, picture] of this.#pictures) {
      if (picture.isWanted || picture.hand) continue;
      this.#page.asking.abandon(picture);
      this.#pictures.delete(url);
      if (isWeb(url)) this.#shown.add(url);
    }
    this.#letGoAt = Math.max(MOST_PICTURES, 2 * this.#pictures.size);
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
      const { isConnected, ownerDocument } = plain(element);
      if (!isConnected || ownerDocument !== document) this.#forget(element);
    }
  };

  #decide(elements: readonly Element[]): void {
    const entries = elements.flatMap((element): [Element, Entry][] => {
      const entry = this.#entries.get(element);
      return entry ? [[element, entry]] : [];
    });
    this.#showing.show(entries);
    const view = this.#view;
    if (!view) return;
    for (const [element, entry] of entries) {
      const pictures = this.#picturesOf(entry);
      const revealed = view.active && pictures.some(({ hand }) => hand === 'reveal');
      this.#labels.show(element, this.#showing.reasonOf(entry), revealed, view);
      const isSettled = pictures.every(({ verdict }) => verdict) && !this.#marks.isBare(element);
      if (isSettled && !plain(element).matches(SHARED)) this.#page.viewport.settled(element);
    }
  }

  #picturesOf(entry: Entry | undefined): Picture[] {
    return entry ? this.#showing.picturesOf(entry) : [];
  }

  #handle(picture: Picture, command: HandCommand): void {
    if (this.#hand.take(picture, command, this.#view)) this.#undecided.add(picture.users);
  }
}

/** Other surfaces want to know where these stand. */
const SHARED = 'img, input, video, canvas, embed, object, svg, svg *';
