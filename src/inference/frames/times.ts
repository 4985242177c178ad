/** What an animation's bytes say of it, before anything is decoded. */
export interface Times {
  readonly type: 'image/gif' | 'image/png' | 'image/webp' | 'image/avif';
  /** How long each frame is shown, milliseconds, as browsers show it; null where that is not said. */
  readonly shown: readonly number[] | null;
}

/** Browsers show frames that ask for no more than this for `HURRIED_MS`. */
const TOO_SHORT_MS = 10;
const HURRIED_MS = 100;

/**
 * How long each frame of a GIF, APNG or WebP is shown. A decoder tells only once it has decoded them
 * all, and which to decode is the question.
 * @returns null for what is none of the formats that move
 */
export function timesOf(bytes: Uint8Array): Times | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (text(bytes, 0, 4) === 'GIF8') {
      return { type: 'image/gif', shown: told(() => gifTimes(bytes, view)) };
    }
    if (text(bytes, 1, 3) === 'PNG') {
      return { type: 'image/png', shown: told(() => pngTimes(bytes, view)) };
    }
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') {
      return { type: 'image/webp', shown: told(() => webpTimes(bytes, view)) };
    }
    // By whatever brand: of this family browsers show no other.
    return text(bytes, 4, 4) === 'ftyp' ? { type: 'image/avif', shown: null } : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** @returns null for a picture that ends before it should, or is not built as it should be */
function told(read: () => number[]): number[] | null {
  try {
    return read().map((ms) => (ms <= TOO_SHORT_MS ? HURRIED_MS : ms));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/**
 * @returns what each image block of a GIF asks for, milliseconds
 * @throws RangeError where it ends before it should, and at what no GIF holds
 */
export function gifTimes(bytes: Uint8Array, view: DataView): number[] {
  const HEADER = 13;
  const colours = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  let at = HEADER + colours(view.getUint8(10));
  const skipBlocks = (): void => {
    for (let size = view.getUint8(at++); size > 0; size = view.getUint8(at++)) at += size;
  };
  const times: number[] = [];
  let delay = 0;
  for (;;) {
    const kind = view.getUint8(at++);
    if (kind === 0x3b) return times;
    if (kind === 0x21) {
      // A control block speaks of the image that follows, in hundredths.
      if (view.getUint8(at++) === 0xf9) delay = view.getUint16(at + 2, true) * 10;
      skipBlocks();
    } else if (kind === 0x2c) {
      times.push(delay);
      delay = 0;
      at += 9 + colours(view.getUint8(at + 8)) + 1;
      skipBlocks();
    } else throw new RangeError(`a GIF has no block ${kind} at ${bytes.length - at}`);
  }
}

function pngTimes(bytes: Uint8Array, view: DataView): number[] {
  const times: number[] = [];
  for (let at = 8; ; at += 12 + view.getUint32(at)) {
    const kind = text(bytes, at + 4, 4);
    if (kind === 'IEND') return times;
    if (kind !== 'fcTL') continue;
    const [part, whole] = [view.getUint16(at + 28), view.getUint16(at + 30)];
    times.push((part * 1000) / (whole || 100));
  }
}

function webpTimes(bytes: Uint8Array, view: DataView): number[] {
  const times: number[] = [];
  const end = 8 + view.getUint32(4, true);
  for (let at = 12; at < end; ) {
    const size = view.getUint32(at + 4, true);
    if (text(bytes, at, 4) === 'ANMF') times.push(view.getUint32(at + 20, true) & 0xffffff);
    at += 8 + size + (size & 1);
  }
  return times;
}

/** @throws RangeError beyond the end */
export function text(bytes: Uint8Array, at: number, length: number): string {
  if (at + length > bytes.length) throw new RangeError('the picture ends here');
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
