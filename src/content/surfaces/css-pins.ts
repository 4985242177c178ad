import type { Envelope } from '../../shared/ask.ts';
import { type Pin, type PinnedPart, type PinnedValues, ruleFor } from '../../shared/css-pin.ts';
import type { UsedPin } from '../../shared/used-pin.ts';

/** In one message; the background refuses more. */
const MOST_TOGETHER = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

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
  readonly #onInForce: () => void;
  readonly #secret = Math.random().toString(36).slice(2, 10);
  #waiting: Known[] = [];
  #sending = false;
  #stopped = false;

  constructor(onInForce: () => void) {
    this.#onInForce = onInForce;
  }

  /** @returns null while the rule is on its way; `onInForce` says when it may be asked for again */
  token(part: PinnedPart, values: PinnedValues): string | null {
    const known = this.#of(part, values);
    if (!known) return null;
    if (known.inForce) return known.pin.token;
    if (!this.#waiting.includes(known)) this.#waiting.push(known);
    if (!this.#sending) {
      this.#sending = true;
      queueMicrotask(() => void this.#send());
    }
    return null;
  }

  stop(): void {
    this.#stopped = true;
  }

  #of(part: PinnedPart, values: PinnedValues): Known | null {
    const key = `${part} ${JSON.stringify(values)}`;
    const known = this.#known.get(key);
    if (known) return known;
    const token = `k${this.#secret}${this.#known.size.toString(36)}`;
    const pin = { token, part, values };
    if (ruleFor(pin) === null) return null;
    const made = { pin, inForce: false };
    this.#known.set(key, made);
    return made;
  }

  async #send(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (this.#waiting.length > 0 && !this.#stopped) {
      const some = this.#waiting.slice(0, MOST_TOGETHER);
      if (await insert(some.map(({ pin }) => pin))) {
        this.#waiting = this.#waiting.slice(some.length);
        for (const known of some) known.inForce = true;
        this.#onInForce();
        wait = FIRST_RETRY_MS;
      } else {
        const pause = wait;
        await new Promise((resolve) => setTimeout(resolve, pause));
        wait = Math.min(wait * 2, LAST_RETRY_MS);
      }
    }
    this.#sending = false;
  }
}

/** @returns false where the background was not there, or could not */
export async function insert(pins: readonly (Pin | UsedPin)[]): Promise<boolean> {
  const envelope: Envelope = { to: 'background', name: 'css.pin', body: { pins } };
  try {
    const answer: { ok?: boolean; error?: string } | undefined =
      await chrome.runtime.sendMessage(envelope);
    if (answer?.ok) return true;
    console.debug(`figleaf: ${answer?.error}`);
  } catch (error) {
    // The extension is being replaced, or its worker starts: asked again.
    console.debug(`figleaf: ${error}`);
  }
  return false;
}
