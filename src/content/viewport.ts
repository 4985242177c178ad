import { PRIORITY, type Priority } from '../shared/messages.ts';
import { Backlog } from './backlog.ts';

export interface Seen {
  priority: Priority;
  /** CSS pixels as shown, transforms included; 0 for what is not rendered. */
  width: number;
  height: number;
}

/**
 * Tells where pictures stand and how large they are shown, without asking for layout: the browser
 * reports it after it has laid out anyway.
 */
export class Viewport {
  readonly #screen: IntersectionObserver;
  readonly #near: IntersectionObserver;
  readonly #sizes: ResizeObserver;
  /** Thousands are reported at once when they come at once. */
  readonly #told: Backlog<Element>;
  readonly #seen = new WeakMap<Element, Seen>();
  /** Whose place matters, and of these the near ones: reports may come after an observer was told off. */
  readonly #watched = new WeakSet<Element>();
  readonly #nearby = new WeakSet<Element>();

  constructor(onSeen: (element: Element, seen: Seen) => void) {
    this.#told = new Backlog((element) => {
      const seen = this.#seen.get(element);
      if (seen) onSeen(element, seen);
    });
    // Each observed element costs a microsecond or two in every frame: only what is near is asked of twice.
    this.#screen = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!this.#nearby.has(entry.target)) continue;
        const priority = entry.isIntersecting ? PRIORITY.onScreen : PRIORITY.near;
        if (this.#seen.get(entry.target)?.priority !== priority) this.#note(entry, priority);
      }
    });
    // One screen around the visible one.
    this.#near = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!this.#watched.has(entry.target)) continue;
          if (entry.isIntersecting) {
            this.#nearby.add(entry.target);
            this.#screen.observe(entry.target);
          } else this.#leave(entry.target);
          this.#note(entry, priorityOf(entry));
        }
      },
      { rootMargin: '100%' },
    );
    this.#sizes = new ResizeObserver((entries) => {
      for (const { target, contentRect } of entries) {
        const before = this.#seen.get(target);
        if (!before) continue;
        const { width, height } = contentRect;
        if (width === before.width && height === before.height) continue;
        this.#tell(target, { ...before, width, height });
      }
    });
  }

  watch(element: Element): void {
    this.#watched.add(element);
    this.#near.observe(element);
    this.#sizes.observe(element);
  }

  /** Where it stands no longer matters, only its size: spares the browser work at each scroll. */
  settled(element: Element): void {
    this.#watched.delete(element);
    this.#leave(element);
    this.#near.unobserve(element);
  }

  unwatch(element: Element): void {
    this.settled(element);
    this.#sizes.unobserve(element);
  }

  /** null until the browser has laid the element out. */
  of(element: Element): Seen | null {
    return this.#seen.get(element) ?? null;
  }

  /** As far as the browser has told; before that it is taken to be in sight. */
  isOutOfSight(element: Element): boolean {
    const seen = this.#seen.get(element);
    return seen !== undefined && seen.priority !== PRIORITY.onScreen;
  }

  stop(): void {
    this.#screen.disconnect();
    this.#near.disconnect();
    this.#sizes.disconnect();
  }

  #leave(element: Element): void {
    this.#nearby.delete(element);
    this.#screen.unobserve(element);
  }

  #note(
    { target, boundingClientRect: { width, height } }: IntersectionObserverEntry,
    priority: Priority,
  ) {
    this.#tell(target, { priority, width, height });
  }

  #tell(element: Element, seen: Seen): void {
    this.#seen.set(element, seen);
    this.#told.add([element]);
  }
}

/** For a frame; then the other observer has told. */
function priorityOf({
  isIntersecting,
  rootBounds: around,
  boundingClientRect: box,
}: IntersectionObserverEntry): Priority {
  if (!isIntersecting) return PRIORITY.rest;
  // Within a frame the two are measured from different corners.
  if (!around || self !== top) return PRIORITY.onScreen;
  const [width, height] = [around.width / 3, around.height / 3];
  const isOnScreen =
    box.right > around.left + width &&
    box.left < around.right - width &&
    box.bottom > around.top + height &&
    box.top < around.bottom - height;
  return isOnScreen ? PRIORITY.onScreen : PRIORITY.near;
}
