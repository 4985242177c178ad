/** Not protobuf, or more of it than any model has. */
export class WireError extends Error {}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;
const MOST_VARINT_BYTES = 10;
/** A tag holds 32 bits. */
const MOST_TAG_BYTES = 5;

/**
 * Walks the fields of one protobuf message, and of those inside it, without taking anything in. Made
 * for bytes that mean harm: what a lenient reader would take for something is refused here, so that
 * nothing is read one way by us and another way by the engine.
 */
export class WireReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  #at: number;
  /** Of the latest field. */
  field = 0;
  /** Its low 32 bits, where it is a varint; else null. */
  varint: number | null = null;
  /** Where it lies, if it has a length; else null. */
  span: { readonly from: number; readonly to: number } | null = null;

  constructor(bytes: Uint8Array, from = 0, to = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = to;
  }

  /** Goes to the next field. @returns false at the end. @throws WireError */
  next(): boolean {
    if (this.#at === this.#end) return false;
    const tag = this.#varint(MOST_TAG_BYTES);
    if (tag.high !== 0) throw new WireError('a tag of more than 32 bits');
    this.field = tag.low >>> 3;
    if (this.field === 0) throw new WireError('a field without a number');
    this.varint = null;
    this.span = null;
    switch (tag.low & 7) {
      case VARINT:
        this.varint = this.#varint(MOST_VARINT_BYTES).low;
        return true;
      case FIXED64:
        this.#skip(8);
        return true;
      case FIXED32:
        this.#skip(4);
        return true;
      case LENGTH: {
        const { low, high } = this.#varint(MOST_VARINT_BYTES);
        if (high !== 0) throw new WireError('a length of more than 32 bits');
        const from = this.#at;
        this.#skip(low);
        this.span = { from, to: this.#at };
        return true;
      }
      default:
        throw new WireError('a group, or no wire type at all');
    }
  }

  /** The bytes of the latest field, as a part of the whole. @throws WireError if it has none */
  bytes(): Uint8Array {
    const { from, to } = this.#spanned();
    return this.#bytes.subarray(from, to);
  }

  /** A reader for the message in the latest field. @throws WireError if there is none */
  message(): WireReader {
    const { from, to } = this.#spanned();
    return new WireReader(this.#bytes, from, to);
  }

  #spanned() {
    if (!this.span) throw new WireError('a number where a message or text belongs');
    return this.span;
  }

  #skip(length: number): void {
    if (length > this.#end - this.#at) throw new WireError('breaks off');
    this.#at += length;
  }

  #varint(most: number): { low: number; high: number } {
    let low = 0;
    let high = 0;
    for (let i = 0; i < most; i++) {
      if (this.#at === this.#end) throw new WireError('breaks off');
      const byte = this.#bytes[this.#at++] ?? 0;
      const part = byte & 0x7f;
      const bit = 7 * i;
      if (bit < 32) low |= part << bit;
      if (bit >= 32) high |= part << (bit - 32);
      else if (bit > 25) high |= part >>> (32 - bit);
      if (byte < 0x80) return { low: low >>> 0, high: high >>> 0 };
    }
    throw new WireError('a number without an end');
  }
}
