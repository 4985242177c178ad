/** One timer for each thing, and none where nothing is due. Times are those of `performance.now()`. */
export class Plans<T extends object> {
  readonly #planned = new Map<T, { at: number; timer: ReturnType<typeof setTimeout> }>();
  readonly #run: (thing: T) => void;

  constructor(run: (thing: T) => void) {
    this.#run = run;
  }

  /** @param at null for never; an earlier time that is planned already stays */
  plan(thing: T, at: number | null): void {
    const planned = this.#planned.get(thing);
    if (planned && at !== null && planned.at <= at) return;
    this.drop(thing);
    if (at === null) return;
    const run = () => {
      this.#planned.delete(thing);
      this.#run(thing);
    };
    const timer = setTimeout(run, Math.max(0, at - performance.now()));
    this.#planned.set(thing, { at, timer });
  }

  drop(thing: T): void {
    clearTimeout(this.#planned.get(thing)?.timer);
    this.#planned.delete(thing);
  }

  stop(): void {
    for (const thing of [...this.#planned.keys()]) this.drop(thing);
  }
}
