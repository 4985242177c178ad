import { isRecord } from './is-record.ts';
import { faultsIn, migrate, SETTINGS_VERSION, type SettingKey, type Settings } from './settings.ts';
import { type JsonFault, parseStrict } from './strict-json.ts';

/**
 * Settings as a file that a person keeps or carries to another browser. It holds the format's
 * name, the version of the settings' shape and the settings; never a secret, a count or a verdict.
 */
const FORMAT = 'figleaf-settings';

/** About 30,000 site rules; more is no settings file, and is not even read. */
export const MOST_FILE_BYTES = 1024 * 1024;

/** Why a file was refused. Nothing of a refused file is used. */
export type FileFault =
  | JsonFault
  | { is: 'empty' | 'too-large' | 'utf-16' | 'not-text' | 'not-object' | 'not-ours' }
  | { is: 'no-version' | 'no-settings' | 'nothing' }
  | { is: 'newer' | 'no-migration'; version: number }
  /** `names` beside the three that belong there; or that are no settings. */
  | { is: 'more-beside' | 'unknown'; names: string[] }
  | { is: 'bad'; key: SettingKey; path: string };

export type FileRead = { settings: Partial<Settings> } | { fault: FileFault };

export const settingsFile = (settings: Settings): string =>
  `${JSON.stringify({ format: FORMAT, version: SETTINGS_VERSION, settings }, null, 2)}\n`;

/**
 * @param bytes a file's whole content
 * @returns the settings it names, which may be fewer than there are, checked by the schema; or
 *   what is wrong with it
 */
export function readSettingsFile(bytes: Uint8Array): FileRead {
  const text = textOf(bytes);
  if (typeof text !== 'string') return { fault: text };
  const parsed = parseStrict(text);
  if ('fault' in parsed) return parsed;
  return settingsIn(parsed.value);
}

function textOf(bytes: Uint8Array): string | FileFault {
  if (bytes.length > MOST_FILE_BYTES) return { is: 'too-large' };
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { is: 'utf-16' };
  }
  try {
    // Drops a byte order mark of UTF-8, as editors on Windows write it.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trim() === '' ? { is: 'empty' } : text;
  } catch {
    // Not UTF-8: a picture, a zip, another encoding. That is the answer.
    return { is: 'not-text' };
  }
}

function settingsIn(file: unknown): FileRead {
  if (!isRecord(file)) return { fault: { is: 'not-object' } };
  const { format, version, settings, ...beside } = file;
  if (format !== FORMAT) return { fault: { is: 'not-ours' } };
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) {
    return { fault: { is: 'no-version' } };
  }
  // Before anything else is checked: a newer program may rightly have written more.
  if (version > SETTINGS_VERSION) return { fault: { is: 'newer', version } };
  const names = Object.keys(beside);
  if (names.length > 0) return { fault: { is: 'more-beside', names } };
  if (!isRecord(settings)) return { fault: { is: 'no-settings' } };
  let values: Record<string, unknown>;
  try {
    values = migrate(settings, version);
  } catch {
    // `migrate` only throws where there is no way from that version to ours.
    return { fault: { is: 'no-migration', version } };
  }
  return checked(values);
}

function checked(values: Record<string, unknown>): FileRead {
  if (Object.keys(values).length === 0) return { fault: { is: 'nothing' } };
  const faults = faultsIn(values);
  const unknown = faults.flatMap((fault) => (fault.is === 'unknown' ? [fault.key] : []));
  if (unknown.length > 0) return { fault: { is: 'unknown', names: unknown } };
  const [bad] = faults.filter((fault) => fault.is === 'bad');
  if (bad) return { fault: { is: 'bad', key: bad.key, path: bad.path } };
  return { settings: values as Partial<Settings> };
}
