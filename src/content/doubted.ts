import { withoutFragment } from '../shared/address.ts';

/** More than a page has; one that makes more of them is asked about them anew. */
const MOST = 5_000;

const doubted = new Set<string>();

/**
 * The network answered this address in two ways, so that what the cache holds need not be what an
 * element shows, or the engine did not have it pass by. So the engine has said of it.
 */
export function doubt(url: string): void {
  if (doubted.size >= MOST) doubted.clear();
  doubted.add(withoutFragment(url));
}

export const isDoubted = (url: string): boolean => doubted.has(withoutFragment(url));
