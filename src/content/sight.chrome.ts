/** The least that the browser takes for tracking visibility. */
const TRACK_EVERY_MS = 100;

/** IntersectionObserver v2, which TypeScript does not know of. */
type SeenEntry = IntersectionObserverEntry & {
  readonly target: HTMLButtonElement;
  readonly isVisible?: boolean;
};
type TrackingInit = IntersectionObserverInit & { trackVisibility: true; delay: number };

/** Tells of our controls whether the person has them in full sight: the browser itself tells. */
export class Sight {
  readonly #watched = new Map<HTMLButtonElement, boolean>();
  readonly #seen: IntersectionObserver;

  /** @param changed it came into full sight, or is not any more */
  constructor(changed: (control: HTMLButtonElement) => void) {
    const init: TrackingInit = { trackVisibility: true, delay: TRACK_EVERY_MS, threshold: [0, 1] };
    this.#seen = new IntersectionObserver((entries) => {
      for (const { target, isVisible, intersectionRatio } of entries as SeenEntry[]) {
        // Rounding leaves a whole control a hair under 1.
        const visible = isVisible === true && intersectionRatio > 0.99;
        if (!this.#watched.has(target) || this.of(target) === visible) continue;
        this.#watched.set(target, visible);
        changed(target);
      }
    }, init);
  }

  /** @returns null where nobody has looked lately */
  of(control: HTMLButtonElement): boolean | null {
    return this.#watched.get(control) ?? false;
  }

  watch(control: HTMLButtonElement): void {
    this.#watched.set(control, false);
    this.#seen.observe(control);
  }

  unwatch(control: HTMLButtonElement): void {
    this.#seen.unobserve(control);
    this.#watched.delete(control);
  }

  /**
   * Observed anew, a control is looked at in this very frame; otherwise only every 100 ms, between
   * which a page could flash something over it.
   * @param _pressed the person pressed it
   */
  look(control: HTMLButtonElement, _pressed = false): void {
    this.#seen.unobserve(control);
    this.#seen.observe(control);
  }

  stop(): void {
    this.#seen.disconnect();
    this.#watched.clear();
  }
}
