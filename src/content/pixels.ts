import { isWeb } from '../shared/address.ts';
import type { PixelSource } from '../shared/messages.ts';
import { isMultipart } from '../shared/multipart.ts';
import { MOST_BYTES, pack } from '../shared/wire.ts';
import { isControlled, isUntold } from './answering-worker.ts';
import { MAY_BE_REPLACED } from './browser.chrome.ts';
import { isDoubted } from './doubted.ts';
import { showsTheSame, showsThese } from './likeness.ts';
import { isStream, noteStream } from './reports.ts';
import type { Twin } from './twins.ts';

const TIME_LIMIT_MS = 20_000;
/** Longest side of pixels read back from an element; the models look at 224 to 299. */
const READ_BACK_SIDE = 640;
/**
 * And the least it may be: an element's own size says little of the file's, which may be dense
 * (`srcset`, EXIF) or an SVG, and shows all of itself once it is shown larger.
 */
const LEAST_READ_BACK_SIDE = 320;

/** Origins whose pictures the ledger saw sent with `Access-Control-Allow-Origin: *`. */
const readable = new Set<string>();

/** The ledger saw a picture come from there that any page may read. @param url absolute, of the web */
export function noteReadable(url: string): void {
  if (readable.size < 1000) readable.add(new URL(url).origin);
}

/**
 * The pixels of a loaded picture, from the nearest source, without a request where there is a way:
 *
 * 1. data: and blob: addresses themselves;
 * 2. what the engine had pass by on its way here, where the browser lets it (Firefox);
 * 3. the browser's cache, never the network, for what this origin may read;
 * 4. the element's own pixels, where they may be read: exactly what is shown;
 * 5. the engine's own request, for what only it may read.
 *
 * A page's service worker could answer our read with another picture than it gave the element, so
 * where one is in control the cache is not asked. A page can replace what the cache holds once its
 * element has loaded, by asking for the address in another way: of what was read there, `readBy` tells
 * the engine, which knows whether that has happened. Then the element's pixels are compared with the
 * cached ones, and judged themselves where they differ.
 * @param clones bytes go as they are, else as base64
 */
export async function pixelsOf(
  img: HTMLImageElement,
  url: string,
  clones: boolean,
): Promise<PixelSource> {
  const source = isStream(url) ? null : await nearestSource(img, url, clones);
  // Also where that was found out meanwhile.
  return source && !isStream(url) ? source : { by: 'none', why: 'one picture after another' };
}

/**
 * The same of a twin (twins.ts), where another thing shows the picture.
 * @param shows that, where a canvas can draw it; else nobody can tell whether a twin that is alone is one
 */
export async function pixelsOfTwin(
  { image, isAlone }: Pick<Twin, 'image' | 'isAlone'>,
  url: string,
  clones: boolean,
  shows: CanvasImageSource | null = null,
): Promise<PixelSource> {
  // It joined a load of ours.
  if (isUntold(url)) return { by: 'none', why: 'its load was not reported' };
  const { naturalWidth: width, naturalHeight: height } = image;
  if (isAlone && shows && width > 0 && height > 0 && !isStream(url)) {
    const shown = readBack(shows, width, height, clones);
    if (shown.by === 'rgba') return shown;
  }
  // The twin was given another answer; and what shows may be about to have that, too.
  if (!MAY_BE_REPLACED && shows && isDoubted(url) && !showsTheSame(shows, image)) {
    return { by: 'none', why: 'its address answered with another picture' };
  }
  const read = await pixelsOf(image, url, clones);
  // Whatever a page could read, a worker of its own could have made.
  if (!isAlone || read.by === 'url') return read;
  return { by: 'none', why: 'a worker of the page may have answered with another' };
}

async function nearestSource(
  img: HTMLImageElement,
  url: string,
  clones: boolean,
): Promise<PixelSource> {
  const { protocol, origin } = new URL(url, document.baseURI);
  if (protocol === 'data:' || protocol === 'blob:') {
    const bytes = await fromAddress(url, {});
    return bytes ? sourceOf(bytes, url, clones) : fromElement(img, url, clones);
  }
  const own = origin === self.origin;
  const hidden = img.referrerPolicy === 'no-referrer';
  const byUrl = { by: 'url', url, referrer: hidden ? '' : location.href } as const;
  if (!isControlled()) {
    if (own && MAY_BE_REPLACED && isWeb(protocol) && !isDoubted(url)) {
      return { ...byUrl, orRead: true };
    }
    const cached = own
      ? await fromAddress(url, FROM_CACHE)
      : readable.has(origin) && img.crossOrigin === null
        ? await fromAddress(url, { cache: 'force-cache', credentials: 'omit' })
        : null;
    if (cached && own && !MAY_BE_REPLACED && !isDoubted(url)) {
      return { ...sourceOf(cached, url, clones), readBy: url };
    }
    if (cached && (!own || MAY_BE_REPLACED || (await showsThese(img, cached)))) {
      return sourceOf(cached, url, clones);
    }
    if (!own) readable.delete(origin);
  }
  // The engine has what came over the network; the element may show what was put in its place.
  const overNetwork = isWeb(protocol);
  const came = MAY_BE_REPLACED && !isControlled() && overNetwork;
  // A worker may answer for another origin, too, with what the page may read.
  if (!came && (own || img.crossOrigin !== null || isControlled())) {
    const shown = fromElement(img, url, clones);
    if (shown.by !== 'none' || !overNetwork) return shown;
  }
  if (!overNetwork) return { by: 'none', why: `${protocol} cannot be read` };
  return byUrl;
}

const FROM_CACHE: RequestInit = { mode: 'same-origin', cache: 'only-if-cached' };

/** Reads a same-origin picture from the cache for the ledger's hints; never asks the network. */
export async function cachedPixels(url: string, clones: boolean): Promise<PixelSource | null> {
  if (new URL(url).origin !== self.origin || isControlled()) return null;
  const bytes = await fromAddress(url, FROM_CACHE);
  return bytes && sourceOf(bytes, url, clones);
}

const sourceOf = (
  bytes: Uint8Array<ArrayBuffer>,
  url: string,
  clones: boolean,
): Extract<PixelSource, { by: 'bytes' }> => ({
  by: 'bytes',
  bytes: pack(bytes, clones),
  fragment: new URL(url, document.baseURI).hash,
});

async function fromAddress(
  url: string,
  init: RequestInit,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIME_LIMIT_MS) });
    if (isMultipart(response.headers.get('content-type'))) {
      noteStream(url);
      void response.body?.cancel();
      return null;
    }
    if (Number(response.headers.get('content-length')) > MOST_BYTES) return null;
    const bytes = new Uint8Array(await response.arrayBuffer());
    return bytes.length === 0 || bytes.length > MOST_BYTES ? null : bytes;
  } catch {
    // Not in the cache, or not ours to read: the next source is tried. Nothing to tell the page's console.
    return null;
  }
}

function fromElement(img: HTMLImageElement, url: string, clones: boolean): PixelSource {
  const { naturalWidth, naturalHeight } = img;
  // It waited for its turn: the browser may have chosen another source since, or be about to.
  const shows = img.currentSrc || img.src;
  if (!img.complete || naturalWidth === 0 || shows !== new URL(url, document.baseURI).href) {
    return { by: 'none', why: 'it shows another picture by now' };
  }
  return readBack(img, naturalWidth, naturalHeight, clones);
}

/** What is drawn, of this natural size in pixels. */
function readBack(
  shows: CanvasImageSource,
  naturalWidth: number,
  naturalHeight: number,
  clones: boolean,
): PixelSource {
  const longest = Math.max(naturalWidth, naturalHeight);
  const side = Math.min(READ_BACK_SIDE, Math.max(LEAST_READ_BACK_SIDE, longest));
  const scale = side / longest;
  const width = Math.max(1, Math.round(naturalWidth * scale));
  const height = Math.max(1, Math.round(naturalHeight * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) return { by: 'none', why: 'no 2D canvas' };
  try {
    context.drawImage(shows, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    return { by: 'rgba', rgba: pack(new Uint8Array(data.buffer), clones), width, height };
  } catch (error) {
    return { by: 'none', why: String(error) };
  }
}
