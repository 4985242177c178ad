import type { ServerResponse } from 'node:http';
import type { Handler, Site } from './site.ts';

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
 * Gives the half of it, until `cut` breaks the connection; after that whatever is asked for.
 * @param tag of the file, where parts of it can be asked for
 */
export function cutOnce(site: Site, bytes: Uint8Array, tag: string | null) {
  const half = bytes.length >> 1;
  /** What parts were asked for. */
  const ranges: string[] = [];
  let first: ServerResponse | null = null;
  const url = by(site, ({ headers }, response) => {
    const { range } = headers;
    if (range) ranges.push(range);
    const from = range && headers['if-range'] === tag ? Number(/\d+/.exec(range)?.[0]) : 0;
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': bytes.length - from,
      ...(tag && { etag: tag, 'accept-ranges': 'bytes' }),
      ...(from > 0 && { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` }),
    });
    if (first) {
      response.end(bytes.subarray(from));
      return;
    }
    first = response;
    response.write(bytes.subarray(0, half));
  });
  return { url, ranges, half, cut: () => first?.destroy() };
}
