/** How an element stands: covered plainly, cleared, or covered with the look that a mask names. */
export type Look = 'covered' | 'cleared' | `mask:${string}`;

/** Chooses among the looks of cover.css. A hint to our own style sheet; it uncovers nothing. */
export const LOOK_ATTRIBUTE = 'data-figleaf';
const LABEL_ATTRIBUTE = 'aria-label';

/** What cover.css sets; a page's inline `!important` on one of these is taken down to normal. */
const GUARDED =
  /^(all|visibility|transition|animation|view-transition|object-position|overflow|background|filter|clip-path|mask|opacity|border-image|content)/;

/**
 * A page that undoes a mark as often as we make it would keep both busy for ever. After this many
 * times the element stays in the plain cover, which needs no mark at all.
 */
const MOST_CONTESTS = 8;

interface Standing {
  look: Look;
  /** What screen readers hear in place of the alt text, for covers that leave the element visible. */
  spoken: string | null;
  /** The page's own aria-label, to be put back; null while ours does not stand in its place. */
  kept: { label: string | null } | null;
  contests: number;
}

/**
 * The content script's own memory of what is cleared and what is masked, and the only writer of
 * marks. An element it does not know is covered. The page can strip, copy or forge every mark; each
 * such change is a mutation, and `enforce` undoes it before the next paint (docs/decisions/0001).
 */
export class Marks {
  readonly #standings = new WeakMap<Element, Standing>();
  readonly #foreign = document.implementation.createDocument(null, 'x');

  /** Whether it carries anything that could be a mark, ours or not. */
  isMarked(element: Element): boolean {
    return element.firstChild !== null || element.hasAttribute(LOOK_ATTRIBUTE);
  }

  lookOf(element: Element): Look {
    return this.#standings.get(element)?.look ?? 'covered';
  }

  set(element: HTMLElement, look: Look, spoken: string | null = null): void {
    const standing = this.#standings.get(element);
    if (standing) {
      standing.look = look;
      standing.spoken = spoken;
    } else this.#standings.set(element, { look, spoken, kept: null, contests: 0 });
    this.#apply(element);
    if (look !== 'cleared') this.neutralise(element);
  }

  /** Makes the element's marks what memory says; call it for each mutation that could touch them. */
  enforce(element: HTMLElement): void {
    const standing = this.#standings.get(element);
    if (this.#agrees(element, standing)) return;
    if (standing && ++standing.contests > MOST_CONTESTS) {
      standing.look = 'covered';
      standing.spoken = null;
    }
    this.#apply(element);
  }

  /** Takes `!important` from the page's inline styles that would beat the cover. */
  neutralise(element: HTMLElement): void {
    if (!element.getAttribute('style')?.includes('!')) return;
    const standing = this.#standings.get(element);
    if (standing && standing.contests > MOST_CONTESTS) return;
    const { style } = element;
    const important = [...style].filter(
      (name) => GUARDED.test(name) && style.getPropertyPriority(name) === 'important',
    );
    for (const name of important) style.setProperty(name, style.getPropertyValue(name));
    if (important.length > 0 && standing) standing.contests++;
  }

  #agrees(element: Element, standing: Standing | undefined): boolean {
    const look = standing?.look ?? 'covered';
    return (
      (element.firstChild !== null) === (look === 'cleared') &&
      element.getAttribute(LOOK_ATTRIBUTE) === attributeFor(look) &&
      (!standing?.spoken || element.getAttribute(LABEL_ATTRIBUTE) === standing.spoken)
    );
  }

  #apply(element: HTMLElement): void {
    const standing = this.#standings.get(element);
    const look = standing?.look ?? 'covered';
    if (look !== 'cleared' && element.firstChild) element.replaceChildren();
    const value = attributeFor(look);
    if (value === null) element.removeAttribute(LOOK_ATTRIBUTE);
    else if (element.getAttribute(LOOK_ATTRIBUTE) !== value) {
      element.setAttribute(LOOK_ATTRIBUTE, value);
    }
    if (standing) this.#speak(element, standing);
    // The mark: U+FEFF, which `trim` and `\s` pass over, in a node that no serialiser writes out.
    if (look === 'cleared' && !element.firstChild) {
      element.append(this.#foreign.createCDATASection('\uFEFF'));
    }
  }

  #speak(element: HTMLElement, standing: Standing): void {
    const now = element.getAttribute(LABEL_ATTRIBUTE);
    if (standing.spoken !== null) {
      if (now === standing.spoken) return;
      standing.kept = { label: now };
      element.setAttribute(LABEL_ATTRIBUTE, standing.spoken);
    } else if (standing.kept) {
      const { label } = standing.kept;
      standing.kept = null;
      if (label === null) element.removeAttribute(LABEL_ATTRIBUTE);
      else element.setAttribute(LABEL_ATTRIBUTE, label);
    }
  }
}

const attributeFor = (look: Look): string | null =>
  look.startsWith('mask:') ? look.slice('mask:'.length) : null;
