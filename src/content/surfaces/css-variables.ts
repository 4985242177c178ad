import { ADDRESS, unquoted, variablesIn, withoutVariables } from './css-functions.ts';
import { readRule, sheetsOf } from './css-rules.ts';

/** All sheets are read for it, so not in each frame in which it is asked for. */
const GOOD_FOR_MS = 1_000;

/** Which custom properties of a page may hold the address of a picture, whatever element they are of. */
export class Variables {
  #names: ReadonlySet<string> = new Set();
  #readAt = Number.NEGATIVE_INFINITY;

  mayBring(name: string, roots: Iterable<Document | ShadowRoot>): boolean {
    const now = performance.now();
    if (now - this.#readAt > GOOD_FOR_MS) {
      this.#readAt = now;
      this.#names = namesIn(roots);
    }
    return this.#names.has(name);
  }

  forget(): void {
    this.#readAt = Number.NEGATIVE_INFINITY;
  }
}

/** Those that hold one themselves, and those made of such, in whatever number of steps. */
function namesIn(roots: Iterable<Document | ShadowRoot>): ReadonlySet<string> {
  const bring = new Set<string>();
  /** By name: those that are made of it. */
  const madeOf = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    const text = unquoted(value);
    if (ADDRESS.test(withoutVariables(text))) bring.add(name);
    for (const used of variablesIn(text)) madeOf.set(used, [...(madeOf.get(used) ?? []), name]);
  };
  const style = (_: string, declared: CSSStyleDeclaration): void => {
    if (!declared.cssText.includes('--')) return;
    for (const name of declared) {
      if (name.startsWith('--')) add(name, declared.getPropertyValue(name));
    }
  };
  const inSheet = (sheet: CSSStyleSheet): void => {
    let rules: CSSRuleList;
    try {
      rules = sheet.cssRules;
    } catch {
      // Of another origin: where there is one, nothing is let go.
      return;
    }
    for (const rule of rules) {
      readRule(rule, {
        style,
        imported: inSheet,
        keyframes: ({ cssRules }) => {
          for (const frame of cssRules) style('', (frame as CSSKeyframeRule).style);
        },
        property: ({ name, initialValue }) => add(name, initialValue ?? ''),
      });
    }
  };
  for (const root of roots) {
    for (const sheet of sheetsOf(root)) inSheet(sheet);
    for (const element of root.querySelectorAll<HTMLElement>('[style*="--"]')) {
      style('', element.style);
    }
  }
  const waiting = [...bring];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    for (const made of madeOf.get(name) ?? []) {
      if (bring.has(made)) continue;
      bring.add(made);
      waiting.push(made);
    }
  }
  return bring;
}
