import browser from 'webextension-polyfill';
import type { SettingsState } from '../shared/messages.ts';
import {
  checkPatch,
  migrate,
  repair,
  SETTINGS_VERSION,
  type Settings,
} from '../shared/settings.ts';
import { oneByOne } from './one-by-one.ts';
import { signed } from './signed.ts';

/** What lies in storage.local. `backup` is the copy of the latest one that was written whole. */
interface Stored {
  settings?: { version?: unknown; values?: unknown };
  backup?: { version?: unknown; values?: unknown };
}

/** Only our own pages may read or write storage: a page's process holds the content script too. */
const locked = browser.storage.local as typeof browser.storage.local & {
  setAccessLevel?: (level: { accessLevel: 'TRUSTED_CONTEXTS' }) => Promise<void>;
};

const inTurn = oneByOne();

/** @returns what is stored, mended where it is damaged, and the names of what had to be */
export async function readSettings(): Promise<SettingsState> {
  await locked.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
  const stored: Stored = await browser.storage.local.get(['settings', 'backup']);
  const { settings, repaired } = repair(valuesOf(stored.settings), valuesOf(stored.backup));
  if (repaired.length > 0) console.warn('figleaf: settings mended:', repaired.join(', '));
  return { settings, repaired };
}

/**
 * @param patch checked here again, wherever it comes from
 * @throws Error that names every fault; nothing is changed then
 */
export function changeSettings(
  patch: (before: Settings) => Partial<Settings>,
): Promise<SettingsState> {
  return inTurn(async () => {
    const { settings: before } = await readSettings();
    const checked = checkPatch(patch(before));
    const settings = { ...before, ...checked };
    const now = signed({ version: SETTINGS_VERSION, values: settings });
    await browser.storage.local.set({ settings: now });
    await browser.storage.local.set({ backup: now });
    return { settings, repaired: [] };
  });
}

function valuesOf(entry: Stored['settings']): unknown {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { version, values } = entry;
  if (typeof values !== 'object' || values === null) return undefined;
  if (typeof version !== 'number') return values;
  if (version > SETTINGS_VERSION) {
    // A newer program wrote these. What this one understands of them stays in force, read-only in
    // effect: keys it does not know are not in its schema and so are not applied.
    return values;
  }
  try {
    return migrate(values as Record<string, unknown>, version);
  } catch (error) {
    // A damaged version must not lock the person out: each value is checked on its own anyway.
    console.warn('figleaf: settings version', error);
    return values;
  }
}
