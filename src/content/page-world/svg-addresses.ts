import { tell } from './line.ts';
import { inPlaceOf } from './wrap.ts';

/*
 * Runs in the page's own world, before its scripts. `element.href.baseVal = …` gives an SVG picture
 * another address without a mutation, and a <use> another file; the extension's world is told of it in the same moment.
 */

const { apply, getOwnPropertyDescriptor, defineProperty } = Reflect;
const { get: known, set: keep } = WeakMap.prototype;
/** Whose address each of these objects is. */
const owners = new WeakMap<object, Element>();

for (const { prototype } of [SVGImageElement, SVGFEImageElement, SVGUseElement]) {
  const href = getOwnPropertyDescriptor(prototype, 'href');
  if (!href?.get) continue;
  const get = inPlaceOf(href.get, (native, element, args) => {
    const address = apply(native, element, args) as object;
    apply(keep, owners, [address, element]);
    return address;
  });
  defineProperty(prototype, 'href', { ...href, get });
}

const base = getOwnPropertyDescriptor(SVGAnimatedString.prototype, 'baseVal');
if (base?.set) {
  const set = inPlaceOf(base.set as () => unknown, (native, address, args) => {
    apply(native, address, args);
    const owner = apply(known, owners, [address]) as Element | undefined;
    if (owner) tell(owner);
  });
  defineProperty(SVGAnimatedString.prototype, 'baseVal', { ...base, set });
}
