/**
 * Whether a picture may show anything but its first frame, which is all that a model is shown: then
 * boxes are of no use, and a cover must be whole. What is not understood may.
 *
 * GIF: more than one image block. PNG: an `acTL` chunk before the pixels. WebP: the animation flag
 * of `VP8X`. AVIF: a brand of image sequences. JPEG and BMP never do; SVG always may.
 * @param bytes an encoded picture
 */
export function mayMove(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (starts(bytes, 0, 0xff, 0xd8) || text(bytes, 0, 2) === 'BM') return false;
    if (text(bytes, 0, 4) === 'GIF8') return gifMoves(bytes, view);
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

function gifMoves(bytes: Uint8Array, view: DataView): boolean {
  const HEADER = 13;
  const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = HEADER + colours(view.getUint8(10));
  const skipBlocks = (): void => {
    for (let size = view.getUint8(at++); size > 0; size = view.getUint8(at++)) at += size;
  };
  for (let images = 0; at < bytes.length; ) {
    const kind = view.getUint8(at++);
    if (kind === 0x3b) return false;
    if (kind === 0x21) {
      at++;
      skipBlocks();
    } else if (kind === 0x2c) {
      if (++images > 1) return true;
      at += 9 + colours(view.getUint8(at + 8)) + 1;
      skipBlocks();
    } else return true;
  }
  return true;
}

function pngMoves(bytes: Uint8Array, view: DataView): boolean {
  for (let at = 8; ; ) {
    const kind = text(bytes, at + 4, 4);
    if (kind === 'acTL') return true;
    if (kind === 'IDAT') return false;
    at += 12 + view.getUint32(at);
  }
}

function isobmffMoves(bytes: Uint8Array, view: DataView): boolean {
  const end = view.getUint32(0);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(text(bytes, at, 4));
  return !brands.includes('avif') || brands.some((brand) => ['avis', 'msf1'].includes(brand));
}

const starts = (bytes: Uint8Array, at: number, ...wanted: number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);

/** @throws RangeError beyond the end */
function text(bytes: Uint8Array, at: number, length: number): string {
  if (at + length > bytes.length) throw new RangeError('the picture ends here');
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
