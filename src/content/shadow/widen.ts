import { selectorsOf } from '../selectors.ts';

/** What the document's root says of all in it reaches into no shadow root, and holds nothing there. */
const OF_DOCUMENT = /^:where\(:root(?:[^()]|\([^()]*\))*\)\s+/;

/**
 * In a shadow root, what an element's own tree says yields to what the root says of the elements
 * slotted into it and of its host: among important rules the inner tree's win. So our rules in a
 * root speak of those, too.
 */
export function widen(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule) rule.selectorText = widened(rule.selectorText);
    else if (rule instanceof CSSGroupingRule) widen(rule.cssRules);
  }
}

/** @returns the selector list, each simple enough also as a slotted element's and as the host's */
export const widened = (list: string): string =>
  selectorsOf(list)
    .map((selector) => selector.replace(OF_DOCUMENT, ''))
    .flatMap((selector) => {
      const [element = '', ...pseudo] = selector.split('::');
      const rest = pseudo.map((name) => `::${name}`).join('');
      return isCompound(element)
        ? [selector, `::slotted(${element})${rest}`, `:host(${element})${rest}`]
        : [selector];
    })
    .join(', ');

const isCompound = (selector: string): boolean =>
  selector !== '' && !/[\s>+~]/.test(selector.replace(/\[[^\]]*\]|\([^)]*\)+/g, '').trim());
