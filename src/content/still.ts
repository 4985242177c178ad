import { is } from './realms.ts';

/**
 * Stops the transitions by which a page has an image in sight that is covered now: all else has none under
 * its cover. One of `visibility` that ran before outranks the cover, and goes on for as long as the page has
 * said; its own end is what the cover asks for, so that nothing begins anew.
 */
export class Still {
  readonly #waiting = new Set<HTMLImageElement>();

  /** Before the next paint, once all that changes with it has changed: asking has styles worked out. */
  add(element: Element): void {
    if (!is(element, HTMLImageElement)) return;
    if (this.#waiting.size === 0) queueMicrotask(this.#stop);
    this.#waiting.add(element);
  }

  readonly #stop = (): void => {
    for (const element of this.#waiting) {
      for (const animation of element.getAnimations()) {
        if (!(animation instanceof CSSTransition)) continue;
        if (animation.transitionProperty === 'visibility') animation.cancel();
      }
    }
    this.#waiting.clear();
  };
}
