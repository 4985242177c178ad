import { BITMAP, begins, ICONS, SIGNATURES } from './signatures.ts';

/*
 * An answer of the type `multipart/x-mixed-replace` may be a whole picture with another one after it:
 * who decodes the bytes sees the first, and an element of a page shows the one after it. Where a page's
 * service worker gave the answer, no type tells of that. But a part begins after a blank line, wherever
 * the browser finds its boundary, be it in a comment of the first picture.
 *
 * How sure that is: compressed bytes are like chance, so that a blank line stands at one place in
 * 65,000, and a certain three bytes after it at one in 10^12: in one picture of two megabytes in 500,000
 * for JPEG, which has the shortest signature, and in JPEG's own data never, where FF is followed by 0 or
 * a restart. Two bytes alone, as of a bitmap, would cover one picture of that size in 2,000.
 */

const [LF, CR, LESS_THAN] = [0x0a, 0x0d, 0x3c];

/** An SVG in UTF-16; in any other it is found by its root. */
const IN_UTF_16 = ['\xfe\xff\0', '\xff\xfe<\0', '\xff\xfe \0', '\xff\xfe\n\0', '\0<\0?', '<\0?\0'];

const FOLLOWS = [...SIGNATURES, ...IN_UTF_16];

/** Most bytes begin none of them, but for the one that any may begin: it has an `f` after four. */
const MAY_BEGIN = new Set([...FOLLOWS, BITMAP, ...ICONS].map((each) => each.charCodeAt(0)));
const BOX_AT = 4;
const F = 'f'.charCodeAt(0);

/** Where a bitmap says how long its header is, and which of Windows's and OS/2's that may be. */
const BITMAP_HEADER = 14;
const isBitmapHeader = (length: number): boolean =>
  length === 12 || (length >= 16 && length <= 64) || length === 108 || length === 124;

/** A directory of icons: how many, after four bytes, and so many bytes for each. */
const [DIRECTORY, ENTRY] = [6, 16];

const ROOT_OF_SVG = /<([\w.-]+:)?svg[\s>/]/;

/**
 * Where the whole is an SVG, or any other text of tags, further tags are taken for part of it.
 * @returns where another picture may begin in it, after a blank line; -1 for nowhere
 */
export function anotherIn(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isText = bytes[skipSpace(bytes, 0)] === LESS_THAN;
  let tags = -1;
  let afterSpace = 0;
  for (let at = bytes.indexOf(LF); at >= 0; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1];
    const start = next === LF ? at + 2 : next === CR && bytes[at + 2] === LF ? at + 3 : -1;
    if (start < 0) continue;
    if (isPicture(view, bytes, start)) return start;
    if (isText || tags >= 0) continue;
    // Each space is skipped once, however many blank lines there are in it.
    if (start >= afterSpace) afterSpace = skipSpace(bytes, start);
    if (bytes[afterSpace] === LESS_THAN) tags = afterSpace;
  }
  if (tags < 0) return -1;
  return ROOT_OF_SVG.test(new TextDecoder('latin1').decode(bytes.subarray(tags))) ? tags : -1;
}

/** Of what stands before a part, so much is looked at. */
const LONGEST_HEAD = 1024;

/** @returns the plain text before that place: the boundary and what is said of the part, if it is one */
export function headBefore(bytes: Uint8Array<ArrayBuffer>, start: number): Uint8Array<ArrayBuffer> {
  let from = start;
  while (from > Math.max(0, start - LONGEST_HEAD) && isPlain(bytes[from - 1] ?? 0)) from--;
  return bytes.subarray(from, start);
}

/** No byte of a picture's signature that is not a letter, and no tag. */
const isPlain = (byte: number): boolean =>
  byte === LF ||
  byte === CR ||
  byte === 0x09 ||
  (byte >= 0x20 && byte < 0x7f && byte !== LESS_THAN);

function isPicture(view: DataView, bytes: Uint8Array, start: number): boolean {
  if (!MAY_BEGIN.has(bytes[start] ?? LF) && bytes[start + BOX_AT] !== F) return false;
  if (FOLLOWS.some((each) => begins(bytes, start, each))) return true;
  const left = bytes.length - start;
  if (begins(bytes, start, BITMAP)) {
    return left >= BITMAP_HEADER + 4 && isBitmapHeader(view.getUint32(start + BITMAP_HEADER, true));
  }
  if (ICONS.some((each) => begins(bytes, start, each))) {
    const count = left >= DIRECTORY ? view.getUint16(start + 4, true) : 0;
    return count > 0 && DIRECTORY + ENTRY * count < left;
  }
  return false;
}

const BYTE_ORDER_MARK = '\xef\xbb\xbf';

function skipSpace(bytes: Uint8Array, start: number): number {
  let at = begins(bytes, start, BYTE_ORDER_MARK) ? start + BYTE_ORDER_MARK.length : start;
  while (bytes[at] === LF || bytes[at] === CR || bytes[at] === 0x20 || bytes[at] === 0x09) at++;
  return at;
}
