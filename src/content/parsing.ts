/** Says when to look at what the parser makes: roots that are declared in markup, of which nobody tells. */
export class Parsing {
  readonly #look: () => void;
  readonly #signal: AbortSignal;
  #isDue = false;
  #goesOn = false;

  /** @param look at all that the parser made since it was called last */
  constructor(look: () => void, signal: AbortSignal) {
    this.#look = look;
    this.#signal = signal;
  }

  /** Something came into a tree; the parser may have made it. */
  grew(): void {
    if (this.#isDue || document.readyState === 'complete') return;
    this.#isDue = true;
    queueMicrotask(() => {
      this.#isDue = false;
      this.#look();
    });
  }

  /** In each frame for as long as the document is parsed, as it is once more where a page writes it anew. */
  follow(): void {
    if (!this.#goesOn) this.#inFrame();
  }

  readonly #inFrame = (): void => {
    this.#look();
    this.#goesOn = document.readyState === 'loading' && !this.#signal.aborted;
    if (this.#goesOn) requestAnimationFrame(this.#inFrame);
  };
}
