/**
 * Bytes over an extension port. Browsers that clone messages (manifest key
 * `message_serialization`, or Firefox) take a Uint8Array as it is; elsewhere a message is JSON,
 * where a typed array arrives as an object of numbers, and bytes go as base64 in `{ base64 }`.
 */
export interface Packed {
  base64: string;
}

export type Wire = Uint8Array<ArrayBuffer> | Packed;

/** Larger picture files are not sent to the engine nor fetched by it; they stay covered. */
export const MOST_BYTES = 64 * 1024 * 1024;

/** What the engine sends first; it arrives as a Uint8Array only where messages are cloned. */
export const PROBE = new Uint8Array([70, 76]);

export const clonesMessages = (probe: unknown): boolean =>
  probe instanceof Uint8Array && probe.length === PROBE.length && probe[0] === PROBE[0];

/** Bytes at once that `String.fromCharCode` takes as arguments without overflowing the stack. */
const CHUNK = 0x8000;

/** @param clones whether the port's browser clones messages (`PROBE`). @returns the very bytes where it does */
export function pack(bytes: Uint8Array<ArrayBuffer>, clones: boolean): Wire {
  if (clones) return bytes;
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return { base64: btoa(binary) };
}

/** @throws TypeError when `wire` is neither form */
export function unpack(wire: unknown): Uint8Array<ArrayBuffer> {
  if (wire instanceof Uint8Array) return wire as Uint8Array<ArrayBuffer>;
  if (
    typeof wire === 'object' &&
    wire !== null &&
    'base64' in wire &&
    typeof wire.base64 === 'string'
  ) {
    const binary = atob(wire.base64);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  }
  throw new TypeError('expected bytes');
}
