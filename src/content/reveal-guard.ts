import { embedding } from './embedding.ts';
import { Sight } from './sight.chrome.ts';

/** How long a control must have been in full sight, in one place, before a press on it counts. */
export const HELD_MS = 500;
/** After the pointer or the focus moved, controls are looked at in every frame for this long. */
const AWAKE_MS = 1500;
/** Controls this near the pointer, in CSS pixels. */
const NEAR = 400;
/** A label that is shrunk below this cannot be read, in CSS pixels. */
const LEAST_HEIGHT = 14;

/** `again`: seen too short a time so far. `elsewhere`: it is not in full sight, and may never be. */
export type Answer = 'yes' | 'again' | 'elsewhere';

interface Watched {
  legible: boolean;
  place: string;
  /** Since when it stands in full sight where it stands; performance.now(). */
  since: number;
  ready: boolean;
}

/**
 * Tells whether a person can have meant a press on one of our controls. The page may lay things
 * over a control that let clicks through, dim, clip, shrink or move it; so a press counts only where
 * the control was in sight, whole and unobstructed, in one place for a while
 * (docs/decisions/0005-reveal.md).
 */
export class RevealGuard {
  readonly #watched = new Map<HTMLButtonElement, Watched>();
  readonly #sight: Sight;
  readonly #onReady: (control: HTMLButtonElement, ready: boolean) => void;
  #awakeUntil = 0;
  #pointer: { x: number; y: number } | null = null;
  #frame = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onReady: (control: HTMLButtonElement, ready: boolean) => void) {
    this.#onReady = onReady;
    this.#sight = new Sight((control) => {
      const watched = this.#watched.get(control as HTMLButtonElement);
      if (watched) this.#restart(watched);
    });
  }

  watch(control: HTMLButtonElement): void {
    if (this.#watched.has(control)) return;
    this.#watched.set(control, {
      legible: false,
      place: '',
      since: performance.now(),
      ready: false,
    });
    this.#sight.watch(control);
  }

  unwatch(control: HTMLButtonElement): void {
    const watched = this.#watched.get(control);
    if (!watched) return;
    this.#sight.unwatch(control);
    this.#watched.delete(control);
    if (watched.ready) this.#onReady(control, false);
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
  allows(control: HTMLButtonElement): Answer {
    this.moved();
    const watched = this.#watched.get(control);
    const seen = this.#sight.of(control);
    if (!watched?.legible || seen === false) return 'elsewhere';
    if (seen && performance.now() - watched.since >= HELD_MS) return 'yes';
    this.#restart(watched);
    this.#sight.look(control, true);
    return 'again';
  }

  stop(): void {
    this.#sight.stop();
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.#watched.clear();
  }

  /** In each frame: the page could flash something over it. */
  #look(): void {
    this.#frame = 0;
    if (performance.now() > this.#awakeUntil) return;
    this.moved();
    for (const control of this.#watched.keys()) {
      if (this.#isNear(control)) this.#sight.look(control);
    }
    this.#frame = requestAnimationFrame(() => this.#look());
  }

  #isNear(control: HTMLButtonElement): boolean {
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
      const sighted = this.#sight.of(control) === true && watched.legible;
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
