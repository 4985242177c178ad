import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../shared/ask.ts';
import type { SiteState } from '../shared/messages.ts';
import type { SiteMode } from '../shared/sites.ts';
import { wordsOf } from '../ui/hooks.ts';

/** The site in a tab. A change shows at once; if it is refused, what was there returns. */
export function useSite(tabId: number) {
  const [site, setSite] = useState<SiteState | null>(null);
  const [error, setError] = useState<string | null>(null);
  /** Changes sent; an answer counts only while no later change is under way. */
  const changes = useRef(0);

  const load = useCallback(async () => {
    const mine = changes.current;
    try {
      const said = await ask('site.get', { tabId });
      if (mine !== changes.current) return;
      setSite(said);
      setError(null);
    } catch (fault) {
      setError(wordsOf(fault));
    }
  }, [tabId]);

  useEffect(() => {
    load();
  }, [load]);

  /** @throws Error when the change is refused */
  const setMode = async (mode: SiteMode) => {
    if (!site?.host) return;
    const mine = ++changes.current;
    setSite({ ...site, mode });
    try {
      await ask('site.set', { host: site.host, mode });
    } catch (fault) {
      if (mine === changes.current) setSite(site);
      throw fault;
    }
    await load();
  };

  return { site, error, load, setMode };
}
