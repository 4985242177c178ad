import { plain } from '../../plain.ts';
import { readSheets } from './rules.ts';
import { namedIn } from './tokens.ts';

/** Which custom properties of a page may hold the address of a picture, whatever element they are of. */
export class Variables {
  #names: ReadonlySet<string> | null = null;

  mayBring(name: string, roots: Iterable<Document | ShadowRoot>): boolean {
    // All sheets are read for it.
    this.#names ??= namesIn(roots);
    return this.#names.has(name);
  }

  /** Some sheet, or an element's own style, may say other things now. */
  forget(): void {
    this.#names = null;
  }
}

/** Elements that may set some themselves; an escape may spell that. */
const OF_ITS_OWN = '[style*="--"], [style*="\\\\"]';
export const mayDeclare = (style: string): boolean => style.includes('--') || style.includes('\\');

/** Those that hold one themselves, and those made of such, in whatever number of steps. */
function namesIn(roots: Iterable<Document | ShadowRoot>): ReadonlySet<string> {
  const bring = new Set<string>();
  /** By name: those that are made of it. */
  const madeOf = new Map<string, string[]>();
  const add = (name: string, value: string): void => {
    if (!value.includes('(')) return;
    const { urls, variables, sound } = namedIn(value);
    if (urls.size > 0 || !sound) bring.add(name);
    for (const used of variables) madeOf.set(used, [...(madeOf.get(used) ?? []), name]);
  };
  const style = (_: string, declared: CSSStyleDeclaration): void => {
    if (!declared.cssText.includes('--')) return;
    for (const name of declared) {
      if (name.startsWith('--')) add(name, declared.getPropertyValue(name));
    }
  };
  // Where some sheet cannot be read, nothing is let go.
  readSheets(roots, () => ({
    style,
    keyframes: ({ cssRules }) => {
      for (const frame of cssRules) style('', (frame as CSSKeyframeRule).style);
    },
    property: ({ name, initialValue }) => add(name, initialValue ?? ''),
  }));
  for (const root of roots) {
    for (const element of root.querySelectorAll<HTMLElement>(OF_ITS_OWN)) {
      style('', plain(element).style);
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
