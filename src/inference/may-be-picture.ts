import { BOX, begins, SHORT_SIGNATURES, SIGNATURES } from './signatures.ts';

/** So much of it tells whether it may be one. */
export const BEGINNING = 512;

/** Text that is marked up, with what may stand before its first tag, in whatever Unicode has for it. */
const MARKUP = /^(\xef\xbb\xbf|\xfe\xff|\xff\xfe)?[\s\0]*(<|$)/;
const CUT_MARK = /^(\xef|\xef\xbb|\xfe|\xff)$/;
/** Browsers that look into what has no type take no such text for XML. */
const PAGE =
  /^(\xef\xbb\xbf)?\s*<(!doctype html|(html|head|body|title|meta|link|script|style|div|p|h[1-6]|table)[\s>])/i;
/** An AVIF says so in its first box, a film something else. */
const AVIF = /avi[fs]/;

/**
 * @param bytes the beginning, whatever of it has come
 * @param isPage what begins like HTML is shown as HTML
 * @returns false for what no browser shows as a picture, however it goes on
 */
export function mayBePicture(bytes: Uint8Array<ArrayBuffer>, isPage: boolean): boolean {
  const known = [...SIGNATURES, ...SHORT_SIGNATURES].filter((each) =>
    begins(bytes, 0, each, 'more may come'),
  );
  if (known.some((each) => each !== BOX)) return true;
  if (known.length > 0) return isAvif(bytes);
  const text = String.fromCharCode(...bytes.subarray(0, BEGINNING));
  return (MARKUP.test(text) || CUT_MARK.test(text)) && !(isPage && PAGE.test(text));
}

function isAvif(bytes: Uint8Array<ArrayBuffer>): boolean {
  if (bytes.length < 4) return true;
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const box = bytes.subarray(0, length);
  return box.length < length || AVIF.test(new TextDecoder('latin1').decode(box));
}
