import browser from 'webextension-polyfill';
import type messages from '../../_locales/en/messages.json';

/** A key of `_locales/en/messages.json`; a misspelt one does not compile. */
export type Key = keyof typeof messages;

/** @returns the message in the browser's language where there are any in it, `$1`… replaced by `substitutions` */
export const t = (key: Key, ...substitutions: string[]): string =>
  browser.i18n.getMessage(key, substitutions);

/**
 * @returns the language that messages are in, with the browser's region if that is its own: the
 * browser may well be in one that there are no messages in
 */
export function language(): string {
  const messages = t('language');
  const own = browser.i18n.getUILanguage();
  return new Intl.Locale(own).language === new Intl.Locale(messages).language ? own : messages;
}

/** Gives the document the language and direction its messages are in. */
export function speak(document: Document, title: Key): void {
  document.documentElement.lang = language();
  document.documentElement.dir = t('direction');
  document.title = t(title);
}
