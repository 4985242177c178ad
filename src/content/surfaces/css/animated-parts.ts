import type { CssPart } from '../../../shared/css-pin.ts';
import { ADDRESS, unquoted } from './functions.ts';
import { declaredBy } from './keyframes.ts';
import { broughtByText, type LooseRule } from './loose.ts';
import { looseIn, pseudoIn } from './selectors.ts';

/**
 * What scripts and rules animate of the parts of elements that no script can read the style of. Nothing
 * tells that an animation began there: it is asked for.
 */
export function animatedParts(effects: readonly PartEffect[]): LooseRule[] {
  const rules: LooseRule[] = [];
  for (const [effect, pseudo] of effects) {
    const loose = looseIn(`*${pseudo}`);
    const brought = loose && broughtByText(textOf(effect), document.baseURI);
    if (loose && brought?.draws) rules.push({ parts: [loose], ...brought });
  }
  return rules;
}

/**
 * Elements of whose generated content, or marker, a script or a rule animates the picture: that an animation is
 * a script's, stands still or was set to another moment, nobody is told either.
 */
export function animatedContent(
  effects: readonly PartEffect[],
): ReadonlyMap<Element, ReadonlySet<CssPart>> {
  const found = new Map<Element, Set<CssPart>>();
  for (const [effect, pseudo] of effects) {
    const { target } = effect;
    const part = pseudoIn(pseudo);
    if (!target || !part) continue;
    const brings = ([name, value]: readonly [string, string]) =>
      name === 'content' && ADDRESS.test(unquoted(value));
    if (!declaredBy(effect).some(brings)) continue;
    found.set(target, (found.get(target) ?? new Set()).add(part));
  }
  return found;
}

/** What animates a part of an element, and the part as a selector says it. */
export type PartEffect = readonly [effect: KeyframeEffect, pseudo: string];

/** Asking has styles worked out, in each tree: it is done once for all that go by it. */
export function effectsOnParts(roots: Iterable<Document | ShadowRoot>): PartEffect[] {
  const found: PartEffect[] = [];
  for (const root of roots) {
    for (const { effect } of root.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || !effect.pseudoElement) continue;
      found.push([effect, effect.pseudoElement]);
    }
  }
  return found;
}

/** As a rule would say it. */
const textOf = (effect: KeyframeEffect): string =>
  declaredBy(effect)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
