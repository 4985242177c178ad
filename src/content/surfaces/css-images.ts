import {
  type CssPart,
  IMAGE_PROPERTIES,
  type ImageProperty,
  type PinnedValues,
} from '../../shared/css-pin.ts';
import type { HandCommand, PageView } from '../../shared/messages.ts';
import type { Reason } from '../../shared/policy.ts';
import { is } from '../realms.ts';
import type { Seen } from '../viewport.ts';
import { behind, textsOver } from './css-contrast.ts';
import { coverOf } from './css-covering.ts';
import { Finder } from './css-finder.ts';
import {
  type Carried,
  CSS_MARK_ATTRIBUTES,
  CssMarks,
  HELD,
  isCssMark,
  PLAIN,
} from './css-marks.ts';
import { Picture } from './css-pictures.ts';
import { CssPins } from './css-pins.ts';
import { type Reading, readPart } from './css-reading.ts';
import { type ImageValue, readImageValue } from './css-value.ts';
import { Hand } from './hand.ts';
import type { Page, Surface } from './surface.ts';

/** An element on which CSS shows images, and what each of its parts would show. */
type Entry = Map<CssPart, Reading>;

const CARRIED_AS: Readonly<Partial<Record<ImageProperty, keyof Carried>>> = {
  'background-image': 'background',
  'border-image-source': 'border',
  'mask-image': 'mask',
  'list-style-image': 'list',
};

/** What CSS shows: backgrounds, borders, masks, markers, generated content. */
export class CssImages implements Surface {
  readonly #page: Page;
  readonly #marks = new CssMarks();
  readonly #pins = new CssPins(() => this.#decideAgain(this.#waiting));
  readonly #finder: Finder;
  readonly #hand: Hand<Picture>;
  readonly #entries = new Map<Element, Entry>();
  readonly #pictures = new Map<string, Picture>();
  readonly #parsed = new Map<string, ImageValue>();
  /** Elements whose rules are on their way. */
  readonly #waiting = new Set<Element>();
  /** What each was last labelled with. */
  readonly #labels = new Map<Element, string>();
  readonly #fresh = new Set<ParentNode>();
  readonly attributes = [];
  readonly styling = [
    ...['class', 'style', 'background', 'id', 'hidden', 'open', 'disabled', 'aria-expanded'],
    ...['aria-selected', 'aria-pressed', 'aria-current', 'data-theme', 'data-state', 'dir', 'type'],
    ...CSS_MARK_ATTRIBUTES,
  ];
  #view: PageView | null = null;

  constructor(page: Page) {
    this.#page = page;
    this.#hand = new Hand(page.port, (picture) => picture.ask());
    this.#finder = new Finder(page.roots, {
      known: () => this.#entries.keys(),
      isKnown: (element) => this.#entries.has(element),
      look: (elements) => this.#look(elements),
    });
  }

  set view(view: PageView) {
    this.#view = view;
    for (const picture of this.#pictures.values()) {
      picture.view = view;
      picture.forgetRenewal();
      picture.look();
    }
    this.#decideAgain(this.#entries.keys());
  }

  added(root: ParentNode): void {
    // At the end of the mutations that are being told of, once for all of them.
    if (this.#fresh.size === 0) queueMicrotask(() => this.#strip());
    this.#fresh.add(root);
    this.#finder.tree(root);
  }

  /** What comes with a mark that is not ours loses it, before it is painted. */
  #strip(): void {
    const roots = this.#fresh.size > MANY ? this.#page.roots.all() : this.#fresh;
    for (const root of roots) {
      for (const element of this.#marks.marked(root)) {
        if (!this.#marks.knows(element)) this.#marks.enforce(element);
      }
    }
    this.#fresh.clear();
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

  unclaimed(): void {
    this.#finder.all();
  }

  byHand(src: string, command: HandCommand): void {
    const picture = this.#pictures.get(src);
    if (picture) this.#handle(picture, command);
  }

  toggle(element: Element): void {
    const entry = this.#entries.get(element);
    if (!entry) return;
    const covered = this.#reasonOf(entry) !== null;
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
    this.#pins.stop();
    for (const [element, entry] of this.#entries) {
      for (const part of entry.keys()) this.#marks.set(element, part, null);
    }
  }

  /** For the finder: these may show other images than they did. Reads all, then writes all. */
  #look(elements: ReadonlyMap<Element, readonly CssPart[]>): void {
    const probed = new Set<Element>();
    for (const [element, parts] of elements) {
      for (const part of parts) this.#marks.read(element, part);
      if (!this.#finder.isHidden(element)) continue;
      this.#marks.read(element, '', true);
      probed.add(element);
    }
    const found = [...elements].map(([element, parts]) => {
      const all = this.#finder.propertiesOf(element);
      // What is only inherited is shown by whatever it is inherited from.
      const own = probed.has(element) ? all : all.filter((name) => name !== 'list-style-image');
      const readings = parts.map((part) => {
        return { part, reading: readPart(element, part, part === '' ? own : PSEUDO_PROPERTIES) };
      });
      return { element, readings };
    });
    for (const { element, readings } of found) {
      const known = this.#entries.get(element);
      if (!known && readings.every(({ reading }) => !reading)) {
        if (probed.has(element)) this.#marks.set(element, '', null);
        continue;
      }
      const entry: Entry = known ?? new Map();
      const before = this.#urlsOf(entry);
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
    const urls = this.#urlsOf(entry);
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
    this.#labels.delete(element);
    this.#waiting.delete(element);
    this.#page.overlay.remove(element);
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
      this.#waiting.delete(element);
      const entry = this.#entries.get(element);
      if (entry) this.#decide(element, entry);
    }
  }

  #decide(element: Element, entry: Entry): void {
    for (const [part, reading] of entry) this.#decidePart(element, part, reading);
    this.#label(element, entry);
  }

  #decidePart(element: Element, part: CssPart, { values, move }: Reading): void {
    const moving = move === null ? {} : { move };
    const images = Object.entries(values) as [ImageProperty, string][];
    if (images.every(([name, value]) => this.#isPlain(name, value))) {
      const carried: Record<string, string> = { ...moving };
      for (const [name, value] of images) carried[CARRIED_AS[name] ?? ''] = value;
      this.#marks.set(element, part, PLAIN, carried);
      return;
    }
    const shown = this.#shownOf(element, images);
    const token = shown && this.#pins.token(element.getRootNode(), part, shown);
    if (shown && !token) this.#waiting.add(element);
    const marked = MARKED.includes(part) || (part !== '' && values.content !== undefined);
    const held = marked ? HELD : null;
    this.#marks.set(element, part, token ?? held, token ? moving : {});
  }

  #isPlain(name: ImageProperty, value: string): boolean {
    const { plain, sound } = this.#parse(value);
    return plain && sound && CARRIED_AS[name] !== undefined;
  }

  /** @returns null while anything of it is not known */
  #shownOf(element: Element, images: readonly [ImageProperty, string][]): PinnedValues | null {
    let shown: PinnedValues = {};
    for (const [name, value] of images) {
      const { urls, sound } = this.#parse(value);
      if (!sound || !this.#view) return null;
      let covered: Picture | null = null;
      for (const url of urls) {
        const picture = this.#pictures.get(url);
        const standing = picture?.standing() ?? 'pending';
        void picture?.renew();
        if (standing === 'pending') return null;
        if (standing !== 'clear' && !standing.inPart) covered ??= picture ?? null;
      }
      if (!covered) shown = { ...shown, [name]: this.#asItCame(value) };
      else if (name === 'background-image') {
        const texts = textsOver(element);
        const cover = coverOf(this.#view, covered.mosaic, texts, behind(element));
        shown = { ...shown, ...cover };
      } else if (name === 'content') return null;
      else shown = { ...shown, [name]: 'none' };
    }
    return shown;
  }

  /** With the addresses of what had to be asked for once more. */
  #asItCame(value: string): string {
    let shown = value;
    for (const url of this.#parse(value).urls) {
      const now = this.#pictures.get(url)?.shown ?? url;
      if (now !== url) shown = shown.replaceAll(`"${url}"`, `"${now}"`);
    }
    return shown;
  }

  #label(element: Element, entry: Entry): void {
    const view = this.#view;
    if (!view || is(element, HTMLImageElement)) return;
    const reason = this.#reasonOf(entry);
    const revealed = this.#picturesOf(entry).some(({ hand }) => hand === 'reveal') && view.active;
    const label = reason ?? (revealed ? 'revealed' : null);
    const said = `${label} ${view.label} ${view.reveal}`;
    if (label === null && !this.#labels.has(element)) return;
    if (this.#labels.get(element) === said) return;
    this.#labels.set(element, said);
    if (reason) this.#page.overlay.covered(element, reason, { text: true }, view);
    else if (revealed) this.#page.overlay.revealed(element);
    else this.#page.overlay.remove(element);
  }

  #reasonOf(entry: Entry): Reason | null {
    for (const picture of this.#picturesOf(entry)) {
      const standing = picture.standing();
      if (typeof standing === 'object') return standing.covered;
    }
    return null;
  }

  #handle(picture: Picture, command: HandCommand): void {
    if (this.#hand.take(picture, command, this.#view)) this.#decideAgain(picture.users);
  }

  #urlsOf(entry: Entry): Set<string> {
    const urls = new Set<string>();
    for (const { values } of entry.values()) {
      for (const value of Object.values(values)) {
        for (const url of this.#parse(value).urls) urls.add(url);
      }
    }
    return urls;
  }

  #picturesOf(entry: Entry): Picture[] {
    return [...this.#urlsOf(entry)].flatMap((url) => this.#pictures.get(url) ?? []);
  }

  #parse(value: string): ImageValue {
    let parsed = this.#parsed.get(value);
    if (!parsed) {
      if (this.#parsed.size > 2000) this.#parsed.clear();
      parsed = readImageValue(value);
      this.#parsed.set(value, parsed);
    }
    return parsed;
  }
}

/** Roots that came at once, from which on all trees are searched instead of each. */
const MANY = 10;
/** Parts that are held by a mark, not by its absence (css-images.css). */
const MARKED: readonly CssPart[] = ['marker', 'first-letter', 'first-line'];
const PSEUDO_PROPERTIES: readonly ImageProperty[] = IMAGE_PROPERTIES.filter(
  (name) => name !== 'list-style-image',
);
