import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ask } from '../shared/ask.ts';
import type { SiteState } from '../shared/messages.ts';
import type { PauseLength } from '../shared/pause.ts';
import type { SiteMode } from '../shared/sites.ts';
import { wordsOf } from './hooks.ts';

/** Pauses end by themselves, and pages load. */
const REFRESH_MS = 1000;

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
    const timer = setInterval(load, REFRESH_MS);
    return () => clearInterval(timer);
  }, [load]);

  /** @throws Error when the change is refused */
  const attempt = async (shown: SiteState | null, change: () => Promise<unknown>) => {
    const mine = ++changes.current;
    setSite(shown);
    try {
      await change();
    } catch (fault) {
      if (mine === changes.current) setSite(site);
      throw fault;
    }
    await load();
  };

  const setMode = async (mode: SiteMode) => {
    const host = site?.host;
    if (host) await attempt({ ...site, mode }, () => ask('site.set', { host, mode }));
  };

  /** @param host null for everywhere */
  const pause = (host: string | null, length: PauseLength) =>
    attempt(site, () => ask('pause.set', { host, length }));

  /** Ends whatever pause holds here. */
  const resume = () =>
    attempt(site, async () => {
      if (site?.pause.here) await ask('pause.set', { host: site.host, length: null });
      if (site?.pause.everywhere) await ask('pause.set', { host: null, length: null });
    });

  return { site, error, load, setMode, pause, resume };
}
