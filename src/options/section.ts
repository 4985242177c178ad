import type { ComponentType } from 'preact';
import type { EngineFacts } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import type { Key } from '../ui/t.ts';

export interface SectionProps {
  settings: Settings;
  /** null while the engine has not answered. */
  facts: EngineFacts | null;
  /** Saves at once, and says whether it was saved or why not. Never throws. */
  save: (patch: Partial<Settings>) => Promise<void>;
  /** The same for a change that is not a setting; `done` is what is said when it went well. */
  act: (work: () => Promise<unknown>, done: Key) => Promise<void>;
}

/** A part of the options page, one file each in `sections/`. */
export interface Section {
  /** Anchor in the address. */
  id: string;
  title: Key;
  about: Key;
  Body: ComponentType<SectionProps>;
}
