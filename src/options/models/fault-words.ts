import { bytes, count } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import { shown } from '../file-fault-words.ts';
import type { ChoiceFault } from './choose-card.ts';
import type { InstallFault } from './install-fault.ts';

/** @returns why a model was not installed, in a sentence or two */
export function installFaultWords(fault: InstallFault | ChoiceFault): string {
  switch (fault.is) {
    case 'busy':
      return t('install_busy');
    case 'taken':
      return t('install_taken');
    case 'unreachable':
      return t('install_unreachable');
    case 'insecure':
      return t('install_insecure');
    case 'status':
      return t('install_status', count(fault.status));
    case 'cut':
      return fault.total === null
        ? t('install_cut_at', bytes(fault.done))
        : t('install_cut', bytes(fault.done), bytes(fault.total));
    case 'short':
      return t('install_short', bytes(fault.bytes), bytes(fault.expected));
    case 'long':
      return t('install_long', bytes(fault.expected));
    case 'hash':
      return t('install_hash');
    case 'not-onnx':
      return t('install_not_onnx');
    case 'operators':
      return t('install_operators', shown(fault.domain));
    case 'external':
      return t('install_external');
    case 'mismatch':
      return t('install_mismatch', cut(fault.words));
    case 'full':
      return t('install_full');
    case 'unreadable':
      return t('file_unreadable');
    case 'storage':
      return t('install_storage', cut(fault.words));
    case 'no-model':
      return t('install_no_model');
    case 'many':
      return t('install_many');
    case 'card':
      return t('install_card', cut(fault.words));
    case 'reserved':
      return t('install_reserved', shown(fault.id));
  }
}

/** The engine's words can go on for pages. */
const MOST_WORDS = 300;

const cut = (words: string): string => {
  const plain = words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return plain.length > MOST_WORDS ? `${plain.slice(0, MOST_WORDS)}…` : plain;
};
