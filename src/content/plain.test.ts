import { expect, test, vi } from 'vitest';
import { plain } from './plain.ts';

class Form {
  get parentNode(): unknown {
    return 'its parent';
  }
  matches(): unknown {
    return this;
  }
}
vi.stubGlobal('HTMLFormElement', Form);

const formWith = (...names: readonly string[]): Node => {
  const form = new Form();
  for (const name of names)
    Object.defineProperty(form, name, { value: 'a control', configurable: true });
  return form as unknown as Node;
};

test('a form says what it inherits, whatever its controls are called', () => {
  const form = formWith('parentNode', 'matches');
  expect(form.parentNode).toBe('a control');
  expect(plain(form).parentNode).toBe('its parent');
  expect((plain(form) as unknown as Element).matches('form')).toBe(form);
});

test('it is made once for each form, and of other nodes they are asked themselves', () => {
  const form = formWith();
  expect(plain(form)).toBe(plain(form));
  const other = {} as Node;
  expect(plain(other)).toBe(other);
});
