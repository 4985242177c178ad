/** Between two looks at whether the sheets have grown. */
const EVERY_MS = 1_000;

/** Rules that scripts add are no mutation: they are asked for once a second, while anybody can see them. */
export class Growth {
  readonly #check: () => void;
  readonly #stop = new AbortController();
  #timer: ReturnType<typeof setInterval> | null = null;

  constructor(check: () => void) {
    this.#check = check;
    this.listen();
    if (!document.hidden) this.#go();
  }

  /** document.open takes listeners off; adding one that is there changes nothing. */
  listen(): void {
    document.addEventListener('visibilitychange', this.#turned, { signal: this.#stop.signal });
  }

  stop(): void {
    this.#stop.abort();
    this.#rest();
  }

  readonly #turned = (): void => {
    this.#rest();
    if (document.hidden) return;
    this.#check();
    this.#go();
  };

  #go(): void {
    this.#timer = setInterval(this.#check, EVERY_MS);
  }

  #rest(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }
}
