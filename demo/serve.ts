import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Answer = (response: ServerResponse) => void;

export interface Host {
  /** Without a slash at its end. */
  readonly origin: string;
  /** What to answer at a path; a path without an answer gets a 404. */
  readonly routes: Map<string, Answer>;
  /** Ends every connection, the endless ones too. */
  close(): Promise<void>;
}

/** The two names of this machine make two sites on it, none of which sends CORS headers. */
export type HostName = 'localhost' | '127.0.0.1';

/**
 * @param requests counts each whole URL asked for, answered or not
 * @param port 0 for any free one; rejects where it is taken
 */
export async function serve(
  name: HostName,
  requests: Map<string, number>,
  port = 0,
): Promise<Host> {
  const routes = new Map<string, Answer>();
  let origin = '';
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://any');
    const url = origin + pathname;
    requests.set(url, (requests.get(url) ?? 0) + 1);
    const answer = routes.get(pathname) ?? notFound;
    answer(response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  // A TCP server's address is never the string of a pipe.
  origin = `http://${name}:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    routes,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

export const notFound: Answer = (response) => {
  response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
};

/** A picture, to be kept for an hour. */
export const image =
  (bytes: Uint8Array, type: string): Answer =>
  (response) => {
    response
      .writeHead(200, {
        'content-type': type,
        'content-length': bytes.length,
        'cache-control': 'public, max-age=3600',
      })
      .end(bytes);
  };

export const page =
  (html: string): Answer =>
  (response) => {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(html);
  };
