import { MOST_BYTES } from '../../shared/wire.ts';
import { type Plain, plain } from '../plain.ts';
import { type Drawing, drawingOf } from './file-drawing.ts';

/** A picture in an SVG file. */
export interface Held {
  /** Its address as the file has it. */
  readonly written: string;
  /** The same, absolute and without a fragment of its own. */
  readonly url: string;
}

/** A file that <use> shows, as it was read. */
export interface UsedFile {
  readonly text: string;
  /** null where there are no pictures in it that <use> shows one by one. */
  readonly pictures: Document | null;
  readonly drawing: Drawing;
}

const XLINK = 'http://www.w3.org/1999/xlink';
const TIME_LIMIT_MS = 20_000;

/** From the nearest source: the cache alone; without cookies; as the page asked for it. */
const WAYS: readonly RequestInit[] = [
  { cache: 'only-if-cached' },
  { cache: 'force-cache', credentials: 'omit', referrerPolicy: 'no-referrer' },
  { cache: 'force-cache' },
];

/**
 * Reads a file of the page's own origin that <use> shows and that has loaded: which pictures there are.
 * Of those it decides about none: one that a server or a service worker leaves out here stays hidden.
 * @param url without a fragment
 * @returns null where it cannot be had
 */
export async function usedFile(url: string): Promise<UsedFile | null> {
  for (const way of WAYS) {
    const text = await textFrom(url, way);
    if (text === null) continue;
    const file = new DOMParser().parseFromString(text, 'image/svg+xml');
    const pictures = file.querySelector('image') ? file : null;
    return { text, pictures, drawing: drawingOf(file, text, url) };
  }
  return null;
}

async function textFrom(url: string, way: RequestInit): Promise<string | null> {
  try {
    const signal = AbortSignal.timeout(TIME_LIMIT_MS);
    const response = await fetch(url, { ...way, mode: 'same-origin', signal });
    if (!response.ok || Number(response.headers.get('content-length')) > MOST_BYTES) return null;
    return await response.text();
  } catch {
    // Not in the cache, or not to be had this way: the next is tried. The page's console is not ours.
    return null;
  }
}

/**
 * @param id of what is shown of the file, '' for all
 * @param base of the file, by which its addresses are read
 */
export function picturesIn(file: Document, id: string, base: string): Held[] {
  const found = id === '' ? null : file.getElementById(id);
  const target = found && plain(found);
  // What stands elsewhere in the file may be shown in it.
  const shown =
    target && !target.querySelector('use') && target.localName !== 'use' ? target : file;
  const images: Plain<Element>[] = [...shown.querySelectorAll('image')].map(plain);
  if (target?.localName === 'image') images.push(target);
  return images.flatMap((image) => {
    const written = image.getAttribute('href') ?? image.getAttributeNS(XLINK, 'href');
    if (!written || !URL.canParse(written, base)) return [];
    return [{ written, url: new URL(written, base).href }];
  });
}
