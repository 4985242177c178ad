import { gifTimes, text } from './frames/times.ts';

/**
 * Whether a picture may show anything but its first frame: then more frames than one are judged,
 * boxes are of no use, and a cover must be whole. What is not understood may.
 *
 * GIF: more than one image block. PNG: an `acTL` chunk before the pixels. WebP: the animation flag
 * of `VP8X`. AVIF: a brand or a box of image sequences. JPEG and BMP never do; SVG always may.
 * @param bytes an encoded picture
 */
export function mayMove(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (starts(bytes, 0, 0xff, 0xd8) || text(bytes, 0, 2) === 'BM') return false;
    if (text(bytes, 0, 4) === 'GIF8') return gifTimes(bytes, view).length > 1;
    if (text(bytes, 1, 3) === 'PNG') return pngMoves(bytes, view);
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') {
      return text(bytes, 12, 4) === 'VP8X' && (view.getUint8(20) & 2) !== 0;
    }
    if (text(bytes, 4, 4) === 'ftyp') return isobmffMoves(bytes, view);
    return true;
  } catch (error) {
    // It ends before it should.
    if (error instanceof RangeError) return true;
    throw error;
  }
}

function pngMoves(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 8; ; ) {
    const kind = text(bytes, at + 4, 4);
    if (kind === 'acTL') return true;
    if (kind === 'IDAT') return false;
    at += 12 + view.getUint32(at);
  }
}

/** A file of one picture has neither such a brand nor a `moov` box, whatever else it claims to be. */
function isobmffMoves(bytes: Uint8Array, view: DataView): boolean {
  const end = view.getUint32(0);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(text(bytes, at, 4));
  if (!brands.includes('avif') || brands.some((brand) => ['avis', 'msf1'].includes(brand))) {
    return true;
  }
  for (let at = 0; at < bytes.length; ) {
    if (text(bytes, at + 4, 4) === 'moov') return true;
    const size = view.getUint32(at);
    // 0 reaches to the end, 1 has its size elsewhere: no picture on the web is so large.
    if (size === 0) return false;
    if (size < 8) return true;
    at += size;
  }
  return false;
}

const starts = (bytes: Uint8Array, at: number, ...wanted: number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);
