import { isWeb } from '../shared/address.ts';
import { ask } from '../shared/ask.ts';
import { isMultipart } from '../shared/multipart.ts';
import { hostOf } from '../shared/sites.ts';
import { MOST_BYTES } from '../shared/wire.ts';
import { sizeOf } from './decode.ts';
import { leavesTraces } from './traces.chrome.ts';
import type { Viewer } from './viewer.ts';

const TIME_LIMIT_MS = 20_000;

/** What the engine asked the network for beyond the page's own loads. */
export const traffic = { requests: 0, bytes: 0 };

/** The site refused to give the picture to this kind of request. */
class Refused extends Error {}

/**
 * The bytes of a picture that the page has loaded from another origin and whose pixels it may not
 * read. Asked for without cookies and without a referrer first; with the page's referrer only when
 * that is refused; with cookies only when that is refused too and the picture is of the page's own
 * site, whose cookies the page's own request carried. Where that would leave traces of a private
 * window, past the cache and without cookies in every way.
 * @param url http(s) address as the page loaded it
 * @param referrer the page's address, or '' for none
 * @throws Error when no way gives a picture; TimeoutError when it does not end in time
 */
export async function fetchPicture(
  url: string,
  referrer: string,
  { top, isPrivate }: Pick<Viewer, 'top' | 'isPrivate'>,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isWeb(url)) throw new Error('not an http address');
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  const traces = leavesTraces(isPrivate);
  const plain = {
    credentials: 'omit',
    cache: traces ? 'no-store' : 'force-cache',
    referrerPolicy: 'no-referrer',
    signal,
  } as const;
  const ways: (() => Promise<Uint8Array<ArrayBuffer>>)[] = [() => get(url, plain)];
  // The cache may have kept the refusal.
  const anew = { ...plain, cache: traces ? 'no-store' : 'no-cache' } as const;
  if (referrer) ways.push(() => withReferrer(url, referrer, () => get(url, anew)));
  if (!traces && sameSite(url, top)) {
    ways.push(() => get(url, { ...anew, credentials: 'include' }));
  }
  let last: unknown;
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      last = error;
    }
  }
  throw last;
}

async function get(url: string, init: RequestInit): Promise<Uint8Array<ArrayBuffer>> {
  traffic.requests++;
  const response = await fetch(url, init);
  const type = response.headers.get('content-type');
  if (isMultipart(type)) {
    await response.body?.cancel();
    throw new Error('many pictures in one answer');
  }
  const bytes = await readAll(response);
  traffic.bytes += bytes.length;
  // An <img> shows the picture in a 404's body too: what counts is whether the bytes are one.
  const isPicture = type?.startsWith('image/') || sizeOf(bytes);
  if (bytes.length === 0 || (!response.ok && !isPicture) || !isPicture) {
    throw new Refused(`${response.status} without a picture`);
  }
  return bytes;
}

async function readAll(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(response.headers.get('content-length')) > MOST_BYTES)
    throw new Error('file too large');
  const parts: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done || !value) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader?.cancel();
      throw new Error('file too large');
    }
    parts.push(value);
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** fetch() in an extension page sends no Referer; a session rule sets it on this one request. */
async function withReferrer<T>(url: string, referrer: string, work: () => Promise<T>): Promise<T> {
  const { rule } = await ask('referrer.set', { url, referrer });
  try {
    return await work();
  } finally {
    await ask('referrer.clear', { rule });
  }
}

/** The same host, or one under the other: narrower than a browser's "site", and needs no list. */
function sameSite(a: string, b: string): boolean {
  const [x, y] = [hostOf(a), hostOf(b)];
  return !!x && !!y && (x === y || x.endsWith(`.${y}`) || y.endsWith(`.${x}`));
}
