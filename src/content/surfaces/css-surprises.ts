import type { Finder } from './css-finder.ts';

/** In which a picture that came is found where it was looked for. */
const PATIENCE_MS = 1_000;

type Looks = Pick<Finder, 'surprise' | 'reread'>;

/** Pictures that arrived, and that nothing is known to show: something was missed. */
export class Surprises {
  readonly #finder: Looks;
  readonly #isKnown: (url: string) => boolean;
  /** Since the sheets were last read anew for one. */
  readonly #met = new Set<string>();

  constructor(finder: Looks, isKnown: (url: string) => boolean) {
    this.#finder = finder;
    this.#isKnown = isKnown;
  }

  met(url: string): void {
    this.#finder.surprise(() => !this.#isKnown(url));
    this.#met.add(url);
    if (this.#met.size > 1) return;
    setTimeout(() => {
      const isMissing = [...this.#met].some((each) => !this.#isKnown(each));
      this.#met.clear();
      // A rule that was changed in place brings it in, for all that is known.
      if (isMissing) this.#finder.reread();
    }, PATIENCE_MS);
  }
}
