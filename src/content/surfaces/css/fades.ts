import { plain } from '../../plain.ts';
import { CARRIES_LISTS, pagesOwnIn, type Reading } from './reading.ts';

/** Only between pictures that addresses name does Chromium fade by itself. */
const PICTURES = /^url\("[^"]*"\)(, url\("[^"]*"\))*$/;
const FADES = /^(all|background|background-image)$/;
const TIME = /^-?[\d.]+(e-?\d+)?s$/;
const EASING = /^(ease|linear|step-)|\(/;

/**
 * A background that is pinned changes from one picture to the other at once (docs/decisions/0009-css-images.md),
 * and pages wait for the end of the transition that they asked for: it is told of when it would have come.
 * In Firefox no background fades.
 */
export class Fades {
  readonly #running = new Map<Element, () => void>();

  /** What an element shows has changed, which had its place taken by a pin. */
  changed(element: Element, before: Reading | undefined, now: Reading | null): void {
    const from = before?.values['background-image'];
    const to = now?.values['background-image'];
    if (!CARRIES_LISTS || from === to) return;
    const cancel = this.#running.get(element);
    // From the midst of a fade to another picture there is none.
    if (cancel) {
      cancel();
      return;
    }
    if (!from || !to || !now?.move || !PICTURES.test(from) || !PICTURES.test(to)) return;
    const timing = timingIn(pagesOwnIn(now.move));
    if (timing) this.#run(element, timing);
  }

  stop(): void {
    for (const cancel of this.#running.values()) cancel();
  }

  #run(element: Element, { duration, delay }: Timing): void {
    const waits: ReturnType<typeof setTimeout>[] = [];
    const began = performance.now();
    const cancel = (): void => {
      waits.forEach(clearTimeout);
      this.#running.delete(element);
      const elapsed = Math.max(0, (performance.now() - began) / 1000 - delay);
      // In a task of its own, as all of these: what is read is not marked yet.
      setTimeout(() => tell(element, 'transitioncancel', elapsed), 0);
    };
    const at = (seconds: number, type: string, elapsed: number): void => {
      const due = (): void => {
        if (!plain(element).isConnected) cancel();
        else {
          if (type === 'transitionend') this.#running.delete(element);
          tell(element, type, elapsed);
        }
      };
      waits.push(setTimeout(due, seconds * 1000));
    };
    this.#running.set(element, cancel);
    const skipped = Math.max(0, -delay);
    at(0, 'transitionrun', skipped);
    at(Math.max(0, delay), 'transitionstart', skipped);
    at(duration + delay, 'transitionend', duration);
  }
}

interface Timing {
  /** Seconds. */
  readonly duration: number;
  readonly delay: number;
}

/** @returns of the last transition in a list that is of backgrounds, null where it would take no time */
export function timingIn(list: string): Timing | null {
  let found: Timing | null = null;
  for (const transition of list.split(/, (?![^(]*\))/)) {
    const words = transition.split(/ (?![^(]*\))/);
    const [duration = 0, delay = 0] = words
      .filter((word) => TIME.test(word))
      .map(Number.parseFloat);
    const name = words.find((word) => !TIME.test(word) && !EASING.test(word)) ?? 'all';
    if (FADES.test(name)) found = { duration, delay };
  }
  return found && found.duration + found.delay > 0 ? found : null;
}

function tell(element: Element, type: string, elapsedTime: number): void {
  plain(element).dispatchEvent(
    new TransitionEvent(type, {
      propertyName: 'background-image',
      elapsedTime,
      bubbles: true,
      cancelable: type !== 'transitioncancel',
    }),
  );
}
