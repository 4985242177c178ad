import type { Plain } from '../plain.ts';

/** Given to extensions' scripts; TypeScript does not know of it. */
type Host = Plain<Element> & { readonly openOrClosedShadowRoot: ShadowRoot | null };

/** @returns the shadow root on an element, open or closed; null where there is none */
export const rootOf = (host: Plain<Element>): ShadowRoot | null =>
  (host as Host).openOrClosedShadowRoot;
