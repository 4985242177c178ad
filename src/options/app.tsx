import { useMemo, useRef, useState } from 'preact/hooks';
import { askEngine } from '../ui/engine.ts';
import { count } from '../ui/format.ts';
import { usePoll } from '../ui/hooks.ts';
import { LatestChange } from '../ui/latest-change.tsx';
import { Leaf } from '../ui/leaf.tsx';
import { Notice } from '../ui/notice.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { t } from '../ui/t.ts';
import { EngineTrouble, NoAnswer, Repaired } from '../ui/trouble.tsx';
import { PausedEverywhere } from './paused-everywhere.tsx';
import { search } from './search.ts';
import { SECTIONS } from './sections/index.ts';
import { useChanges } from './use-changes.ts';
import { useCurrentSection } from './use-current-section.ts';

const REFRESH_MS = 1000;
const readFacts = () => askEngine('engine.facts', null);
const IDS = SECTIONS.map(({ id }) => id);
const NONE: readonly string[] = [];

export function App() {
  const { state, error, reload, status, close, undo, undoable, ...change } = useChanges();
  const facts = usePoll(readFacts, REFRESH_MS);
  const current = useCurrentSection(state ? IDS : NONE);
  const [query, setQuery] = useState('');
  const found = useMemo(() => search(SECTIONS, query, t), [query]);
  const hits = [...found.values()].reduce((sum, rows) => sum + rows.size, 0);
  const searchField = useRef<HTMLInputElement>(null);
  // Its button goes, and the focus with it.
  const showAll = () => {
    setQuery('');
    searchField.current?.focus();
  };
  const first = IDS.find((id) => found.has(id)) ?? IDS[0];

  return (
    <>
      <a class="skip" href={`#${first}`}>
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
        <div class="side">
          <SearchField
            label={t('search_settings')}
            value={query}
            onSearch={setQuery}
            result={query.trim() === '' ? null : foundWords(hits)}
            field={searchField}
          />
          <nav aria-label={t('sections')}>
            <ul>
              {SECTIONS.filter(({ id }) => found.has(id)).map(({ id, title }) => (
                <li key={id}>
                  <a href={`#${id}`} aria-current={id === current ? 'location' : undefined}>
                    {t(title)}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        </div>
        <main>
          {error && <NoAnswer error={error} retry={reload} />}
          {!error && facts.error && <NoAnswer error={facts.error} />}
          {state?.settings.enabled && facts.value && (
            <EngineTrouble state={facts.value.state} onFailure={state.settings.onFailure} />
          )}
          {state?.settings.enabled === false && (
            <Notice kind="warning">{t('site_off_everywhere')}</Notice>
          )}
          {state?.settings.enabled && <PausedEverywhere act={change.act} />}
          {state && <Repaired keys={state.repaired} />}
          {hits === 0 && (
            <div class="card empty-search">
              <p>{t('search_none', query.trim())}</p>
              <button type="button" class="button" onClick={showAll}>
                {t('search_clear')}
              </button>
            </div>
          )}
          {state &&
            SECTIONS.map(({ id, title, about, rows }) => (
              <section
                id={id}
                key={id}
                class="card"
                aria-labelledby={`${id}-title`}
                tabIndex={-1}
                hidden={!found.has(id)}
              >
                <h2 id={`${id}-title`}>{t(title)}</h2>
                <p class="about">{t(about)}</p>
                {rows.map(({ id: row, View }) => (
                  // Hidden and not gone: what was begun in it is there again after the search.
                  <div class="setting" key={row} hidden={!found.get(id)?.has(row)}>
                    <View settings={state.settings} facts={facts.value} {...change} />
                  </div>
                ))}
              </section>
            ))}
        </main>
      </div>
      <div class="toast">
        {status?.kind === 'refused' && (
          <Notice kind="fault" action={{ label: t('close'), run: close }}>
            {status.text}
          </Notice>
        )}
        <LatestChange
          text={status?.kind === 'done' ? status.text : null}
          undoable={undoable}
          undo={undo}
          close={close}
        />
      </div>
    </>
  );
}

const foundWords = (hits: number): string =>
  hits === 0 ? t('search_found_none') : t('search_found', count(hits));
