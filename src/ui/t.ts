import browser from 'webextension-polyfill';
import type messages from '../../_locales/en/messages.json';

/** A key of `_locales/en/messages.json`; a misspelt one does not compile. */
export type Key = keyof typeof messages;

/** @returns the message in the browser's language, `$1`… replaced by `substitutions` */
export const t = (key: Key, ...substitutions: string[]): string =>
  browser.i18n.getMessage(key, substitutions);

/** Gives the document the language and direction its messages are in. */
export function speak(document: Document, title: Key): void {
  document.documentElement.lang = browser.i18n.getUILanguage();
  document.documentElement.dir = browser.i18n.getMessage('@@bidi_dir') || 'ltr';
  document.title = t(title);
}
