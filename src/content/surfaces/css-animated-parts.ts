import { declaredBy } from './css-keyframes.ts';
import { broughtByText, type LooseRule } from './css-loose.ts';
import { looseIn } from './css-selectors.ts';

/**
 * What scripts and rules animate of the parts of elements that no script can read the style of. Nothing
 * tells that an animation began there: it is asked for.
 */
export function animatedParts(roots: Iterable<Document | ShadowRoot>): LooseRule[] {
  const rules: LooseRule[] = [];
  for (const root of roots) {
    for (const { effect } of root.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || !effect.pseudoElement) continue;
      const loose = looseIn(`*${effect.pseudoElement}`);
      const brought = loose && broughtByText(textOf(effect), document.baseURI);
      if (loose && brought?.draws) rules.push({ parts: [loose], ...brought });
    }
  }
  return rules;
}

/** As a rule would say it. */
const textOf = (effect: KeyframeEffect): string =>
  declaredBy(effect)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
