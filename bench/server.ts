import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import { type GalleryPicture, salted } from './pictures.ts';

export interface Report {
  tab: string;
  what: string;
  hidden: boolean;
  /** Milliseconds since the epoch. */
  at: number;
}

export interface Server {
  origin: string;
  /** Another origin of the same server. */
  other: string;
  /** What tabs that nobody drives have reported; emptied by whoever reads it. */
  reports: Report[];
  /** What a page that nobody drives has found out, in the order of arrival; taken by `nextResult`. */
  nextResult(): Promise<unknown>;
  /** Put into the pictures' addresses of every gallery page served from now on. */
  salt: string;
  kindOf(url: string): GalleryPicture['kind'] | undefined;
  /** Addresses of `count` pictures that nobody has asked for before. */
  fresh(count: number, origin?: string): string[];
  /** @returns where that is served from now on */
  put(body: string | Buffer, type: string): string;
  close(): Promise<void>;
}

const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Serves pages and pictures on this machine; answers at once, so that only our time is measured. */
export async function serve(pictures: readonly GalleryPicture[], site: string): Promise<Server> {
  let batch = 0;
  const reports: Report[] = [];
  const results: unknown[] = [];
  const files: { body: string | Buffer; type: string }[] = [];
  let onResult: ((result: unknown) => void) | null = null;
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const put = files[Number(/^\/put\/(\d+)$/.exec(pathname)?.[1] ?? Number.NaN)];
    const picture = /^\/p\/([\w-]+)\/(\d+)\.jpg$/.exec(pathname);
    if (picture) {
      const [, salt = '', index = '0'] = picture;
      const jpeg = pictures[Number(index) % pictures.length]?.bytes;
      if (!jpeg) throw new Error(`no picture ${index}`);
      const headers = { 'content-type': 'image/jpeg', 'cache-control': 'max-age=3600' };
      response.writeHead(200, headers).end(salted(jpeg, `${salt}/${index}`));
    } else if (put) {
      response.writeHead(200, { 'content-type': put.type, 'cache-control': 'no-store' });
      response.end(put.body);
    } else if (pathname === '/report') {
      reports.push({
        tab: searchParams.get('tab') ?? '',
        what: searchParams.get('what') ?? '',
        hidden: searchParams.get('hidden') === 'true',
        at: Date.now(),
      });
      response.writeHead(204).end();
    } else if (pathname === '/fresh') {
      const origin = searchParams.get('origin') ?? '';
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(running.fresh(Number(searchParams.get('count')), origin)));
    } else if (pathname === '/result') {
      const result = await json(request);
      if (onResult) onResult(result);
      else results.push(result);
      response.writeHead(204).end();
    } else if (pathname === '/opener') {
      const count = searchParams.get('count');
      const script = `for (let tab = 0; tab < ${Number(searchParams.get('tabs'))}; tab++)
        open('/gallery?count=${Number(count)}&report=' + tab);`;
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
      response.end(`<!doctype html><title>opener</title><script>${script}</script>`);
    } else if (pathname === '/blank' || pathname === '/gallery' || pathname === '/peer') {
      const count = pathname === '/gallery' ? Number(searchParams.get('count') ?? 60) : 0;
      const salt = `${searchParams.get('salt') ?? running.salt}-${searchParams.get('report') ?? 0}`;
      const images = Array.from(
        { length: count },
        (_, i) => `<img src="/p/${salt}/${i}.jpg" width="320" height="320" alt="">`,
      );
      const script = pathname === '/peer' ? 'nsfwjs' : 'watch';
      const kind = pathname === '/peer' ? ' type="module"' : '';
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        // Without these two the peer would have no threads.
        ...(pathname === '/peer' && {
          'cross-origin-opener-policy': 'same-origin',
          'cross-origin-embedder-policy': 'require-corp',
        }),
      });
      response.end(
        `<!doctype html><meta charset="utf-8"><title>${pathname}</title>` +
          `<script${kind} src="/${script}.js"></script><body>${images.join('\n')}`,
      );
    } else {
      const file = path.join(site, path.normalize(pathname));
      const type = TYPES[path.extname(file)];
      if (!file.startsWith(site) || !type) {
        response.writeHead(404).end();
        return;
      }
      const body = await readFile(file);
      const headers = { 'content-type': type, 'cross-origin-resource-policy': 'same-origin' };
      response.writeHead(200, { ...headers, 'cross-origin-embedder-policy': 'require-corp' });
      response.end(body);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('server has no port');
  const run = Date.now().toString(36);
  const running: Server = {
    origin: `http://127.0.0.1:${address.port}`,
    other: `http://localhost:${address.port}`,
    reports,
    salt: run,
    nextResult: () =>
      results.length > 0
        ? Promise.resolve(results.shift())
        : new Promise((resolve) => {
            onResult = (result) => {
              onResult = null;
              resolve(result);
            };
          }),
    kindOf: (url) => pictures[Number(/(\d+)\.jpg$/.exec(url)?.[1]) % pictures.length]?.kind,
    fresh(count, origin = '') {
      batch++;
      return Array.from({ length: count }, (_, i) => `${origin}/p/${run}-${batch}/${i}.jpg`);
    },
    put: (body, type) => `${running.origin}/put/${files.push({ body, type }) - 1}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}
