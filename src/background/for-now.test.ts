import { beforeEach, expect, test, vi } from 'vitest';

const session = vi.hoisted((): Record<string, unknown> => ({}));
vi.mock('webextension-polyfill', () => ({
  default: {
    storage: {
      session: {
        get: async (name: string) => (name in session ? { [name]: session[name] } : {}),
        set: async (values: object) => Object.assign(session, values),
      },
    },
  },
}));
const { keepForNow, readForNow } = await import('./for-now.ts');

beforeEach(() => {
  delete session.forNow;
});

test('what was said for now is kept, the latest alone', async () => {
  expect(await readForNow()).toEqual({});
  await keepForNow({ a: 'cover', b: 'show' });
  await keepForNow({ b: 'show' });
  expect(await readForNow()).toEqual({ b: 'show' });
});

test.each<[string, unknown, object]>([
  ['a word that nobody says', { a: 'cover', b: 'blur', c: 1 }, { a: 'cover' }],
  ['text', 'cover', {}],
  ['nothing', null, {}],
])('of what is damaged, what can be read is taken: %s', async (_, stored, read) => {
  session.forNow = stored;
  expect(await readForNow()).toEqual(read);
});
