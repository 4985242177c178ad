import { unnest } from './selectors.ts';

/** What a rule, and those that stand in it, may have to say. */
export interface RuleReader {
  /**
   * @param selector of the elements that the declarations are for, without `&`
   * @param isContained whether they hang on a container beside
   */
  style(selector: string, style: CSSStyleDeclaration, isContained: boolean): void;
  imported(rule: CSSImportRule): void;
  keyframes?(rule: CSSKeyframesRule): void;
  property?(rule: CSSPropertyRule): void;
}

/** All that say how something in this tree looks. */
export const sheetsOf = (root: Document | ShadowRoot): CSSStyleSheet[] => [
  ...root.styleSheets,
  ...root.adoptedStyleSheets,
];

/**
 * @param parent the selector of the rule it stands in
 * @param isContained whether it stands in one for a container
 */
export function readRule(
  rule: CSSRule,
  reader: RuleReader,
  parent: string | null = null,
  isContained = false,
): void {
  let selector = parent;
  if (rule instanceof CSSStyleRule) {
    selector = unnest(rule.selectorText, parent);
    reader.style(selector, rule.style, isContained);
  } else if ('CSSNestedDeclarations' in window && rule instanceof CSSNestedDeclarations) {
    if (selector !== null) reader.style(selector, rule.style, isContained);
  } else if (rule instanceof CSSImportRule) {
    reader.imported(rule);
  } else if (rule instanceof CSSKeyframesRule) {
    reader.keyframes?.(rule);
  } else if (rule instanceof CSSPropertyRule) {
    reader.property?.(rule);
  }
  if (!('cssRules' in rule) || rule instanceof CSSKeyframesRule) return;
  const within = isScope(rule) ? null : selector;
  const contained = isContained || rule instanceof CSSContainerRule;
  for (const inner of (rule as CSSGroupingRule).cssRules) {
    readRule(inner, reader, within, contained);
  }
}

/**
 * Reads all rules of these trees that can be read, those of imported sheets, too: of a sheet of another origin
 * nobody knows what it says.
 * @param readerOf what hears of the rules of a sheet, by what addresses in it are relative to
 */
export function readSheets(
  roots: Iterable<Document | ShadowRoot>,
  readerOf: (from: string) => Omit<RuleReader, 'imported'>,
): void {
  const inSheet = (sheet: CSSStyleSheet, base: string): void => {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      // Of another origin.
      return;
    }
    const from = sheet.href ?? base;
    const reader: RuleReader = {
      ...readerOf(from),
      imported: ({ styleSheet }) => styleSheet && inSheet(styleSheet, from),
    };
    for (const rule of rules) readRule(rule, reader);
  };
  for (const root of roots) for (const sheet of sheetsOf(root)) inSheet(sheet, document.baseURI);
}

/** In it, `&` is the scope. */
const isScope = (rule: CSSRule): boolean =>
  'CSSScopeRule' in window && rule instanceof CSSScopeRule;
