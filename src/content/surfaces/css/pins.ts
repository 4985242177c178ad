import { type Pin, type PinnedPart, type PinnedValues, ruleFor } from '../../../shared/css-pin.ts';
import { PinLine } from '../pin-line.ts';

interface Known {
  readonly pin: Pin;
  inForce: boolean;
}

/**
 * Rules that let approved values show, each under a token of its own. They lie in the user's origin,
 * which only the background can write to, and hold in shadow trees as well: so does the cover there,
 * which nothing that a tree's own sheets say could outrank. What stands in such a tree when a rule
 * comes is not styled anew by it, but by the attribute that names its token, which comes after.
 */
export class CssPins {
  readonly #known = new Map<string, Known>();
  readonly #waiting = new Set<Known>();
  readonly #line: PinLine<Pin>;

  constructor(onInForce: () => void) {
    this.#line = new PinLine(
      (most) => [...this.#waiting].slice(0, most).map(({ pin }) => pin),
      (pins) => {
        for (const known of this.#waiting) {
          if (!pins.includes(known.pin)) continue;
          known.inForce = true;
          this.#waiting.delete(known);
        }
        onInForce();
      },
    );
  }

  /** @returns null while the rule is on its way; `onInForce` says when it may be asked for again */
  token(part: PinnedPart, values: PinnedValues): string | null {
    const known = this.#of(part, values);
    if (!known) return null;
    if (known.inForce) return known.pin.token;
    this.#send(known);
    return null;
  }

  /**
   * Has the rule come into force though nothing may show by it yet. Its token is told to nobody: it can
   * be guessed from no other, and is in the page only once `token` was asked for.
   */
  prepare(part: PinnedPart, values: PinnedValues): void {
    const known = this.#of(part, values);
    if (known && !known.inForce) this.#send(known);
  }

  stop(): void {
    this.#line.stop();
  }

  #send(known: Known): void {
    this.#waiting.add(known);
    this.#line.send();
  }

  #of(part: PinnedPart, values: PinnedValues): Known | null {
    const key = `${part} ${JSON.stringify(values)}`;
    const known = this.#known.get(key);
    if (known) return known;
    const pin = { token: newToken(), part, values };
    if (ruleFor(pin) === null) return null;
    const made = { pin, inForce: false };
    this.#known.set(key, made);
    return made;
  }
}

const newToken = (): string =>
  `k${[...crypto.getRandomValues(new Uint32Array(3))].map((part) => part.toString(36)).join('')}`;
