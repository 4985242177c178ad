import { useCallback, useEffect } from 'preact/hooks';
import type { Settings } from '../shared/settings.ts';
import type { Change } from '../shared/settings-changes.ts';
import type { SiteMode } from '../shared/sites.ts';
import { inOneLine } from '../ui/change-words.ts';
import { useSettings } from '../ui/hooks.ts';
import { type Key, t } from '../ui/t.ts';
import { useStatus } from './use-status.ts';

/** The settings, and every way to change them with word of what came of it and a way back. */
export function useChanges() {
  const { state, error, reload, change, setSite, undo, undoable } = useSettings();
  const { status, act, close } = useStatus();

  const takeBack = useCallback(
    () => act(async () => say(await undo(), 'undone', 'undone_elsewhere')),
    [act, undo],
  );
  useUndoKey(undoable > 0, takeBack);

  return {
    state,
    error,
    reload,
    status,
    close,
    undo: takeBack,
    undoable,
    save: (patch: Partial<Settings>) =>
      act(async () => say(await change(patch), 'saved', 'nothing_changed')),
    setSite: (host: string, mode: SiteMode) =>
      act(async () => say(await setSite(host, mode), 'saved', 'nothing_changed')),
    act: (work: () => Promise<unknown>, done: Key) =>
      act(async () => {
        await work();
        return t(done);
      }),
  };
}

const say = (changes: readonly Change[], some: 'saved' | 'undone', none: Key): string =>
  changes.length > 0 ? t(some, inOneLine(changes)) : t(none);

/** Ctrl+Z, or ⌘Z; in a field for text it stays the field's own. */
function useUndoKey(able: boolean, undo: () => void): void {
  useEffect(() => {
    if (!able) return;
    const listen = (event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
      if (key.toLowerCase() !== 'z' || !(ctrlKey || metaKey) || shiftKey || altKey) return;
      if (target instanceof Element && target.matches('[type=text], [type=search]')) return;
      event.preventDefault();
      undo();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [able, undo]);
}
