import { expect, test, vi } from 'vitest';
import { before, getter } from './wrap.ts';

/** Methods as a browser's own have them: not to be listed, and to be replaced. */
class Thing {
  #held = 1;
  get held(): number {
    return this.#held;
  }
  add(one: number, two: number): number {
    this.#held += one + two;
    return this.#held;
  }
  refuse(): never {
    throw new RangeError(`not with ${this.#held}`);
  }
}

const wrapped = (name: string) => {
  const run = vi.fn();
  class Fresh extends Thing {}
  Object.defineProperties(
    Fresh.prototype,
    Object.getOwnPropertyDescriptors(Thing.prototype) as PropertyDescriptorMap,
  );
  const known = Object.getOwnPropertyDescriptor(Fresh.prototype, name);
  before(Fresh.prototype, name, run);
  return {
    thing: new Fresh(),
    run,
    known,
    now: Object.getOwnPropertyDescriptor(Fresh.prototype, name),
  };
};

test('a wrapped method does what it did, after word of it', () => {
  const { thing, run } = wrapped('add');
  run.mockImplementation((self: Thing) => expect(self.held).toBe(1));
  expect(thing.add(2, 3)).toBe(6);
  expect(run).toHaveBeenCalledExactlyOnceWith(thing, [2, 3]);
});

test('it fails as it did', () => {
  const { thing } = wrapped('refuse');
  expect(() => thing.refuse()).toThrow(new RangeError('not with 1'));
  expect(() => Reflect.apply(thing.add, null, [1, 2])).toThrow(TypeError);
});

test('name, length, kind and text are those of a method', () => {
  const { known, now } = wrapped('add');
  expect(now?.value).not.toBe(known?.value);
  expect({ ...now, value: null }).toEqual({ ...known, value: null });
  expect([now?.value.name, now?.value.length]).toEqual(['add', 2]);
  expect(Function.prototype.toString.call(now?.value)).toContain('[native code]');
  expect(Object.hasOwn(now?.value, 'prototype')).toBe(false);
});

test('what there is not is left alone', () => {
  const owner = {};
  before(owner, 'missing', () => undefined);
  before(null, 'missing', () => undefined);
  expect(owner).toEqual({});
});

test('an accessor is read as it was, whatever becomes of it', () => {
  class Page extends Thing {}
  const held = getter<number>(Thing.prototype, 'held');
  Object.defineProperty(Page.prototype, 'held', { get: () => 7 });
  expect(held(new Page())).toBe(1);
  expect(getter(null, 'held')({})).toBeUndefined();
});
