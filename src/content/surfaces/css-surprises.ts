import type { Finder } from './css-finder.ts';

/** In which a picture that came is found where it was looked for. */
const PATIENCE_MS = 1_000;

type Looks = Pick<Finder, 'surprise' | 'reread'>;

/** Pictures that arrived, and that nothing is known to show: something was missed. */
export class Surprises {
  readonly #finder: Looks;
  readonly #isKnown: (url: string) => boolean;
  #waits = false;

  constructor(finder: Looks, isKnown: (url: string) => boolean) {
    this.#finder = finder;
    this.#isKnown = isKnown;
  }

  met(url: string): void {
    this.#finder.surprise(() => !this.#isKnown(url));
    if (this.#waits) return;
    this.#waits = true;
    setTimeout(() => {
      this.#waits = false;
      // A rule that was changed in place brings it in, for all that is known.
      if (!this.#isKnown(url)) this.#finder.reread();
    }, PATIENCE_MS);
  }
}
