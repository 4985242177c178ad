import type { Site } from '../site.ts';
import { type Drawn, encodeAnew } from './pictures.ts';
import type { Forms, Instance, Kind } from './row.ts';

/** The page's own site, and another. */
export const HOME = 'pictures.test';
export const AWAY = 'elsewhere.test';

/** An instance, and what only the judge may know of it. */
export interface Staged extends Instance {
  readonly kind: Kind;
  readonly drawn: Drawn;
  /** Every address that holds the picture, so far. */
  readonly addresses: ReadonlySet<string>;
}

export interface Materials {
  readonly site: Site;
  readonly filler: Buffer;
  readonly forms: Readonly<Record<Kind, Forms>>;
}

export async function stage(id: string, drawn: Drawn, materials: Materials): Promise<Staged> {
  const { site, filler, forms } = materials;
  const bytes = await encodeAnew(drawn.picture);
  const addresses = new Set<string>();
  const note = (address: string): string => {
    addresses.add(address);
    return address;
  };
  const served = (host: string, headers: Record<string, string> = {}) =>
    note(site.url(site.picture(bytes, 'image/jpeg', headers), host));
  return {
    id,
    kind: drawn.kind,
    drawn,
    bytes,
    addresses,
    url: served(HOME),
    again: () => served(HOME),
    elsewhere: () => served(AWAY),
    readable: () => served(AWAY, { 'access-control-allow-origin': '*' }),
    dataUrl: () => note(`data:image/jpeg;base64,${bytes.toString('base64')}`),
    fickle(cacheControl, then = 'another') {
      let answers = 0;
      const later = then === 'itself' && drawn.kind === 'ordinary' ? bytes : filler;
      const path = site.add((_, response) => {
        const body = answers++ === 0 ? bytes : later;
        response.writeHead(200, { 'content-type': 'image/jpeg', 'cache-control': cacheControl });
        response.end(body);
      });
      return note(site.url(path, HOME));
    },
    filler: () => site.url(site.picture(filler)),
    file(body, type, host = HOME) {
      const content = Buffer.from(body);
      const path = type.startsWith('video/')
        ? site.film(content, type)
        : site.picture(content, type);
      return note(site.url(path, host));
    },
    part: (body, type = 'text/html;charset=utf-8', host = HOME, headers = {}) =>
      site.url(
        site.picture(Buffer.from(body), type, { ...headers, 'cache-control': 'no-store' }),
        host,
      ),
    forms: forms[drawn.kind],
  };
}
