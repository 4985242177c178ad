import type { ComponentType } from 'preact';
import type { EngineFacts } from '../shared/messages.ts';
import type { SettingKey, Settings } from '../shared/settings.ts';
import type { SiteMode } from '../shared/sites.ts';
import type { Key } from '../ui/t.ts';

export interface RowProps {
  settings: Settings;
  /** null while the engine has not answered. */
  facts: EngineFacts | null;
  /** Saves at once, says what changed or why not, and can be undone. Never throws. */
  save: (patch: Partial<Settings>) => Promise<void>;
  /** The same for one site's rule. */
  setSite: (host: string, mode: SiteMode) => Promise<void>;
  /** The same for a change that is not a setting; `done` is what is said when it went well. */
  act: (work: () => Promise<unknown>, done: Key) => Promise<void>;
}

/** One thing to set or to see; the search finds it by its words. */
export interface Row {
  /** Unique within the section. */
  id: string;
  /** Titles, hints and names of options: what can be read in it, and is searched through. */
  words: readonly Key[];
  /** The settings that are set here. */
  sets: readonly SettingKey[];
  View: ComponentType<RowProps>;
}

/** A part of the options page, one file each in `sections/`. */
export interface Section {
  /** Anchor in the address. */
  id: string;
  title: Key;
  about: Key;
  /** Other words that people may look for; searched through, never shown. */
  alsoCalled: Key;
  rows: readonly Row[];
}
