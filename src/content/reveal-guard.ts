import { embedding } from './embedding.ts';

/** How long a control must have been in full sight, in one place, before a press on it counts. */
export const HELD_MS = 500;
/** The least that the browser takes for tracking visibility. */
const TRACK_EVERY_MS = 100;
/** After the pointer or the focus moved, controls are looked at in every frame for this long. */
const AWAKE_MS = 1500;
/** Controls this near the pointer, in CSS pixels. */
const NEAR = 400;
/** A label that is shrunk below this cannot be read, in CSS pixels. */
const LEAST_HEIGHT = 14;

/** `again`: seen too short a time so far. `elsewhere`: it is not in full sight, and may never be. */
export type Answer = 'yes' | 'again' | 'elsewhere';

interface Watched {
  visible: boolean;
  legible: boolean;
  place: string;
  /** Since when it stands in full sight where it stands; performance.now(). */
  since: number;
  ready: boolean;
}

/** IntersectionObserver v2, which TypeScript does not know of. */
type SeenEntry = IntersectionObserverEntry & { readonly isVisible?: boolean };
type TrackingInit = IntersectionObserverInit & { trackVisibility: true; delay: number };

/**
 * Tells whether a person can have meant a press on one of our controls. The page may lay things
 * over a control that let clicks through, dim, clip, shrink or move it; so a press counts only where
 * the browser itself has seen the control, whole and unobstructed, in one place for a while
 * (docs/decisions/0005-reveal.md).
 */
export class RevealGuard {
  readonly #watched = new Map<Element, Watched>();
  readonly #seen: IntersectionObserver;
  readonly #onReady: (control: Element, ready: boolean) => void;
  #awakeUntil = 0;
  #pointer: { x: number; y: number } | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onReady: (control: Element, ready: boolean) => void) {
    this.#onReady = onReady;
    const init: TrackingInit = { trackVisibility: true, delay: TRACK_EVERY_MS, threshold: [0, 1] };
    this.#seen = new IntersectionObserver((entries: SeenEntry[]) => {
      for (const { target, isVisible, intersectionRatio } of entries) {
        const watched = this.#watched.get(target);
        // Rounding leaves a whole control a hair under 1.
        const visible = isVisible === true && intersectionRatio > 0.99;
        if (!watched || watched.visible === visible) continue;
        watched.visible = visible;
        this.#restart(watched);
      }
    }, init);
  }

  watch(control: Element): void {
    if (this.#watched.has(control)) return;
    this.#watched.set(control, {
      visible: false,
      legible: false,
      place: '',
      since: performance.now(),
      ready: false,
    });
    this.#seen.observe(control);
  }

  unwatch(control: Element): void {
    this.#seen.unobserve(control);
    this.#watched.delete(control);
  }

  /** Places may have changed. */
  moved(): void {
    const around = embedding();
    for (const [control, watched] of this.#watched) {
      const { x, y, width, height } = control.getBoundingClientRect();
      const place = around
        ? [x + around.x, y + around.y, width, height].map(Math.round).join()
        : 'unknown';
      const legible = around !== null && height >= LEAST_HEIGHT;
      if (place === watched.place && legible === watched.legible) continue;
      watched.place = place;
      watched.legible = legible;
      this.#restart(watched);
    }
  }

  /** The pointer or the focus moved: the page may be about to play its trick. */
  wake(pointer: { x: number; y: number } | null): void {
    if (pointer) this.#pointer = pointer;
    this.#awakeUntil = performance.now() + AWAKE_MS;
    if (this.#frame === 0 && this.#watched.size > 0) this.#look();
  }

  /** A press that does not count has the waiting start over: clicking fast must not help. */
  allows(control: Element): Answer {
    this.moved();
    const watched = this.#watched.get(control);
    if (!watched?.visible || !watched.legible) return 'elsewhere';
    if (performance.now() - watched.since >= HELD_MS) return 'yes';
    this.#restart(watched);
    return 'again';
  }

  stop(): void {
    this.#seen.disconnect();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#watched.clear();
  }

  /**
   * Observed anew, a control is looked at in this very frame; otherwise only every 100 ms, between
   * which a page could flash something over it.
   */
  #look(): void {
    this.#frame = 0;
    if (performance.now() > this.#awakeUntil) return;
    this.moved();
    for (const control of this.#watched.keys()) {
      if (!this.#isNear(control)) continue;
      this.#seen.unobserve(control);
      this.#seen.observe(control);
    }
    this.#frame = requestAnimationFrame(() => this.#look());
  }

  #isNear(control: Element): boolean {
    if (!this.#pointer) return true;
    const { x, y } = this.#pointer;
    const { left, right, top, bottom } = control.getBoundingClientRect();
    return left - NEAR < x && x < right + NEAR && top - NEAR < y && y < bottom + NEAR;
  }

  #restart(watched: Watched): void {
    watched.since = performance.now();
    clearTimeout(this.#timer);
    this.#tell();
  }

  /** Only how controls look; what a press does is decided when it comes. */
  #tell(): void {
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [control, watched] of this.#watched) {
      const sighted = watched.visible && watched.legible;
      const wait = HELD_MS - (now - watched.since);
      const ready = sighted && wait <= 0;
      if (sighted && wait > 0) next = Math.min(next, wait);
      if (ready === watched.ready) continue;
      watched.ready = ready;
      this.#onReady(control, ready);
    }
    if (Number.isFinite(next)) this.#timer = setTimeout(() => this.#tell(), next);
  }
}
