/** What is held of all responses together; more than this is not taken. */
const MOST_HELD = 256 * 1024 * 1024;

let held = 0;

/** The bytes of one response, kept back until it is known whether they may pass. */
export class Held {
  readonly #parts: Uint8Array<ArrayBuffer>[] = [];
  readonly #most: number;
  #length = 0;

  /** @param most bytes of this one response */
  constructor(most: number) {
    this.#most = most;
  }

  /** @returns false when there is no room: what was held is dropped, and nothing more is taken */
  add(part: ArrayBuffer): boolean {
    const { byteLength } = part;
    if (this.#length + byteLength > this.#most || held + byteLength > MOST_HELD) {
      this.drop();
      return false;
    }
    this.#parts.push(new Uint8Array(part));
    this.#length += byteLength;
    held += byteLength;
    return true;
  }

  /** In one piece, which is held from then on in place of the parts. */
  whole(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      whole.set(part, at);
      at += part.length;
    }
    this.#parts.splice(0, this.#parts.length, whole);
    return whole;
  }

  /** A second time it does nothing. */
  drop(): void {
    held -= this.#length;
    this.#length = 0;
    this.#parts.length = 0;
  }
}
