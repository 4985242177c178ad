import { useCallback, useEffect, useState } from 'preact/hooks';
import { wordsOf } from '../ui/hooks.ts';
import { type Key, t } from '../ui/t.ts';

const SAVED_STAYS_MS = 2500;

interface Status {
  kind: 'done' | 'refused';
  text: string;
}

/** What became of the latest change. "Saved" goes by itself; a refusal stays until it is closed. */
export function useStatus() {
  const [status, setStatus] = useState<Status | null>(null);

  useEffect(() => {
    if (status?.kind !== 'done') return;
    const timer = setTimeout(() => setStatus(null), SAVED_STAYS_MS);
    return () => clearTimeout(timer);
  }, [status]);

  const act = useCallback(async (work: () => Promise<unknown>, done: Key) => {
    try {
      await work();
      setStatus({ kind: 'done', text: t(done) });
    } catch (fault) {
      setStatus({ kind: 'refused', text: t('not_saved', wordsOf(fault)) });
    }
  }, []);

  return { status, act, close: () => setStatus(null) };
}
