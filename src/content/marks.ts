import { ANEW_MARK } from '../shared/css-pin.ts';
import { Contest } from './contest.ts';
import { is } from './realms.ts';
import { Still } from './still.ts';

/** How an element stands: covered plainly, cleared, or covered with the look that a mask names. */
export type Look = 'covered' | 'cleared' | `mask:${string}`;

/** The looks of what is shown but for some holes. They need `Holes`. */
export const HOLED = 'mask:boxes-';

/** What cover.css takes for the element's `mask` and `object-position`. */
export interface Holes {
  readonly mask: string;
  readonly at: string;
  /** Of the rule that sets both, where attributes cannot. */
  readonly pin?: string;
}

/** What an element carries beside its look. */
interface Dress {
  /** What screen readers hear in place of the alt text, for covers that leave the element visible. */
  readonly spoken: string | null;
  readonly holes: Holes | null;
  /** Of the rule by which it shows its picture as that came when it was asked for once more. */
  readonly anew: string | null;
}
const PLAIN: Dress = { spoken: null, holes: null, anew: null };

/** Chooses among the looks of cover.css. A hint to our own style sheet; it uncovers nothing. */
const LOOK_ATTRIBUTE = 'data-figleaf';
/** What it says on elements that cannot carry the node. */
const CLEARED = 'cleared';
const MASK_ATTRIBUTE = 'data-figleaf-mask';
const AT_ATTRIBUTE = 'data-figleaf-at';
export const MARK_ATTRIBUTES = [LOOK_ATTRIBUTE, MASK_ATTRIBUTE, AT_ATTRIBUTE, ANEW_MARK];
const LABEL_ATTRIBUTE = 'aria-label';

/** What cover.css sets; a page's inline `!important` on one of these is taken down to normal. */
const GUARDED =
  /^(all|visibility|transition|animation|view-transition|object-|overflow|background|filter|clip-path|mask|-webkit-mask|-webkit-box-reflect|-webkit-user-drag|image-orientation|print-color-adjust|opacity|border-image|content)/;

interface Standing {
  look: Look;
  dress: Dress;
  /** The page's own aria-label, to be put back; null while ours does not stand in its place. */
  kept: { label: string | null } | null;
  readonly contest: Contest;
}

/** The kinds of elements that show a picture of their own. None of them is a form (plain.ts). */
export type Shown =
  | HTMLImageElement
  | HTMLInputElement
  | HTMLEmbedElement
  | HTMLObjectElement
  | HTMLVideoElement
  | HTMLCanvasElement
  | SVGElement;

/**
 * The content script's own memory of what is cleared and what is masked, and the only writer of
 * marks. An element it does not know is covered. The page can strip, copy or forge every mark; each
 * such change is a mutation, and `enforce` undoes it before the next paint (docs/decisions/0001).
 */
export class Marks {
  readonly #standings = new WeakMap<Element, Standing>();
  readonly #still = new Still();
  readonly #foreign = document.implementation.createDocument(null, 'x');
  readonly #bare = new Set<Shown>();

  /** Whether it carries anything that could be a mark, ours or not. */
  isMarked(element: Shown): boolean {
    return (
      (isVoid(element) && element.firstChild !== null) ||
      MARK_ATTRIBUTES.some((name) => element.hasAttribute(name))
    );
  }

  /** Whether it has the element in its care. */
  knows(element: Element): boolean {
    return this.#standings.has(element);
  }

  lookOf(element: Element): Look {
    return inForce(this.#standings.get(element)).look;
  }

  set(element: Shown, look: Look, worn: Partial<Dress> = {}): void {
    const standing = this.#standings.get(element);
    const dress = { ...PLAIN, ...worn };
    const showed = showsAny(standing?.look ?? 'covered');
    if (showed && !showsAny(look)) this.#still.covered(element);
    else if (!showed && showsAny(look)) this.#still.shown(element);
    if (standing) Object.assign(standing, { look, dress });
    else this.#standings.set(element, { look, dress, kept: null, contest: new Contest() });
    this.#apply(element);
    if (look !== 'cleared') this.neutralise(element);
  }

  /** These carry no node until it is called with others, and are covered; what did before has it again. */
  bare(elements: readonly Shown[]): void {
    const before = [...this.#bare];
    this.#bare.clear();
    for (const element of elements) this.#bare.add(element);
    for (const element of [...before, ...elements]) this.#apply(element);
  }

  /** Makes the element's marks what memory says; call it for each mutation that could touch them. */
  enforce(element: Shown): void {
    const standing = this.#standings.get(element);
    if (this.#agrees(element, standing)) return;
    standing?.contest.lost(() => this.#resume(element));
    if (!showsAny(inForce(standing).look)) this.#still.covered(element);
    this.#apply(element);
  }

  /** Takes `!important` from the page's inline styles that would beat the cover. */
  neutralise(element: Shown): void {
    if (!element.getAttribute('style')?.includes('!')) return;
    const standing = this.#standings.get(element);
    if (standing?.contest.yielded) return;
    const { style } = element;
    const important = [...style].filter(
      (name) => GUARDED.test(name) && style.getPropertyPriority(name) === 'important',
    );
    for (const name of important) style.setProperty(name, style.getPropertyValue(name));
    if (important.length === 0 || !standing) return;
    standing.contest.lost(() => this.#resume(element));
    if (standing.contest.yielded) this.#apply(element);
  }

  #resume(element: Shown): void {
    this.#apply(element);
    if (this.lookOf(element) !== 'cleared') this.neutralise(element);
  }

  #agrees(element: Shown, standing: Standing | undefined): boolean {
    const { look, dress } = inForce(standing);
    return (
      (!isVoid(element) || (element.firstChild !== null) === this.#hasNode(element, look)) &&
      element.getAttribute(LOOK_ATTRIBUTE) === attributeFor(element, look) &&
      attributesFor(dress).every(([name, value]) => element.getAttribute(name) === value) &&
      (!dress.spoken || element.getAttribute(LABEL_ATTRIBUTE) === dress.spoken)
    );
  }

  #apply(element: Shown): void {
    const standing = this.#standings.get(element);
    const { look, dress } = inForce(standing);
    if (isVoid(element) && !this.#hasNode(element, look) && element.firstChild) {
      element.replaceChildren();
      haveEmptyAsked(element);
    }
    put(element, LOOK_ATTRIBUTE, attributeFor(element, look));
    for (const [name, value] of attributesFor(dress)) put(element, name, value);
    if (standing) this.#speak(element, standing, dress);
    // The mark: U+FEFF, which `trim` and `\s` pass over, in a node that no serialiser writes out.
    if (this.#hasNode(element, look) && !element.firstChild) {
      element.append(this.#foreign.createCDATASection('\uFEFF'));
      haveEmptyAsked(element);
    }
  }

  #hasNode(element: Shown, look: Look): boolean {
    return isVoid(element) && showsAny(look) && !this.#bare.has(element);
  }

  #speak(element: Shown, standing: Standing, { spoken }: Dress): void {
    const now = element.getAttribute(LABEL_ATTRIBUTE);
    if (spoken !== null) {
      if (now === spoken) return;
      standing.kept = { label: now };
      element.setAttribute(LABEL_ATTRIBUTE, spoken);
    } else if (standing.kept) {
      const { label } = standing.kept;
      standing.kept = null;
      if (label === null) element.removeAttribute(LABEL_ATTRIBUTE);
      else element.setAttribute(LABEL_ATTRIBUTE, label);
    }
  }
}

const COVERED: Pick<Standing, 'look' | 'dress'> = { look: 'covered', dress: PLAIN };

const inForce = (standing: Standing | undefined): Pick<Standing, 'look' | 'dress'> =>
  standing && !standing.contest.yielded ? standing : COVERED;

const attributesFor = ({ holes, anew }: Dress): [name: string, value: string | null][] => [
  [MASK_ATTRIBUTE, holes?.pin ?? holes?.mask ?? null],
  [AT_ATTRIBUTE, holes && !holes.pin ? holes.at : null],
  [ANEW_MARK, anew],
];

/** What is shown, be it in part, needs the node: no parser makes one, so no markup can forge it. */
const showsAny = (look: Look): boolean => look === 'cleared' || look.startsWith(HOLED);

/**
 * Elements that never have children can carry the node. With all others what is cleared is said by
 * the attribute, which markup can bring along; memory alone then keeps it from being believed.
 */
const isVoid = (element: Element): boolean =>
  is(element, HTMLImageElement) || is(element, HTMLInputElement) || is(element, HTMLEmbedElement);

/** Chromium 156 does not look at `:empty` again for the children of an <input>, nor of an <embed>. */
function haveEmptyAsked(element: Shown): void {
  if (is(element, HTMLImageElement)) return;
  element.setAttribute(LOOK_ATTRIBUTE, '');
  element.removeAttribute(LOOK_ATTRIBUTE);
}

function attributeFor(element: Element, look: Look): string | null {
  if (look === 'cleared' && !isVoid(element)) return CLEARED;
  return look.startsWith('mask:') ? look.slice('mask:'.length) : null;
}

function put(element: Shown, name: string, value: string | null): void {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
