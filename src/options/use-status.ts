import { useCallback, useState } from 'preact/hooks';
import { wordsOf } from '../ui/hooks.ts';
import { t } from '../ui/t.ts';

interface Status {
  kind: 'done' | 'refused';
  text: string;
}

/** What became of the latest change; it stays until the next one, or until it is closed. */
export function useStatus() {
  const [status, setStatus] = useState<Status | null>(null);

  const act = useCallback(async (work: () => Promise<string>) => {
    try {
      setStatus({ kind: 'done', text: await work() });
    } catch (fault) {
      setStatus({ kind: 'refused', text: t('not_saved', wordsOf(fault)) });
    }
  }, []);

  return { status, act, close: useCallback(() => setStatus(null), []) };
}
