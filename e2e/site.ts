import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

interface Resource {
  readonly handle: Handler;
  hits: number;
}

/** A web server under every *.test name, whose addresses say nothing of what lies behind them. */
export class Site {
  readonly #server: Server;
  readonly #resources = new Map<string, Resource>();

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => {
      const resource = this.#resources.get(request.url?.split('?')[0] ?? '');
      if (!resource) {
        response.writeHead(404).end();
        return;
      }
      resource.hits++;
      resource.handle(request, response);
    });
  }

  static async open(): Promise<Site> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Site(server);
  }

  /** @returns the path at which it is served from now on */
  add(handle: Handler): string {
    const path = `/${randomBytes(8).toString('hex')}`;
    this.#resources.set(path, { handle, hits: 0 });
    return path;
  }

  /** @returns the path of a film of which any part can be asked for, as servers of films do it */
  film(bytes: Buffer, type = 'video/webm'): string {
    return this.add((request, response) => {
      const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
      const from = Number(asked?.[1] ?? 0);
      const to = Math.min(Number(asked?.[2] || bytes.length - 1), bytes.length - 1);
      response.writeHead(asked ? 206 : 200, {
        'content-type': type,
        'content-length': to - from + 1,
        'accept-ranges': 'bytes',
        'cache-control': 'max-age=3600',
        ...(asked ? { 'content-range': `bytes ${from}-${to}/${bytes.length}` } : {}),
      });
      response.end(bytes.subarray(from, to + 1));
    });
  }

  /** @returns the path; the browser may keep the picture for an hour */
  picture(bytes: Buffer, type = 'image/jpeg', headers: Record<string, string> = {}): string {
    return this.add((_, response) => {
      response.writeHead(200, {
        'content-type': type,
        'content-length': bytes.length,
        'cache-control': 'max-age=3600',
        ...headers,
      });
      response.end(bytes);
    });
  }

  /** @returns the whole address of a page */
  page(html: string, host?: string): string {
    const path = this.add((_, response) => {
      response.writeHead(200, { 'content-type': 'text/html;charset=utf-8' });
      response.end(html);
    });
    return this.url(path, host);
  }

  url(path: string, host = 'pictures.test'): string {
    return `http://${host}:${(this.#server.address() as AddressInfo).port}${path}`;
  }

  /** Requests that arrived for an address or path. */
  hits(address: string): number {
    return this.#resources.get(address.replace(/^https?:\/\/[^/]*/, ''))?.hits ?? 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
