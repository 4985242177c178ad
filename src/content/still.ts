import { layOutFirst } from './attaching.ts';
import { is } from './realms.ts';

/** A list of properties by which a page itself waits for the end of this one. */
const NAMES_IT = /\bvisibility\b/;

/**
 * Stops the transitions by which a page has an image in sight that is covered now: all else has none under
 * its cover. One of `visibility` that ran before outranks the cover, and goes on for as long as the page has
 * said; its own end is what the cover asks for, so that nothing begins anew.
 *
 * And those by which an image that is shown now comes into sight where its page moves `all`: it hears of the end of
 * each, and never asked for this one. That they began and were stopped, it does not hear either; in shadow roots, where
 * we are not the first to hear, they go on.
 */
export class Still {
  readonly #covered = new Set<HTMLImageElement>();
  readonly #shown = new Set<HTMLImageElement>();
  /** Of these the browser is still to tell that they were stopped. */
  readonly #hushed = new WeakSet<EventTarget>();

  constructor() {
    for (const name of ['transitionrun', 'transitionstart', 'transitioncancel'] as const) {
      addEventListener(name, this.#hush, { capture: true, passive: true });
    }
  }

  /** Before the next paint, once all that changes with it has changed: asking has styles worked out. */
  covered(element: Element): void {
    if (is(element, HTMLImageElement)) this.#await(this.#covered, this.#shown, element);
  }

  shown(element: Element): void {
    if (is(element, HTMLImageElement)) this.#await(this.#shown, this.#covered, element);
  }

  #await(
    those: Set<HTMLImageElement>,
    others: Set<HTMLImageElement>,
    element: HTMLImageElement,
  ): void {
    if (this.#covered.size + this.#shown.size === 0) queueMicrotask(this.#stop);
    others.delete(element);
    those.add(element);
  }

  readonly #hush = (event: TransitionEvent): void => {
    const { type, target, propertyName, isTrusted } = event;
    if (!isTrusted || propertyName !== 'visibility' || !target || !this.#hushed.has(target)) return;
    event.stopImmediatePropagation();
    if (type === 'transitioncancel') this.#hushed.delete(target);
  };

  readonly #stop = (): void => {
    layOutFirst();
    for (const element of this.#covered) stop(element);
    for (const element of this.#shown) {
      const { transitionProperty, transitionDuration } = getComputedStyle(element);
      // Most have none at all.
      if (transitionDuration === '0s' || NAMES_IT.test(transitionProperty)) continue;
      if (element.getRootNode() === document && stop(element)) this.#hushed.add(element);
    }
    this.#covered.clear();
    this.#shown.clear();
  };
}

/** @returns whether there was one */
function stop(element: HTMLImageElement): boolean {
  const all = element.getAnimations().filter((animation) => animation instanceof CSSTransition);
  const its = all.filter(({ transitionProperty }) => transitionProperty === 'visibility');
  for (const transition of its) transition.cancel();
  return its.length > 0;
}
