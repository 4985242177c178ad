import {
  COPYING_MARK,
  CSS_MARK,
  CSS_PARTS,
  type CssPart,
  markOf,
  PARTS_MARK,
  REFERS_MARK,
  TREE_MARK,
} from '../../../shared/css-pin.ts';
import { Contest } from '../../contest.ts';
import { plain } from '../../plain.ts';

/** What images.css takes from attributes beside the mark itself. */
const CARRIED = ['background', 'border', 'mask', 'list', 'move'] as const;
export type Carried = Readonly<Partial<Record<(typeof CARRIED)[number], string>>>;

/** The state in which the page's own value is in force, but held. */
const READING = '?';
/** Let through as far as the attributes say. */
export const PLAIN = 'plain';
/** Generated content that must be held by a mark. */
export const HELD = 'held';

/** Marks that are about no part by itself. */
const ALONE = [PARTS_MARK, REFERS_MARK, TREE_MARK, COPYING_MARK];
const NAMES = [
  ...CSS_PARTS.flatMap((part) => [
    markOf(part),
    ...CARRIED.map((name) => `${markOf(part)}-${name}`),
  ]),
  ...ALONE,
];
const ANY_MARKED = [...CSS_PARTS.map(markOf), ...ALONE].map((name) => `[${name}]`).join(',');

interface Standing {
  readonly attributes: Map<string, string>;
  /** While it is given up for lost, all is held. */
  readonly contest: Contest;
}
const newStanding = (): Standing => ({ attributes: new Map(), contest: new Contest() });

/**
 * The only writer of the marks for CSS images, and the memory of what they should be. An element it
 * does not know has none: what a clone or a forger brings is taken off before the next paint.
 */
export class CssMarks {
  readonly #standings = new WeakMap<Element, Standing>();

  /** Whether changes of its attributes are seen to already. */
  knows(element: Element): boolean {
    return this.#standings.has(element);
  }

  /** Whether it has no mark at all, but for a list of transitions: whatever it may show is held. */
  isBare(element: Element): boolean {
    const names = this.#standings.get(element)?.attributes.keys() ?? [];
    for (const name of names) if (!name.endsWith('-move')) return false;
    return true;
  }

  /** Whether a part of it has a mark. */
  isMarked(element: Element, part: CssPart): boolean {
    return this.#standings.get(element)?.attributes.has(markOf(part)) === true;
  }

  /** @param mark null takes the part's marks off, but for the list of transitions: its images are held */
  set(element: Element, part: CssPart, mark: string | null, carried: Carried = {}): void {
    const name = markOf(part);
    for (const each of CARRIED) {
      const value = mark === null && each !== 'move' ? undefined : carried[each];
      this.setAlone(element, `${name}-${each}`, value ?? null);
    }
    this.setAlone(element, name, mark);
  }

  /** Whether a part has a list of transitions in place of the page's own. */
  hasMove(element: Element, part: CssPart): boolean {
    return this.#standings.get(element)?.attributes.has(`${markOf(part)}-move`) === true;
  }

  /** @param list of transitions that a part has in place of the page's own; null leaves it that */
  setMove(element: Element, part: CssPart, list: string | null): void {
    const standing = this.#standings.get(element);
    if (list === null && !standing?.attributes.has(`${markOf(part)}-move`)) return;
    this.setAlone(element, `${markOf(part)}-move`, list);
  }

  /** One of the marks that there are. @param value null takes it off */
  setAlone(element: Element, name: string, value: string | null): void {
    const standing = this.#standings.get(element) ?? newStanding();
    this.#standings.set(element, standing);
    this.#put(element, standing, name, value);
  }

  /**
   * The page's own value comes into force, unseen, until `set`.
   * @param forced also where the part has no mark
   */
  read(element: Element, part: CssPart, forced = false): void {
    let standing = this.#standings.get(element);
    if (!standing && forced) {
      standing = newStanding();
      this.#standings.set(element, standing);
    }
    if (!standing || standing.contest.yielded) return;
    if (!forced && !standing.attributes.has(markOf(part))) return;
    this.#put(element, standing, markOf(part), READING);
  }

  /** After a change of one attribute: all of them are looked at only where that one is not right. */
  enforceOne(element: Element, name: string): void {
    const meant = inForce(this.#standings.get(element), name);
    if (plain(element).getAttribute(name) !== meant) this.enforce(element);
  }

  /** Makes the element's marks what memory says. */
  enforce(element: Element): void {
    const standing = this.#standings.get(element);
    const own = plain(element);
    let contested = false;
    for (const name of NAMES) {
      const meant = inForce(standing, name);
      if (own.getAttribute(name) === meant) continue;
      contested = true;
      if (meant === null) own.removeAttribute(name);
      else own.setAttribute(name, meant);
    }
    if (!contested || !standing) return;
    standing.contest.lost(() => this.enforce(element));
    if (!standing.contest.yielded) return;
    for (const name of NAMES) own.removeAttribute(name);
  }

  /** Everything in a tree that carries a mark, ours or not. */
  marked(root: ParentNode): Element[] {
    const found = [...plain(root).querySelectorAll(ANY_MARKED)];
    if (root instanceof Element && plain(root).matches(ANY_MARKED)) found.push(root);
    return found;
  }

  #put(
    element: Element,
    { attributes, contest }: Standing,
    name: string,
    value: string | null,
  ): void {
    if (value === null) {
      if (attributes.delete(name)) plain(element).removeAttribute(name);
    } else if (attributes.get(name) !== value) {
      attributes.set(name, value);
      if (!contest.yielded) plain(element).setAttribute(name, value);
    }
  }
}

const inForce = (standing: Standing | undefined, name: string): string | null =>
  standing && !standing.contest.yielded ? (standing.attributes.get(name) ?? null) : null;

export const isCssMark = (name: string): boolean => name.startsWith(CSS_MARK);
