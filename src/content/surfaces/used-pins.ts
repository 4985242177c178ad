import { MOST_TURNS } from '../../shared/used-pin.ts';
import { insert } from './css-pins.ts';

/** In one message; the background refuses more. */
const MOST_TOGETHER = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/** Which pictures of other files the user's origin shows, and is to show, in this document. */
export class UsedPins {
  readonly #wanted = new Map<string, boolean>();
  readonly #inForce = new Map<string, boolean>();
  #turn = 1 + Math.floor(Math.random() * MOST_TURNS);
  #sending = false;
  #stopped = false;

  /** Hidden until the first word on it; the latest is made to count. */
  want(used: string, shown: boolean): void {
    if ((this.#wanted.get(used) ?? false) === shown) return;
    this.#wanted.set(used, shown);
    if (this.#sending) return;
    this.#sending = true;
    queueMicrotask(() => void this.#send());
  }

  stop(): void {
    this.#stopped = true;
  }

  async #send(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    for (;;) {
      const pins = [...this.#wanted]
        .filter(([used, shown]) => (this.#inForce.get(used) ?? false) !== shown)
        .slice(0, MOST_TOGETHER)
        .map(([used, shown]) => ({ used, shown, turn: this.#turn }));
      if (pins.length === 0 || this.#stopped) break;
      this.#turn = (this.#turn % MOST_TURNS) + 1;
      if (await insert(pins)) {
        for (const { used, shown } of pins) this.#inForce.set(used, shown);
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
