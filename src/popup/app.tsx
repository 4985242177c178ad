import { useCallback, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { ask } from '../shared/ask.ts';
import type { TabDetails } from '../shared/messages.ts';
import { askEngine } from '../ui/engine.ts';
import { count } from '../ui/format.ts';
import { usePoll, useSettings, wordsOf } from '../ui/hooks.ts';
import { Leaf } from '../ui/leaf.tsx';
import { Notice } from '../ui/notice.tsx';
import { Paused } from '../ui/paused.tsx';
import { Switch } from '../ui/switch.tsx';
import { t } from '../ui/t.ts';
import { EngineTrouble, NoAnswer, Repaired } from '../ui/trouble.tsx';
import { useSite } from '../ui/use-site.ts';
import { Correct } from './correct.tsx';
import { Newest } from './newest.tsx';
import { Pause } from './pause.tsx';
import { Reach } from './reach.tsx';
import { Sensitivity } from './sensitivity.tsx';
import { SiteCard } from './site-card.tsx';

const REFRESH_MS = 1000;
const readFacts = () => askEngine('engine.facts', null);

export function App({ tabId }: { tabId: number }) {
  const settings = useSettings();
  const { site, setMode, pause, resume, ...siteAsked } = useSite(tabId);
  const facts = usePoll(readFacts, REFRESH_MS);
  const readTab = useCallback(() => askEngine('engine.tab', { tabId }), [tabId]);
  const tab = usePoll(readTab, REFRESH_MS);
  const [refused, setRefused] = useState<string | null>(null);
  const [begun, setBegun] = useState(0);
  const [ended, setEnded] = useState(0);

  const chosen = settings.state?.settings;
  const attempt = async (change: Promise<unknown>) => {
    setRefused(null);
    try {
      await change;
    } catch (fault) {
      setRefused(wordsOf(fault));
      throw fault;
    }
  };
  /** For what nothing waits on; the refusal is shown. */
  const tryTo = (change: Promise<unknown>) => void attempt(change).catch(() => undefined);
  const silence = settings.error ?? siteAsked.error ?? facts.error ?? tab.error;
  const retry = () => {
    settings.reload();
    siteAsked.load();
  };
  const reached = site?.reach === 'yes';
  const paused = site !== null && (site.pause.everywhere ?? site.pause.here) !== null;
  const looking = chosen?.enabled === true && site?.mode !== 'off' && !paused;

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
        {looking && facts.value && (reached || facts.value.state.is === 'failed') && (
          <EngineTrouble state={facts.value.state} onFailure={chosen.onFailure} />
        )}
        {settings.state && <Repaired keys={settings.state.repaired} />}
        {site && (
          <Reach
            tabId={tabId}
            site={site}
            present={tab.value?.present ?? null}
            onChange={siteAsked.load}
          />
        )}
        {site && chosen?.enabled && (
          <Paused
            pause={site.pause}
            resume={() => {
              setEnded(ended + 1);
              tryTo(resume());
            }}
            begun={begun}
          />
        )}
        {site && reached && chosen && (
          <SiteCard
            site={site}
            enabled={chosen.enabled}
            working={looking && facts.value?.state.is !== 'failed'}
            setMode={(mode) => tryTo(setMode(mode))}
          />
        )}
        {reached && <Counts tab={tab.value} />}
        {reached && looking && tab.value && (
          <Newest
            pictures={tab.value.newest}
            reveal={chosen.reveal}
            correct={(picture, to) => attempt(askEngine('engine.correct', { tabId, picture, to }))}
          />
        )}
        {site && chosen?.enabled && site.mode !== 'off' && !paused && (
          <Pause
            host={site.host}
            pause={(host, length) => {
              setBegun(begun + 1);
              tryTo(pause(host, length));
            }}
            ended={ended}
          />
        )}
        {chosen && (
          <Sensitivity
            sensitivity={chosen.sensitivity}
            save={(sensitivity) => tryTo(settings.save({ sensitivity }))}
          />
        )}
        {reached && chosen && (
          <Correct
            looking={looking}
            reveal={chosen.reveal}
            all={tab.value?.all === true}
            coverAll={(on) => tryTo(ask('all.set', { tabId, on }))}
          />
        )}
        {chosen && (
          <section class="all-sites">
            <Switch
              label={t('all_sites')}
              hint={t(chosen.enabled ? 'all_sites_on' : 'all_sites_off')}
              on={chosen.enabled}
              onToggle={(enabled) => tryTo(settings.save({ enabled }))}
            />
          </section>
        )}
      </main>
    </>
  );
}

const Counts = ({ tab }: { tab: TabDetails | null }) => (
  <section class="counts" aria-label={t('counts_here')}>
    <p>
      <strong>{tab ? count(tab.looked) : t('unknown')}</strong> {t('count_looked')}
    </p>
    <p>
      <strong>{tab ? count(tab.covered) : t('unknown')}</strong> {t('count_covered')}
    </p>
  </section>
);
