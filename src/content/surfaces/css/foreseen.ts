import { withoutFragment } from '../../../shared/address.ts';
import { readSheets } from './rules.ts';
import { isHeldEverywhere } from './selectors.ts';
import { readImageValue } from './value.ts';

/** Of what is held wherever it comes from (images.css), however it comes. */
const PROPERTIES = ['background-image', 'border-image-source', 'mask-image'] as const;
/** All sheets are read for it, so not in each frame in which it is asked for. */
const GOOD_FOR_MS = 1_000;

/**
 * Pictures that some rule of the page names for an element, whether or not it applies by now: a hover
 * may bring them in, and they are held until they are judged. What is read here is asked for only
 * where else the whole frame would be covered (docs/decisions/0011-ledger.md).
 */
export class Foreseen {
  #addresses: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;

  has(url: string, roots: Iterable<Document | ShadowRoot>): boolean {
    const now = performance.now();
    if (now - this.#readAt > GOOD_FOR_MS) {
      this.#readAt = now;
      this.#addresses = addressesIn(roots);
    }
    return this.#addresses.has(url);
  }
}

function addressesIn(roots: Iterable<Document | ShadowRoot>): ReadonlySet<string> {
  const found = new Set<string>();
  readSheets(roots, (from) => ({
    style: (selector, style) => inStyle(selector, style, from, found),
  }));
  return found;
}

function inStyle(
  selector: string,
  style: CSSStyleDeclaration,
  base: string,
  found: Set<string>,
): void {
  if (!isHeldEverywhere(selector) || !/url\(|image-set\(/.test(style.cssText)) return;
  for (const name of PROPERTIES) {
    for (const address of readImageValue(style.getPropertyValue(name)).urls) {
      if (URL.canParse(address, base)) found.add(withoutFragment(new URL(address, base).href));
    }
  }
}
