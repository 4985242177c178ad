import { withoutFragment } from './address.ts';

/*
 * An address that a page's picture is asked for once more under: the same file to every server and
 * cache, another picture to the document that has the first one in memory.
 */

const PREFIX = '#figleaf-';

/** @param token letters and digits, of one asking only */
export function anew(url: string, token: string): string {
  return `${withoutFragment(url)}${PREFIX}${token}`;
}

/** @returns the token, null for an address that is a page's own */
export function anewIn(url: string): string | null {
  const at = url.indexOf('#');
  return at >= 0 && url.startsWith(PREFIX, at) ? url.slice(at + PREFIX.length) : null;
}
