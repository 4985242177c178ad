const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;

/** The class of a global of this browser, which not every browser or context has. */
export const prototypeOf = (name: string): object | null => {
  const found = (globalThis as unknown as Record<string, { prototype?: object } | undefined>)[name];
  return found?.prototype ?? null;
};

/**
 * Puts a proxy in a method's place: its name, length and properties are the method's own, and as text
 * it is native code.
 * @param before runs first, with `this` and the arguments
 */
export function before(
  owner: object | null,
  name: string,
  run: (self: object, args: readonly unknown[]) => void,
): void {
  const known = owner && getOwnPropertyDescriptor(owner, name);
  if (!owner || typeof known?.value !== 'function') return;
  const value = new Proxy(known.value, {
    apply(native: () => unknown, self: object, args: unknown[]) {
      run(self, args);
      return apply(native, self, args);
    },
  });
  defineProperty(owner, name, { ...known, value });
}

/** @returns reads an accessor as it is now, whatever the page makes of it later */
export function getter<T>(owner: object | null, name: string): (self: object) => T | undefined {
  const get = owner && getOwnPropertyDescriptor(owner, name)?.get;
  return (self) => (get ? (apply(get, self, []) as T) : undefined);
}
