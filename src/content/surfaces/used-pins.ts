import { MOST_TURNS, type UsedPin } from '../../shared/used-pin.ts';
import { PinLine } from './pin-line.ts';

/** Which pictures of other files the user's origin shows, and is to show, in this document. */
export class UsedPins {
  readonly #wanted = new Map<string, boolean>();
  readonly #inForce = new Map<string, boolean>();
  #turn = 1 + Math.floor(Math.random() * MOST_TURNS);
  readonly #line = new PinLine<UsedPin>(
    (most) => this.#next(most),
    (pins) => {
      for (const { used, shown } of pins) this.#inForce.set(used, shown);
    },
  );

  /** Hidden until the first word on it; the latest is made to count. */
  want(used: string, shown: boolean): void {
    if ((this.#wanted.get(used) ?? false) === shown) return;
    this.#wanted.set(used, shown);
    this.#line.send();
  }

  stop(): void {
    this.#line.stop();
  }

  #next(most: number): UsedPin[] {
    const due = [...this.#wanted].filter(
      ([used, shown]) => (this.#inForce.get(used) ?? false) !== shown,
    );
    if (due.length === 0) return [];
    const turn = this.#turn;
    this.#turn = (turn % MOST_TURNS) + 1;
    return due.slice(0, most).map(([used, shown]) => ({ used, shown, turn }));
  }
}
