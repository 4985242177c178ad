import { is } from './realms.ts';

declare const PLAIN: unique symbol;
/** What may be asked by name (plain-everywhere.test.ts). As a node to be handed on, take the one it was made of. */
export type Plain<T> = T & { readonly [PLAIN]: true };

const plains = new WeakMap<Node, Node>();

/**
 * A node as the browser has it, to ask things of. In every world a form has its controls as properties, under
 * whatever name the page gives them, before all that it inherits: `<input name="parentNode">` stands for the
 * form's parent, and `<input name="matches">` is called in place of the method. Of all elements only forms do so.
 */
export function plain<T extends Node>(node: T): Plain<T> {
  if (!is(node, HTMLFormElement)) return node as Plain<T>;
  let form = plains.get(node);
  if (!form) {
    form = new Proxy(node, AS_INHERITED);
    plains.set(node, form);
  }
  return form as unknown as Plain<T>;
}

const AS_INHERITED: ProxyHandler<HTMLFormElement> = {
  get(form, name) {
    const value: unknown = Reflect.get(HTMLFormElement.prototype, name, form);
    return typeof value === 'function' ? value.bind(form) : value;
  },
};
