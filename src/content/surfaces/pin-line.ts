import type { Pin } from '../../shared/css-pin.ts';
import type { UsedPin } from '../../shared/used-pin.ts';
import { askBackground } from '../ask-background.ts';

/** In one message; the background refuses more. */
const MOST_TOGETHER = 200;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

/** The way of pins to the background, again and again until they are in force. */
export class PinLine<P extends Pin | UsedPin> {
  readonly #next: (most: number) => readonly P[];
  readonly #inForce: (pins: readonly P[]) => void;
  #sending = false;
  #stopped = false;

  /**
   * @param next those that are to come into force, anew for each message; none once all are
   * @param inForce these are
   */
  constructor(next: (most: number) => readonly P[], inForce: (pins: readonly P[]) => void) {
    this.#next = next;
    this.#inForce = inForce;
  }

  /** There is something to send; what is asked for in one moment goes together. */
  send(): void {
    if (this.#sending) return;
    this.#sending = true;
    queueMicrotask(() => void this.#send());
  }

  stop(): void {
    this.#stopped = true;
  }

  async #send(): Promise<void> {
    let wait = FIRST_RETRY_MS;
    while (!this.#stopped) {
      const pins = this.#next(MOST_TOGETHER);
      if (pins.length === 0) break;
      if (await askBackground('css.pin', { pins })) {
        this.#inForce(pins);
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
