import type { FileFault } from '../shared/settings-file.ts';
import { MOST_FILE_BYTES } from '../shared/settings-file.ts';
import { titleOf } from '../ui/change-words.ts';
import { bytes, count, list } from '../ui/format.ts';
import { t } from '../ui/t.ts';

/** So much of a name from a file is shown, so that a hostile one cannot fill the page. */
const NAME_LENGTH = 32;
const NAMES = 3;

/** @returns what is wrong with a file, in a sentence */
export function faultWords(fault: FileFault): string {
  switch (fault.is) {
    case 'empty':
      return t('file_empty');
    case 'too-large':
      return t('file_too_large', bytes(MOST_FILE_BYTES));
    case 'utf-16':
      return t('file_utf16');
    case 'not-text':
      return t('file_not_text');
    case 'not-json':
      return t('file_not_json');
    case 'too-deep':
      return t('file_too_deep');
    case 'duplicate':
      return t('file_duplicate', shown(fault.name));
    case 'unsafe':
      return t('file_unsafe', shown(fault.name));
    case 'not-object':
      return t('file_not_object');
    case 'not-ours':
      return t('file_not_ours');
    case 'no-version':
      return t('file_no_version');
    case 'no-settings':
      return t('file_no_settings');
    case 'nothing':
      return t('file_nothing');
    case 'newer':
      return t('file_newer', count(fault.version));
    case 'no-migration':
      return t('file_no_migration', count(fault.version));
    case 'more-beside':
      return t('file_more_beside', shownAll(fault.names));
    case 'unknown':
      return t('file_unknown', shownAll(fault.names));
    case 'bad':
      return badWords(fault);
  }
}

function badWords({ key, path }: Extract<FileFault, { is: 'bad' }>): string {
  const title = titleOf(key);
  return path === '' ? t('file_bad', title) : t('file_bad_in', title, shown(path));
}

const shownAll = (names: readonly string[]): string => list(names.slice(0, NAMES).map(shown));

/** Without what would turn or break the line around it. */
export const shown = (name: string): string => {
  const plain = name.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return `“${plain.length > NAME_LENGTH ? `${plain.slice(0, NAME_LENGTH)}…` : plain}”`;
};
