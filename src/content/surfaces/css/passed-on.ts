import { plain } from '../../plain.ts';
import { selectorsOf } from '../../selectors.ts';
import { IMAGES, INHERITS } from './functions.ts';
import { type Brought, broughtByText } from './loose.ts';
import { readSheets } from './rules.ts';
import { ownerOf } from './selectors.ts';

interface Rule {
  /** Of the elements, in whatever state they are. */
  readonly bases: readonly string[];
  readonly brought: Brought;
}

/**
 * What rules may come to give elements with nobody telling of it, by the state of a form or a medium, say: a
 * part that has what its element has then shows it as well.
 */
export class PassedOn {
  #rules: readonly Rule[] | null = null;

  /** @returns what each rule brings that may come to be for one of these */
  to(elements: readonly Element[], roots: Iterable<Document | ShadowRoot>): Brought[] {
    // All sheets are read for it.
    this.#rules ??= rulesIn(roots);
    const inherits = this.#rules.some(({ brought }) => brought.inherits);
    const isFor = (element: Element, base: string): boolean =>
      inherits ? plain(element).closest(base) !== null : plain(element).matches(base);
    return this.#rules
      .filter(({ bases }) => elements.some((each) => bases.some((base) => isFor(each, base))))
      .map(({ brought }) => brought);
  }

  /** Some sheet may say other things now. */
  forget(): void {
    this.#rules = null;
  }
}

function rulesIn(roots: Iterable<Document | ShadowRoot>): Rule[] {
  const found: Rule[] = [];
  // Where some sheet cannot be read, nothing may be passed on.
  readSheets(roots, (from) => {
    const add = (bases: readonly string[], { cssText }: CSSStyleDeclaration): void => {
      if (bases.length === 0 || !(IMAGES.test(cssText) || INHERITS.test(cssText))) return;
      found.push({ bases, brought: broughtByText(cssText, from) });
    };
    return {
      style: (list, style) => add(elementsOf(list), style),
      keyframes: ({ cssRules }) => {
        for (const frame of cssRules) add(['*'], (frame as CSSKeyframeRule).style);
      },
    };
  });
  return found;
}

/** What is for a part of them is told by the rules for parts. */
const elementsOf = (list: string): string[] =>
  selectorsOf(list)
    .map(ownerOf)
    .filter(({ part }) => part === '')
    .map(({ base }) => base);
