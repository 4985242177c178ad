import type { ServerResponse } from 'node:http';
import type { Handler, Site } from './site.ts';

/** What a server can do to somebody who loads a model from it. */
export interface Served {
  /** Where the card says it is. */
  url: string;
  /** Requests that asked for a part, by what they asked. */
  ranges: string[];
}

const HOST = '127.0.0.1';
const at = (site: Site, path: string) => site.url(path, HOST);

/** As it should be. */
export const plainly = (site: Site, bytes: Uint8Array): string =>
  at(
    site,
    site.add((_, response) => response.end(bytes)),
  );

/** Any other way of answering. */
export const by = (site: Site, handle: Handler): string => at(site, site.add(handle));

/** Half of it, and the rest only when the test says so. */
export function halfway(site: Site, bytes: Uint8Array) {
  const waiting: ServerResponse[] = [];
  const half = bytes.length >> 1;
  const url = by(site, (_, response) => {
    response.writeHead(200, { 'content-length': bytes.length });
    response.write(bytes.subarray(0, half));
    waiting.push(response);
  });
  const goOn = () => {
    for (const response of waiting.splice(0)) response.end(bytes.subarray(half));
  };
  return { url, half, goOn };
}

/**
 * Cuts the first connection in the middle, and gives what is asked for after that.
 * @param tag of the file, where parts of it can be asked for
 */
export function cutOnce(site: Site, bytes: Uint8Array, tag: string | null): Served {
  const ranges: string[] = [];
  let asked = 0;
  const url = by(site, ({ headers }, response) => {
    const { range } = headers;
    if (range) ranges.push(range);
    const from = range && headers['if-range'] === tag ? Number(/\d+/.exec(range)?.[0]) : 0;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(tag && { etag: tag, 'accept-ranges': 'bytes' }),
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (asked++ > 0) {
      response.end(bytes.subarray(from));
      return;
    }
    // The bytes must be out before the connection breaks, or there is nothing to go on from.
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
  });
  return { url, ranges };
}
