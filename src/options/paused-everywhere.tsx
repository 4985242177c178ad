import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { Paused } from '../ui/paused.tsx';
import { useSite } from '../ui/use-site.ts';
import type { RowProps } from './section.ts';

/** While a pause of all sites holds, no setting shows in any page. Those of one site the popup tells. */
export function PausedEverywhere({ act }: Pick<RowProps, 'act'>) {
  const [tabId, setTabId] = useState<number | null>(null);
  useEffect(() => {
    void browser.tabs.getCurrent().then((tab) => setTabId(tab?.id ?? null));
  }, []);
  return tabId === null ? null : <InTab tabId={tabId} act={act} />;
}

/** This page belongs to no site: what holds in its tab holds everywhere. */
function InTab({ tabId, act }: Pick<RowProps, 'act'> & { tabId: number }) {
  const { site, resume } = useSite(tabId);
  // The button goes with the pause, and must not take the focus along to nowhere.
  const end = async () => {
    await resume();
    document.querySelector<HTMLElement>('main > section')?.focus({ preventScroll: true });
  };
  if (!site) return null;
  return <Paused pause={site.pause} resume={() => void act(end, 'resumed')} begun={0} />;
}
