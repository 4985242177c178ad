import type { Envelope } from '../../shared/ask.ts';
import {
  PIN_LAYER,
  type Pin,
  type PinnedPart,
  type PinnedValues,
  ruleFor,
} from '../../shared/css-pin.ts';
import type { UsedPin } from '../../shared/used-pin.ts';
import { USER_RULES_REACH_ROOTS } from '../browser.chrome.ts';

/** In one message; the background refuses more. */
const MOST_TOGETHER = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

interface Known {
  readonly pin: Pin;
  inForce: boolean;
}

/**
 * Rules that let approved values show, each under a token of its own. In the document they lie in
 * the user's origin, which only the background can write to; shadow trees are out of its reach and
 * get a sheet of their own.
 */
export class CssPins {
  readonly #known = new Map<string, Known>();
  readonly #sheets = new WeakMap<ShadowRoot, { sheet: CSSStyleSheet; tokens: Set<string> }>();
  readonly #onInForce: () => void;
  readonly #secret = Math.random().toString(36).slice(2, 10);
  #waiting: Known[] = [];
  #sending = false;
  #stopped = false;

  constructor(onInForce: () => void) {
    this.#onInForce = onInForce;
  }

  /** @returns null while the rule is on its way; `onInForce` says when it may be asked for again */
  token(root: Node, part: PinnedPart, values: PinnedValues): string | null {
    const known = this.#of(part, values);
    if (!known) return null;
    if (root instanceof ShadowRoot && !USER_RULES_REACH_ROOTS) return this.#adopt(root, known.pin);
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

  #adopt(root: ShadowRoot, pin: Pin): string {
    let own = this.#sheets.get(root);
    if (!own) {
      own = { sheet: new CSSStyleSheet(), tokens: new Set() };
      this.#sheets.set(root, own);
    }
    if (!root.adoptedStyleSheets.includes(own.sheet)) {
      root.adoptedStyleSheets = [own.sheet, ...root.adoptedStyleSheets];
    }
    const rule = ruleFor(pin);
    if (!own.tokens.has(pin.token) && rule) {
      own.tokens.add(pin.token);
      own.sheet.insertRule(`@layer ${PIN_LAYER}{${rule}}`, own.sheet.cssRules.length);
    }
    return pin.token;
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
