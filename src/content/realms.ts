/**
 * `instanceof`, also for what another document's script of ours met first: a node that moved from a
 * frame into this document keeps the prototypes of the frame's realm. Only for objects of the DOM,
 * whose prototypes no page reaches in the extension's own world.
 */
export function is<T extends object>(
  thing: unknown,
  kind: abstract new (...args: never[]) => T,
): thing is T {
  if (thing instanceof kind) return true;
  if (typeof thing !== 'object' || thing === null) return false;
  let prototype: object | null = Object.getPrototypeOf(thing);
  // Met here first, and of another kind: most of what is asked about.
  if (!prototype || prototype instanceof Object) return false;
  for (; prototype; prototype = Object.getPrototypeOf(prototype)) {
    if (prototype.constructor.name === kind.name) return true;
  }
  return false;
}
