import type { Settings } from '../shared/settings.ts';
import { askEngine } from '../ui/engine.ts';
import { usePoll, useSettings } from '../ui/hooks.ts';
import { Leaf } from '../ui/leaf.tsx';
import { Notice } from '../ui/notice.tsx';
import { t } from '../ui/t.ts';
import { EngineTrouble, NoAnswer, Repaired } from '../ui/trouble.tsx';
import { SECTIONS } from './sections/index.ts';
import { useCurrentSection } from './use-current-section.ts';
import { useStatus } from './use-status.ts';

const REFRESH_MS = 1000;
const readFacts = () => askEngine('engine.facts', null);
const IDS = SECTIONS.map(({ id }) => id);
const NONE: readonly string[] = [];

export function App() {
  const { state, error, reload, save } = useSettings();
  const facts = usePoll(readFacts, REFRESH_MS);
  const { status, act, close } = useStatus();
  const current = useCurrentSection(state ? IDS : NONE);
  const saveAndSay = (patch: Partial<Settings>) => act(() => save(patch), 'saved');

  return (
    <>
      <a class="skip" href={`#${IDS[0]}`}>
        {t('skip')}
      </a>
      <div class="page">
        <header class="masthead">
          <h1>
            <Leaf />
            {t('name')}
          </h1>
          <p class="hint">{t('purpose')}</p>
        </header>
        <nav aria-label={t('sections')}>
          <ul>
            {SECTIONS.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`} aria-current={id === current ? 'location' : undefined}>
                  {t(title)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {error && <NoAnswer error={error} retry={reload} />}
          {!error && facts.error && <NoAnswer error={facts.error} />}
          {state && facts.value && (
            <EngineTrouble state={facts.value.state} onFailure={state.settings.onFailure} />
          )}
          {state && <Repaired keys={state.repaired} />}
          {state &&
            SECTIONS.map(({ id, title, about, Body }) => (
              <section id={id} key={id} class="card" aria-labelledby={`${id}-title`} tabIndex={-1}>
                <h2 id={`${id}-title`}>{t(title)}</h2>
                <p class="about">{t(about)}</p>
                <Body settings={state.settings} facts={facts.value} save={saveAndSay} act={act} />
              </section>
            ))}
        </main>
      </div>
      <div class="toast" role="status">
        {status?.kind === 'done' && <span class="toast-done">{status.text}</span>}
      </div>
      {status?.kind === 'refused' && (
        <div class="toast">
          <Notice kind="fault" action={{ label: t('close'), run: close }}>
            {status.text}
          </Notice>
        </div>
      )}
    </>
  );
}
