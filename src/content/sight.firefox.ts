import { ask } from '../shared/ask.ts';
import { cssOf, type LabelColours, nextColours } from '../shared/label-colours.ts';
import { embedding } from './embedding.ts';

/** From one look to the next, drawn anew each time: no page can keep step. */
const LOOKS_APART_MS = { least: 40, more: 100 };
/** What was in sight longer ago than this may not be any more. */
const HOLDS_MS = 500;
/** A control that is aimed at is looked at for as long, until something moves again. */
const LOOKED_AT_MS = 10_000;

interface Watched {
  /** All of it lies within the window. */
  whole: boolean;
  until: number;
  /** Not by a pointer that hovers: by touch, nothing tells what is aimed at before the press. */
  pressed: boolean;
  isLooking: boolean;
  colours: LabelColours | null;
  seen: boolean | null;
  /** When it was last found in sight; performance.now(). */
  at: number;
}

/**
 * Tells of our controls whether the person has them in full sight. Firefox tracks no visibility; but
 * the background may look at the screen. So the one control that is aimed at is drawn in slightly
 * other colours each time, and looked at: whatever lies over it shows other pixels than it has now.
 */
export class Sight {
  readonly #watched = new Map<Element, Watched>();
  readonly #within: IntersectionObserver;
  readonly #changed: (control: HTMLButtonElement) => void;

  /** @param changed it came into full sight, or is not any more */
  constructor(changed: (control: HTMLButtonElement) => void) {
    this.#changed = changed;
    this.#within = new IntersectionObserver(
      (entries) => {
        for (const { target, intersectionRatio } of entries) {
          const watched = this.#watched.get(target);
          // Rounding leaves a whole control a hair under 1.
          if (watched) watched.whole = intersectionRatio > 0.99;
        }
      },
      { threshold: [0, 1] },
    );
  }

  /** @returns null where nobody has looked lately */
  of(control: HTMLButtonElement): boolean | null {
    const watched = this.#watched.get(control);
    if (!watched?.seen) return watched ? watched.seen : false;
    return performance.now() - watched.at <= HOLDS_MS ? true : null;
  }

  watch(control: HTMLButtonElement): void {
    const nothing = { whole: false, until: 0, pressed: false, isLooking: false, colours: null };
    this.#watched.set(control, { ...nothing, seen: null, at: 0 });
    this.#within.observe(control);
  }

  unwatch(control: HTMLButtonElement): void {
    this.#within.unobserve(control);
    this.#watched.delete(control);
    uncolour(control);
  }

  /** @param pressed the person pressed it: then it is what they aim at, whatever a pointer tells */
  look(control: HTMLButtonElement, pressed = false): void {
    const watched = this.#watched.get(control);
    if (!watched || !(pressed || isAimedAt(control))) return;
    watched.pressed ||= pressed;
    watched.until = performance.now() + LOOKED_AT_MS;
    if (!watched.isLooking) void this.#keepLooking(control, watched);
  }

  stop(): void {
    this.#within.disconnect();
    for (const control of this.#watched.keys()) uncolour(control as HTMLButtonElement);
    this.#watched.clear();
  }

  async #keepLooking(control: HTMLButtonElement, watched: Watched): Promise<void> {
    const isWanted = () =>
      this.#watched.get(control) === watched && performance.now() < watched.until;
    watched.isLooking = true;
    while (isWanted()) {
      await this.#lookOnce(control, watched);
      const { least, more } = LOOKS_APART_MS;
      await new Promise((resolve) => setTimeout(resolve, least + Math.random() * more));
      if (!watched.pressed && !isAimedAt(control)) watched.until = 0;
    }
    watched.isLooking = false;
    watched.pressed = false;
    watched.seen = null;
    uncolour(control);
  }

  async #lookOnce(control: HTMLButtonElement, watched: Watched): Promise<void> {
    watched.colours = nextColours(watched.colours);
    control.style.background = cssOf(watched.colours.back);
    control.style.color = cssOf(watched.colours.ink);
    await new Promise(requestAnimationFrame);
    const [began, place] = [performance.now(), placeOf(control)];
    let seen: boolean | null = false;
    if (watched.whole && place) {
      const { colours } = watched;
      try {
        seen = await ask('label.seen', { key: keyOf(control), place, colours });
      } catch (error) {
        // Nobody looked: that is no sight.
        console.debug('figleaf: label', error);
      }
    }
    const held = this.of(control);
    if (seen) watched.at = began;
    // A first look has nothing to go by, and takes nothing back.
    if (seen !== null) watched.seen = seen;
    if (this.of(control) !== held && seen !== null) this.#changed(control);
  }
}

const isAimedAt = (control: HTMLButtonElement): boolean => control.matches(':hover, :focus');

/** The same for as long as it looks the same but for the colours. */
const keyOf = (control: HTMLButtonElement): string =>
  JSON.stringify([
    control.textContent,
    control.hasAttribute('data-ready'),
    control.matches(':focus-visible'),
    ...Object.values(placeOf(control) ?? {}),
  ]);

/** In the tab's whole page; null where it cannot be known. */
function placeOf(control: HTMLButtonElement) {
  const around = embedding();
  if (!around) return null;
  // Every frame around is of this origin, or it would not be known.
  const { scrollX, scrollY } = window.top ?? window;
  const { x, y, width, height } = control.getBoundingClientRect();
  return { x: x + around.x + scrollX, y: y + around.y + scrollY, width, height };
}

function uncolour({ style }: HTMLButtonElement): void {
  style.background = '';
  style.color = '';
}
