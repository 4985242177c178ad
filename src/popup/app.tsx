import { useCallback, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { TabCounts } from '../shared/messages.ts';
import { askEngine } from '../ui/engine.ts';
import { count } from '../ui/format.ts';
import { usePoll, useSettings, wordsOf } from '../ui/hooks.ts';
import { Leaf } from '../ui/leaf.tsx';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { t } from '../ui/t.ts';
import { EngineTrouble, NoAnswer, Repaired } from '../ui/trouble.tsx';
import { SiteCard } from './site-card.tsx';
import { useSite } from './use-site.ts';

const REFRESH_MS = 1000;
const readFacts = () => askEngine('engine.facts', null);

export function App({ tabId }: { tabId: number }) {
  const settings = useSettings();
  const { site, setMode, ...siteAsked } = useSite(tabId);
  const facts = usePoll(readFacts, REFRESH_MS);
  const readCounts = useCallback(() => askEngine('engine.counts', { tabId }), [tabId]);
  const counts = usePoll(readCounts, REFRESH_MS);
  const [refused, setRefused] = useState<string | null>(null);

  const chosen = settings.state?.settings;
  const attempt = (change: Promise<void>) => {
    setRefused(null);
    change.catch((fault) => setRefused(wordsOf(fault)));
  };
  const silence = settings.error ?? siteAsked.error ?? facts.error ?? counts.error;
  const retry = () => {
    settings.reload();
    siteAsked.load();
  };

  return (
    <>
      <header class="bar">
        <Leaf />
        <h1>{t('name')}</h1>
        <button
          type="button"
          class="button button-plain"
          onClick={() => browser.runtime.openOptionsPage().then(() => window.close())}
        >
          {t('open_options')}
        </button>
      </header>
      <main>
        {silence && <NoAnswer error={silence} retry={retry} />}
        {refused && <Notice kind="fault">{t('not_saved', refused)}</Notice>}
        {chosen?.enabled && facts.value && (
          <EngineTrouble state={facts.value.state} onFailure={chosen.onFailure} />
        )}
        {settings.state && <Repaired keys={settings.state.repaired} />}
        {site && chosen && (
          <SiteCard
            site={site}
            enabled={chosen.enabled}
            working={facts.value?.state.is !== 'failed'}
            setMode={(mode) => attempt(setMode(mode))}
          />
        )}
        {site?.reachable && <Counts counts={counts.value} />}
        {chosen && (
          <section class="all-sites">
            <Switch
              label={t('all_sites')}
              hint={t(chosen.enabled ? 'all_sites_on' : 'all_sites_off')}
              on={chosen.enabled}
              onToggle={(enabled) => attempt(settings.save({ enabled }))}
            />
          </section>
        )}
      </main>
    </>
  );
}

const Counts = ({ counts }: { counts: TabCounts | null }) => (
  <section class="counts" aria-label={t('counts_here')}>
    <p>
      <strong>{counts ? count(counts.looked) : t('unknown')}</strong> {t('count_looked')}
    </p>
    <p>
      <strong>{counts ? count(counts.covered) : t('unknown')}</strong> {t('count_covered')}
    </p>
  </section>
);
