import { withoutFragment } from '../../shared/address.ts';
import type { HandCommand, PageView } from '../../shared/messages.ts';
import { isFixed } from '../../shared/used-pin.ts';
import { MAY_BE_REPLACED as TELLS_BY_REPORTS } from '../browser.chrome.ts';
import { reasonOf } from '../looks.ts';
import { mosaicInPlace } from '../mosaic.ts';
import { is } from '../realms.ts';
import { isReported } from '../reports.ts';
import { type Held, picturesIn, type UsedFile, usedFile } from './file-pictures.ts';
import { Hand } from './hand.ts';
import { ANIMATION_ATTRIBUTES, ANIMATIONS, HrefAnimations } from './href-animations.ts';
import { type Page, type Surface, within } from './surface.ts';
import { resolve } from './svg-picture.ts';
import { UsedPicture, type Whole } from './used-picture.ts';
import { UsedPins } from './used-pins.ts';

/** As use.css tells by the address alone. */
const TOLD = 'use[href]:not([href^="#"])';

/**
 * <use> of another file. The pictures in it are hidden (use.user.css) and out of reach; the file is read
 * once more to know of them, and those that may be seen are shown by rules about their addresses. What
 * else the file draws is hidden until it was read, and shown as it is; where it may draw with pictures,
 * in patterns, filters or styles, only once all of them may be seen
 * (docs/decisions/0013-elements-beside-img.md).
 */
export class UsedFiles implements Surface {
  readonly attributes = ['href', ...ANIMATION_ATTRIBUTES];
  readonly finds = `use, ${ANIMATIONS}`;
  readonly parents = [];
  readonly #page: Page;
  readonly #animations = new HrefAnimations();
  readonly #reading = new Map<string, Promise<UsedFile | null>>();
  readonly #files = new Map<string, UsedFile>();
  readonly #pictures = new Map<string, UsedPicture>();
  /** Of files that draw with pictures: all of theirs, by the file's address. */
  readonly #wholes = new Map<string, UsedPicture>();
  readonly #addresses = new Set<string>();
  readonly #others = new Set<SVGUseElement>();
  /** What shows pictures, and which. */
  readonly #shows = new Map<SVGUseElement, ReadonlySet<UsedPicture>>();
  readonly #pins = new UsedPins();
  readonly #hand: Hand<UsedPicture>;
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#hand = new Hand(page.port, (picture) => picture.ask());
  }

  set view(view: PageView) {
    this.#view = view;
    for (const use of this.#others) this.#name(use);
    this.#settle();
  }

  added(root: ParentNode): void {
    if (this.#animations.find(root)) for (const use of this.#uses()) this.#name(use);
    for (const use of within(root, 'use', SVGUseElement)) this.#meet(use);
  }

  removed(root: ParentNode): void {
    for (const use of within(root, 'use', SVGUseElement)) if (!use.isConnected) this.#lose(use);
  }

  changed(element: Element): void {
    if (is(element, SVGAnimationElement)) this.added(element);
    else if (is(element, SVGUseElement)) this.#meet(element);
  }

  told(element: Element): void {
    if (!is(element, SVGUseElement)) return;
    this.#meet(element);
    // Without a mutation, the style sheet does not look at the address again.
    if (linkOf(element) !== '' && !this.#isShown(element)) {
      this.#page.marks.set(element, 'mask:file');
    }
  }

  touched(element: Element): void {
    if (is(element, SVGUseElement)) this.#page.marks.enforce(element);
  }

  /** Its file has loaded: Chromium says so. */
  ended(element: Element): void {
    if (is(element, SVGUseElement)) void this.#read(element);
  }

  /** Firefox sends no event to a <use>, and reports the load like any other. */
  loaded(url: string): void {
    if (!TELLS_BY_REPORTS || !this.#addresses.has(url)) return;
    for (const use of this.#others) if (withoutFragment(linkOf(use)) === url) void this.#read(use);
  }

  expects(url: string): boolean {
    return this.#addresses.has(withoutFragment(url));
  }

  byHand(src: string, command: HandCommand): void {
    for (const picture of this.#pictures.values()) {
      if (picture.url === src) this.#hand.take(picture, command, this.#view);
    }
    this.#settle();
  }

  toggle(element: Element): void {
    const covered = [...this.#of(element)].some((picture) => this.#reasonOf(picture) !== null);
    if (covered) this.reveal(element);
    else this.coverAgain(element);
  }

  reveal(element: Element): void {
    for (const picture of this.#of(element)) {
      if (this.#reasonOf(picture) !== null) this.#hand.take(picture, 'reveal', this.#view);
    }
    this.#settle();
  }

  coverAgain(element: Element): void {
    for (const picture of this.#of(element)) picture.hand = picture.verdict?.cover ? null : 'cover';
    this.#settle();
  }

  again(url: string): void {
    for (const picture of this.#pictures.values()) {
      if (withoutFragment(picture.url) === url) picture.forgetOutdated();
    }
    this.#settle();
  }

  seen(): void {}
  recheck(): void {}
  enforce(): void {}

  stop(): void {
    this.#pins.stop();
  }

  *#uses(): Generator<SVGUseElement> {
    for (const root of this.#page.roots.all()) yield* within(root, 'use', SVGUseElement);
  }

  #of(element: Element): Iterable<UsedPicture> {
    return this.#shows.get(element as SVGUseElement) ?? [];
  }

  #meet(use: SVGUseElement): void {
    this.#lose(use);
    this.#name(use);
    const link = linkOf(use);
    if (link === '') return;
    // The file itself loads as a picture does; what is in it that is none stands as if in the page.
    this.#addresses.add(withoutFragment(link));
    this.#others.add(use);
    // What came into a page that had loaded before us has loaded, too.
    const hasLoaded =
      document.readyState === 'complete' ||
      this.#reading.has(withoutFragment(link)) ||
      (TELLS_BY_REPORTS && isReported(link));
    if (hasLoaded) void this.#read(use);
  }

  #lose(use: SVGUseElement): void {
    this.#others.delete(use);
    if (this.#shows.delete(use)) this.#page.overlay.remove(use);
  }

  /** Says to the style sheet what an address can hide from it, and what of a file is known. */
  #name(use: SVGUseElement): void {
    const { marks } = this.#page;
    const isOther = linkOf(use) !== '' || this.#animations.given(use)?.size !== 0;
    if (isOther && this.#isShown(use)) marks.set(use, 'mask:file-read');
    else if (isOther && !use.matches(TOLD)) marks.set(use, 'mask:file');
    else if (marks.isMarked(use) || marks.knows(use)) marks.set(use, 'covered');
  }

  /** Whether what all files draw that it shows or may come to show, beside hidden pictures, may be seen. */
  #isShown(use: SVGUseElement): boolean {
    // Where nothing is covered, nothing need be known.
    if (this.#view && reasonOf({ verdict: null, hand: null }, this.#view) === null) return true;
    const given = this.#animations.given(use);
    if (!given) return false;
    const links = [linkOf(use), ...[...given].map((link) => resolve(link, use))];
    return links.filter((link) => link !== '').every((link) => this.#isHarmless(link));
  }

  #isHarmless(link: string): boolean {
    const url = withoutFragment(link);
    const file = this.#files.get(url);
    if (!file) return false;
    if (file.drawing === 'nothing') return true;
    const whole = this.#wholes.get(url);
    return whole !== undefined && this.#reasonOf(whole) === null;
  }

  async #read(use: SVGUseElement): Promise<void> {
    const link = linkOf(use);
    if (link === '') return;
    const url = withoutFragment(link);
    const reading = this.#reading.get(url) ?? usedFile(url);
    this.#reading.set(url, reading);
    const file = await reading;
    if (file) this.#files.set(url, file);
    if (!file || !use.isConnected || linkOf(use) !== link) return;
    const { text, pictures: document, drawing } = file;
    const held = document ? picturesIn(document, decoded(new URL(link).hash.slice(1)), url) : [];
    const pictures = new Set(held.map((each) => this.#pictureOf(each)));
    if (drawing === 'its own') {
      const whole = this.#pictureOf({ written: '', url, text });
      this.#wholes.set(url, whole);
      pictures.add(whole);
    }
    this.#name(use);
    if (pictures.size === 0) return;
    this.#shows.set(use, pictures);
    this.#settle();
  }

  #pictureOf(held: Held | Whole): UsedPicture {
    const known = this.#pictures.get(held.url + held.written);
    if (known) return known;
    const made: UsedPicture = new UsedPicture(
      held,
      this.#page,
      () => this.#hand.say(made),
      () => this.#settle(),
    );
    this.#pictures.set(held.url + held.written, made);
    this.#addresses.add(withoutFragment(held.url));
    return made;
  }

  /** @returns why it is covered, null where it may be seen */
  #reasonOf(picture: UsedPicture): ReturnType<typeof reasonOf> {
    return this.#view ? reasonOf(picture, this.#view) : 'unjudged';
  }

  #settle(): void {
    const view = this.#view;
    if (!view) return;
    for (const picture of this.#pictures.values()) {
      if (view.active) picture.ask();
      // Elsewhere a relative address would be another picture: it stays hidden.
      if (isFixed(picture.written)) {
        this.#pins.want(picture.written, this.#reasonOf(picture) === null);
      }
    }
    for (const [use, pictures] of this.#shows) {
      this.#name(use);
      this.#show(use, [...pictures], view);
    }
  }

  #show(use: SVGUseElement, pictures: readonly UsedPicture[], view: PageView): void {
    const { overlay } = this.#page;
    const covered = pictures.find((picture) => {
      const reason = this.#reasonOf(picture);
      return reason !== null && reason !== 'unjudged';
    });
    const reason = covered && this.#reasonOf(covered);
    if (covered && reason && reason !== 'unjudged') {
      overlay.covered(use, reason, { mosaic: mosaicInPlace(view, covered.mosaic) }, view);
    } else if (view.active && pictures.some(({ hand }) => hand === 'reveal')) overlay.revealed(use);
    else overlay.remove(use);
  }
}

/** Of the file that it shows, '' for its own document. */
const linkOf = (use: SVGUseElement): string => resolve(use.href.animVal.trim(), use);

function decoded(id: string): string {
  try {
    return decodeURIComponent(id);
  } catch {
    // As it stands, then: browsers do likewise.
    return id;
  }
}
