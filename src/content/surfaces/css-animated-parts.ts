import type { CssPart } from '../../shared/css-pin.ts';
import { ADDRESS, unquoted } from './css-functions.ts';
import { declaredBy } from './css-keyframes.ts';
import { broughtByText, type LooseRule } from './css-loose.ts';
import { looseIn, pseudoIn } from './css-selectors.ts';

/**
 * What scripts and rules animate of the parts of elements that no script can read the style of. Nothing
 * tells that an animation began there: it is asked for.
 */
export function animatedParts(roots: Iterable<Document | ShadowRoot>): LooseRule[] {
  const rules: LooseRule[] = [];
  for (const [effect, pseudo] of effectsOnParts(roots)) {
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
  roots: Iterable<Document | ShadowRoot>,
): ReadonlyMap<Element, ReadonlySet<CssPart>> {
  const found = new Map<Element, Set<CssPart>>();
  for (const [effect, pseudo] of effectsOnParts(roots)) {
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

/** @yields what animates parts of elements, and the part as a selector says it */
function* effectsOnParts(
  roots: Iterable<Document | ShadowRoot>,
): Generator<[effect: KeyframeEffect, pseudo: string]> {
  for (const root of roots) {
    for (const { effect } of root.getAnimations()) {
      if (!(effect instanceof KeyframeEffect) || !effect.pseudoElement) continue;
      yield [effect, effect.pseudoElement];
    }
  }
}

/** As a rule would say it. */
const textOf = (effect: KeyframeEffect): string =>
  declaredBy(effect)
    .map(([name, value]) => `${name}: ${value}`)
    .join('; ');
