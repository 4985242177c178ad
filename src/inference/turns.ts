/**
 * One piece of work at a time, in the order of asking, but for what is urgent: that goes before
 * everything that waits, and never before what has begun.
 */
export class Turns {
  readonly #urgent: (() => Promise<void>)[] = [];
  readonly #waiting: (() => Promise<void>)[] = [];
  #busy = false;

  /** @returns what `work` returns, or its failure; neither holds up the next one's turn */
  take<T>(work: () => Promise<T>, urgent = false): Promise<T> {
    return new Promise((resolve, reject) => {
      const lane = urgent ? this.#urgent : this.#waiting;
      lane.push(() => work().then(resolve, reject));
      void this.#run();
    });
  }

  async #run(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const next = this.#urgent.shift() ?? this.#waiting.shift();
      if (!next) break;
      await next();
    }
    this.#busy = false;
  }
}
