import { withoutFragment } from '../../shared/address.ts';
import { isHeldEverywhere, unnest } from './css-selectors.ts';
import { readImageValue } from './css-value.ts';

/** Of what is held wherever it comes from (css-images.css), however it comes. */
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
  for (const root of roots) {
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
      inSheet(sheet, document.baseURI, found);
    }
  }
  return found;
}

function inSheet(sheet: CSSStyleSheet, base: string, found: Set<string>): void {
  let rules: CSSRuleList;
  try {
    rules = sheet.cssRules;
  } catch {
    // Of another origin: nobody knows what it names.
    return;
  }
  for (const rule of rules) inRule(rule, null, sheet.href ?? base, found);
}

/** @param parent the selector of the rule it stands in */
function inRule(rule: CSSRule, parent: string | null, base: string, found: Set<string>): void {
  let selector = parent;
  if (rule instanceof CSSImportRule) {
    if (rule.styleSheet) inSheet(rule.styleSheet, base, found);
  } else if (rule instanceof CSSStyleRule) {
    selector = unnest(rule.selectorText, parent);
    inStyle(selector, rule.style, base, found);
  } else if ('CSSNestedDeclarations' in window && rule instanceof CSSNestedDeclarations) {
    if (selector !== null) inStyle(selector, rule.style, base, found);
  }
  if (!('cssRules' in rule) || rule instanceof CSSKeyframesRule) return;
  for (const inner of (rule as CSSGroupingRule).cssRules) inRule(inner, selector, base, found);
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
