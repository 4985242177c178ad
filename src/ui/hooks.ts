import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { ask } from '../shared/ask.ts';
import type { SettingsState } from '../shared/messages.ts';
import type { Settings } from '../shared/settings.ts';
import type { Change } from '../shared/settings-changes.ts';
import type { SiteMode } from '../shared/sites.ts';
import { SettingsStore } from './settings-store.ts';

export const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

interface SettingsHook {
  state: SettingsState | null;
  /** Why the settings could not be read. */
  error: string | null;
  reload: () => void;
  /** @throws Error when the change is refused */
  save: (patch: Partial<Settings>) => Promise<void>;
  /** The same, and says what changed. */
  change: (patch: Partial<Settings>) => Promise<readonly Change[]>;
  /** @throws Error when the change is refused */
  setSite: (host: string, mode: SiteMode) => Promise<readonly Change[]>;
  /** @throws Error when it is refused */
  undo: () => Promise<readonly Change[]>;
  /** How many steps `undo` can take back. */
  undoable: number;
}

/** The settings, kept up to date with changes made elsewhere. */
export function useSettings(): SettingsHook {
  const store = useMemo(() => new SettingsStore(ask), []);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [error, setError] = useState<string | null>(null);
  const reload = useMemo(
    () => () => {
      store.load().then(
        () => setError(null),
        (fault) => setError(wordsOf(fault)),
      );
    },
    [store],
  );
  useEffect(() => {
    const unsubscribe = store.subscribe(() => redraw(undefined));
    reload();
    const changed = (_: unknown, area: string) => {
      if (area === 'local') reload();
    };
    browser.storage.onChanged.addListener(changed);
    return () => {
      unsubscribe();
      browser.storage.onChanged.removeListener(changed);
    };
  }, [store, reload]);
  const changes = useMemo(
    () => ({
      save: async (patch: Partial<Settings>) => void (await store.save(patch)),
      change: (patch: Partial<Settings>) => store.save(patch),
      setSite: (host: string, mode: SiteMode) => store.setSite(host, mode),
      undo: () => store.undo(),
    }),
    [store],
  );
  return { state: store.current, error, reload, ...changes, undoable: store.undoable };
}

interface Polled<T> {
  value: T | null;
  error: string | null;
}

/**
 * Reads now and again while the page can be seen; one reading at a time.
 * @param everyMs rest between the end of one reading and the next
 * @param read must keep its identity while it reads the same
 */
export function usePoll<T>(read: () => Promise<T>, everyMs: number): Polled<T> {
  const [polled, setPolled] = useState<Polled<T>>({ value: null, error: null });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = async () => {
      clearTimeout(timer);
      if (!document.hidden) {
        const now = await read().then(
          (value) => ({ value, error: null }),
          (fault) => ({ value: null, error: wordsOf(fault) }),
        );
        if (over) return;
        setPolled(now);
      }
      timer = setTimeout(next, everyMs);
    };
    next();
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [read, everyMs]);
  return polled;
}
