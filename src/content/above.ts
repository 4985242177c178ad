import { plain } from './plain.ts';
import { is } from './realms.ts';

/** @returns what an element is laid out in: its slot, its parent, or the host of the tree that it tops */
export function above(element: Element): Element | null {
  const { parentNode } = plain(plain(element).assignedSlot ?? element);
  if (is(parentNode, Element)) return parentNode;
  return parentNode && 'host' in parentNode ? (parentNode as ShadowRoot).host : null;
}
