import type { CssPart, ImageProperty, PinnedValues } from '../../../shared/css-pin.ts';
import type { PageView } from '../../../shared/messages.ts';
import type { Reason } from '../../../shared/policy.ts';
import { behind, textsOver } from './contrast.ts';
import { borderCoverOf, coverOf, standInOf } from './covering.ts';
import { type Carried, type CssMarks, HELD, PLAIN } from './marks.ts';
import type { Picture } from './pictures.ts';
import { CssPins } from './pins.ts';
import { CARRIES_LISTS, moveOf, type Reading } from './reading.ts';
import { type ImageValue, readImageValue } from './value.ts';

/** What each part of an element would show, of those that would show an image. */
export type Entry = Map<CssPart, Reading>;

const CARRIED_AS: Readonly<Partial<Record<ImageProperty, keyof Carried>>> = {
  'background-image': 'background',
  'border-image-source': 'border',
  'mask-image': 'mask',
  'list-style-image': 'list',
};

/** Has the parts of elements show what of their images may be shown, and covers for the others. */
export class CssShowing {
  readonly #marks: CssMarks;
  readonly #pictures: ReadonlyMap<string, Picture>;
  readonly #pins: CssPins;
  readonly #parsed = new Map<string, ImageValue>();
  readonly #prepared = new WeakSet<Reading>();
  /** Elements whose rules are on their way. */
  readonly #waiting = new Set<Element>();
  view: PageView | null = null;

  /** @param again of these more may be shown by now */
  constructor(
    marks: CssMarks,
    pictures: ReadonlyMap<string, Picture>,
    again: (elements: readonly Element[]) => void,
  ) {
    this.#marks = marks;
    this.#pictures = pictures;
    this.#pins = new CssPins(() => again([...this.#waiting]));
  }

  /** Reads all, then writes all: styles are computed once. */
  show(entries: Iterable<readonly [Element, Entry]>): void {
    const writes: (() => void)[] = [];
    for (const [element, entry] of entries) {
      this.#waiting.delete(element);
      for (const [part, reading] of entry) {
        const [mark, carried] = this.#markOf(element, part, reading);
        writes.push(() => this.#marks.set(element, part, mark, carried));
      }
    }
    for (const write of writes) write();
  }

  forget(element: Element): void {
    this.#waiting.delete(element);
  }

  /** @returns why something of it is covered, null where nothing is */
  reasonOf(entry: Entry): Reason | null {
    for (const picture of this.picturesOf(entry)) {
      const standing = picture.standing();
      if (typeof standing === 'object') return standing.covered;
    }
    return null;
  }

  picturesOf(entry: Entry): Picture[] {
    return [...this.urlsOf(entry)].flatMap((url) => this.#pictures.get(url) ?? []);
  }

  urlsOf(entry: Entry): Set<string> {
    const urls = new Set<string>();
    for (const { values } of entry.values()) {
      for (const value of Object.values(values)) {
        for (const url of this.#parse(value).urls) urls.add(url);
      }
    }
    return urls;
  }

  stop(): void {
    this.#pins.stop();
  }

  /** @returns the part's mark, and what goes with it */
  #markOf(
    element: Element,
    part: CssPart,
    reading: Reading,
  ): [mark: string | null, carried: Carried] {
    const { values, move } = reading;
    const moving = move === null || !CARRIES_LISTS ? {} : { move };
    const images = Object.entries(values) as [ImageProperty, string][];
    const isPlain = images.every(([name, value]) => this.#isPlain(name, value));
    if (isPlain && !BACKED.includes(part)) {
      const carried: Record<string, string> = { ...moving };
      for (const [name, value] of images) carried[CARRIED_AS[name] ?? ''] = value;
      return [PLAIN, carried];
    }
    const shown = this.#shownOf(element, images);
    if (!shown) this.#prepare(part, reading, images);
    const token = shown && this.#pins.token(part, shown);
    if (shown && !token) this.#waiting.add(element);
    const marked = MARKED.includes(part) || (part !== '' && values.content !== undefined);
    if (token) {
      // Since it was read, the page may have begun to move what is put in its place, with nobody telling of it.
      // Where ours is still there for the reading, it was read just now.
      const now = move ?? (this.#marks.hasMove(element, part) ? null : moveOf(element, part));
      // In Firefox all of them end where something is covered, which would else go on behind its cover.
      const ends = now !== null && (CARRIES_LISTS || this.#covers(images));
      return [token, ends ? { move: now } : {}];
    }
    if (marked) return [HELD, {}];
    // Of these what was read is another than what is held, and must not go on behind it.
    const isHidden = values.content !== undefined || values['list-style-image'] !== undefined;
    return [null, isHidden && move !== null ? { move } : {}];
  }

  #covers(images: readonly [ImageProperty, string][]): boolean {
    const urls = images.flatMap(([, value]) => [...this.#parse(value).urls]);
    return urls.some((url) => typeof this.#pictures.get(url)?.standing() === 'object');
  }

  /** Most will be let through as they are: their rules are there by then, and come together. */
  #prepare(part: CssPart, reading: Reading, images: readonly [ImageProperty, string][]): void {
    if (!this.view?.active || this.#prepared.has(reading)) return;
    this.#prepared.add(reading);
    if (images.every(([, value]) => this.#mayBePrepared(value))) {
      this.#pins.prepare(part, reading.values);
    }
  }

  #mayBePrepared(value: string): boolean {
    return value.length < LONGEST_PREPARED && this.#parse(value).sound;
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
      if (!sound || !this.view) return null;
      let covered: Picture | null = null;
      let instead = value;
      for (const url of urls) {
        const picture = this.#pictures.get(url);
        const standing = picture?.standing() ?? 'pending';
        void picture?.renew();
        if (standing === 'pending') return null;
        if (!picture || standing === 'clear' || standing.inPart) continue;
        covered ??= picture;
        const standIn = standInOf(this.view, picture.mosaic, picture.size);
        instead = instead.replaceAll(`"${url}"`, `"${standIn}"`);
      }
      if (!covered) shown = { ...shown, [name]: this.#asItCame(value) };
      else if (name === 'background-image') {
        const texts = textsOver(element);
        const cover = coverOf(this.view, covered.mosaic, texts, behind(element));
        shown = { ...shown, ...cover };
      } else if (name === 'border-image-source') {
        shown = { ...shown, [name]: borderCoverOf(this.view, covered.mosaic, textsOver(element)) };
      } else if (name === 'content' || name === 'list-style-image') {
        // With what is clear beside it, text included.
        shown = { ...shown, [name]: this.#asItCame(instead) };
      } else shown = { ...shown, [name]: 'none' };
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

/** What is covered has a rule of its own; of pictures in data: addresses that would be one too many. */
const LONGEST_PREPARED = 4096;
/** Elements of the browser's own stand for these, and an `attr()` in their styles means these'. */
const BACKED: readonly CssPart[] = ['placeholder', 'file-selector-button'];
/** Parts that are held by a mark, not by its absence (images.css). */
const MARKED: readonly CssPart[] = ['marker', 'first-letter', 'first-line'];
