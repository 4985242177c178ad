import type { Finder } from './finder.ts';

/** In which a picture that came is found where it was looked for. */
const PATIENCE_MS = 1_000;

/** Pictures that arrived, and that nothing is known to show: something was missed. */
export class Surprises {
  readonly #finder: Pick<Finder, 'surprise' | 'reread'>;
  /** Of those that came since the sheets were last read anew for one: whether they are explained. */
  readonly #met: (() => boolean)[] = [];

  constructor(finder: Pick<Finder, 'surprise' | 'reread'>) {
    this.#finder = finder;
  }

  /** @param isClaimed whether anything is known to show it by now */
  met(isClaimed: () => boolean): void {
    this.#finder.surprise(() => !isClaimed());
    if (this.#met.push(isClaimed) > 1) return;
    setTimeout(() => {
      const isMissing = this.#met.splice(0).some((claimed) => !claimed());
      // A rule that was changed in place brings it in, for all that is known.
      if (isMissing) this.#finder.reread();
    }, PATIENCE_MS);
  }
}
