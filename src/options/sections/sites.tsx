import { ask } from '../../shared/ask.ts';
import { SITE_MODES, type SiteMode } from '../../shared/sites.ts';
import { t } from '../../ui/t.ts';
import { AddSite } from '../add-site.tsx';
import type { Section, SectionProps } from '../section.ts';

const Body = ({ settings, save, act }: SectionProps) => {
  const rules = Object.entries(settings.sites).sort(([a], [b]) => a.localeCompare(b));
  // Set one by one where they live: writing back the whole list would undo what the popup just did.
  const setMode = (host: string, mode: SiteMode) =>
    act(() => ask('site.set', { host, mode }), 'saved');
  const remove = (host: string) =>
    save({ sites: Object.fromEntries(rules.filter(([name]) => name !== host)) });
  return (
    <>
      {rules.length === 0 && <p class="empty">{t('sites_none')}</p>}
      {rules.length > 0 && (
        <ul class="sites">
          {rules.map(([host, mode]) => (
            <li key={host}>
              <span class="site-host">{host}</span>
              <select
                aria-label={t('site_mode_for', host)}
                value={mode}
                onChange={({ currentTarget: { value } }) => {
                  const chosen = SITE_MODES.find((known) => known === value);
                  if (chosen) setMode(host, chosen);
                }}
              >
                {SITE_MODES.map((known) => (
                  <option key={known} value={known}>
                    {t(`mode_${known}`)}
                  </option>
                ))}
              </select>
              <button
                type="button"
                class="button"
                aria-label={t('site_remove', host)}
                onClick={() => remove(host)}
              >
                {t('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <AddSite add={setMode} />
    </>
  );
};

export const sites: Section = {
  id: 'sites',
  title: 'section_sites',
  about: 'section_sites_about',
  Body,
};
