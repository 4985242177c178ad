import { OUR_MEDIA } from './channel.ts';

const { apply, defineProperty, getOwnPropertyDescriptor } = Reflect;
const { Proxy: Wrap } = globalThis;
const { get: known, set: keep } = WeakMap.prototype;
const mediaOf = getOwnPropertyDescriptor(StyleSheet.prototype, 'media')?.get;
const textOf = getOwnPropertyDescriptor(MediaList.prototype, 'mediaText')?.get;

type Sheets = CSSStyleSheet[];

/** In the page's world: `adoptedStyleSheets` as the page means it, without our own sheet in it. */
export interface PageSheets {
  get(root: ShadowRoot): Sheets;
  set(root: ShadowRoot, sheets: unknown): void;
}

/**
 * A page that had our sheet in its hands could empty it. It gets a list of its own sheets, which
 * behaves as the browser's does; what it does to that is done to the browser's, and ours is put
 * back in front of it in the same moment.
 * @param changed has ours put in front again
 */
export function sheetsOf(
  get: () => unknown,
  set: (value: unknown) => void,
  changed: (root: ShadowRoot) => void,
): PageSheets {
  const lists = new WeakMap<ShadowRoot, { list: Sheets; view: Sheets }>();

  /** The browser's list without ours. */
  function theirs(root: ShadowRoot): Sheets {
    const all = apply(get, root, []) as Sheets;
    const list: Sheets = [];
    for (let i = 0; i < all.length; i++) {
      const sheet = all[i];
      if (sheet && !isOurs(sheet)) put(list, list.length, sheet);
    }
    return list;
  }

  function write(root: ShadowRoot, sheets: unknown): void {
    try {
      apply(set, root, [sheets]);
    } finally {
      changed(root);
    }
  }

  /** Does what the page asked for, and undoes it where the browser refuses. */
  function tried(root: ShadowRoot, list: Sheets, act: () => boolean): boolean {
    const before = theirs(root);
    const done = act();
    try {
      write(root, list);
    } catch (error) {
      fill(list, before);
      write(root, before);
      throw error;
    }
    return done;
  }

  const handler = (root: ShadowRoot): ProxyHandler<Sheets> =>
    ({
      __proto__: null,
      defineProperty: (list: Sheets, key: PropertyKey, what: PropertyDescriptor) =>
        typeof key === 'symbol'
          ? defineProperty(list, key, what)
          : tried(root, list, () => defineProperty(list, key, what)),
      // As the browser's: only the last one can go.
      deleteProperty: (list: Sheets, key: PropertyKey) =>
        key === `${list.length - 1}` &&
        tried(root, list, () => {
          list.length--;
          return true;
        }),
    }) as ProxyHandler<Sheets>;

  return {
    get(root) {
      const now = theirs(root);
      const held = apply(known, lists, [root]) as { list: Sheets; view: Sheets } | undefined;
      if (held) {
        if (!same(held.list, now)) fill(held.list, now);
        return held.view;
      }
      const view = new Wrap(now, handler(root));
      apply(keep, lists, [root, { list: now, view }]);
      return view;
    },
    set: write,
  };
}

function isOurs(sheet: CSSStyleSheet): boolean {
  if (!mediaOf || !textOf) return false;
  return apply(textOf, apply(mediaOf, sheet, []), []) === OUR_MEDIA;
}

/** Where a setter on `Array.prototype` sees nothing of it. */
function put(list: Sheets, at: number, value: CSSStyleSheet): void {
  const what = { value, writable: true, enumerable: true, configurable: true };
  defineProperty(list, at, { __proto__: null, ...what } as PropertyDescriptor);
}

function fill(list: Sheets, from: Sheets): void {
  list.length = 0;
  for (let i = 0; i < from.length; i++) {
    const sheet = from[i];
    if (sheet) put(list, i, sheet);
  }
}

function same(a: Sheets, b: Sheets): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
