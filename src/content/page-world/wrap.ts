const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { Proxy: Wrap } = globalThis;

/** The class of a global of this browser, which not every browser or context has. */
export const prototypeOf = (name: string): object | null => {
  const found = (globalThis as unknown as Record<string, { prototype?: object } | undefined>)[name];
  return found?.prototype ?? null;
};

/** What happens in place of a call. */
type Call = (native: () => unknown, self: object, args: unknown[]) => unknown;

/**
 * A function that stands in another's place: name, length and properties are that one's own, and as
 * text it is native code. The handler inherits nothing, so that no page can give it traps.
 */
export const inPlaceOf = <T extends object>(native: T, call: Call): T =>
  new Wrap(native, { __proto__: null, apply: call } as ProxyHandler<T>);

/** Puts a stand-in in a method's place, where there is such a method. */
export function replace(owner: object | null, name: string, call: Call): void {
  const known = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || typeof known?.value !== 'function') return;
  const value = inPlaceOf(known.value, call);
  defineProperty(owner, name, { __proto__: null, ...known, value } as PropertyDescriptor);
}

/** @param run runs first, with `this` and the arguments */
export const before = (
  owner: object | null,
  name: string,
  run: (self: object, args: readonly unknown[]) => void,
): void =>
  replace(owner, name, (native, self, args) => {
    run(self, args);
    return apply(native, self, args);
  });

/** @param run runs when the method has returned, with `this` and what it returned */
export const after = (
  owner: object | null,
  name: string,
  run: (self: object, result: unknown) => void,
): void =>
  replace(owner, name, (native, self, args) => {
    const result = apply(native, self, args);
    run(self, result);
    return result;
  });

/** @returns reads an accessor as it is now, whatever the page makes of it later */
export function getter<T>(owner: object | null, name: string): (self: object) => T | undefined {
  const get = owner && getOwnPropertyDescriptor(owner, name)?.get;
  return (self) => (get ? (apply(get, self, []) as T) : undefined);
}

/** @returns a collection with its methods as they are now, whatever the page makes of the prototype later */
export function keeping<T extends object>(collection: T): T {
  for (const name of ['get', 'set', 'has', 'add', 'clear']) {
    const value: unknown = (collection as Record<string, unknown>)[name];
    if (value) defineProperty(collection, name, { value });
  }
  return collection;
}
