import { useState } from 'preact/hooks';
import { SITE_MODES, type SiteMode } from '../../shared/sites.ts';
import { count } from '../../ui/format.ts';
import { SearchField } from '../../ui/search-field.tsx';
import { t } from '../../ui/t.ts';
import { AddSite } from '../add-site.tsx';
import { holds } from '../search.ts';
import type { RowProps, Section } from '../section.ts';
import { useFocusOnNext } from '../use-focus-on-next.ts';

/** Fewer are taken in at a glance; a field to search them would only be in the way. */
const WORTH_SEARCHING = 6;
/** A household's whole list would hold up the page at each keystroke. */
const MOST_SHOWN = 200;

function Rules({ settings, save, setSite }: RowProps) {
  const [query, setQuery] = useState('');
  const rules = Object.entries(settings.sites).sort(([a], [b]) => a.localeCompare(b));
  const hits = rules.filter(([host]) => holds(host, query));
  const { place, removed } = useFocusOnNext(rules.length);
  const searched = query.trim() !== '';
  return (
    <div class="sites-box" ref={place}>
      {rules.length === 0 && <p class="empty">{t('sites_none')}</p>}
      {(rules.length >= WORTH_SEARCHING || (searched && rules.length > 0)) && (
        <SearchField
          label={t('sites_search')}
          value={query}
          onSearch={setQuery}
          result={searched ? t('sites_found', count(hits.length), count(rules.length)) : null}
        />
      )}
      <ul class="sites">
        {hits.slice(0, MOST_SHOWN).map(([host, mode], row) => (
          <li key={host}>
            <bdi class="site-host">{host}</bdi>
            <ModeSelect host={host} mode={mode} choose={(chosen) => setSite(host, chosen)} />
            <button
              type="button"
              class="button"
              aria-label={t('site_remove', host)}
              onClick={() => {
                removed(row);
                const { [host]: _gone, ...rest } = settings.sites;
                save({ sites: rest });
              }}
            >
              {t('remove')}
            </button>
          </li>
        ))}
      </ul>
      {hits.length > MOST_SHOWN && (
        <p class="hint">{t('sites_more', count(hits.length - MOST_SHOWN))}</p>
      )}
    </div>
  );
}

interface ModeSelectProps {
  host: string;
  mode: SiteMode;
  choose: (mode: SiteMode) => void;
}

const ModeSelect = ({ host, mode, choose }: ModeSelectProps) => (
  <select
    aria-label={t('site_mode_for', host)}
    value={mode}
    onChange={({ currentTarget: { value } }) => {
      const chosen = SITE_MODES.find((known) => known === value);
      if (chosen) choose(chosen);
    }}
  >
    {SITE_MODES.map((known) => (
      <option key={known} value={known}>
        {t(`mode_${known}`)}
      </option>
    ))}
  </select>
);

export const sites: Section = {
  id: 'sites',
  title: 'section_sites',
  about: 'section_sites_about',
  alsoCalled: 'also_sites',
  rows: [
    { id: 'rules', words: ['mode_off', 'mode_on', 'mode_stricter'], sets: ['sites'], View: Rules },
    {
      id: 'add',
      words: ['site_add', 'site_add_hint'],
      sets: ['sites'],
      View: ({ setSite }) => <AddSite add={setSite} />,
    },
  ],
};
