import { beforeEach, expect, test, vi } from 'vitest';
import messages from '../../_locales/en/messages.json';
import { list, minutes, percent } from './format.ts';
import { language, speak } from './t.ts';

const i18n = vi.hoisted(() => ({
  getUILanguage: (): string => 'en-US',
  getMessage: (_key: string): string => '',
}));
vi.mock('webextension-polyfill', () => ({ default: { i18n } }));

/** As a browser in that language answers: what there are no messages in, it has in English. */
function browserIn(own: string, direction: string): void {
  i18n.getUILanguage = () => own;
  i18n.getMessage = (key) =>
    key === '@@bidi_dir' ? direction : messages[key as keyof typeof messages].message;
}

beforeEach(() => browserIn('en-US', 'ltr'));

test('English words are called English in a browser of another language', () => {
  const document = { documentElement: {} } as Document;
  browserIn('ar', 'rtl');
  speak(document, 'name');
  expect(document).toEqual({ documentElement: { lang: 'en', dir: 'ltr' }, title: 'Figleaf' });
});

test('numbers and lists are in the language of the words around them', () => {
  browserIn('de', 'ltr');
  expect([minutes(5), percent(0.5), list(['a', 'b'])]).toEqual(['5 min', '50%', 'a and b']);
});

test('the region of a browser in the language of the messages counts', () => {
  browserIn('en-GB', 'ltr');
  expect(language()).toBe('en-GB');
  expect(list(['a', 'b', 'c'])).toBe('a, b and c');
});
