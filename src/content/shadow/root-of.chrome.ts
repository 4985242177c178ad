import type { Plain } from '../plain.ts';
import { is } from '../realms.ts';
/** @returns the shadow root on an element, open or closed; null where there is none */
export const rootOf = (host: Plain<Element>): ShadowRoot | null =>
  host.shadowRoot ?? (is(host, HTMLElement) ? chrome.dom.openOrClosedShadowRoot(host) : null);
