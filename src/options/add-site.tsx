import { useId, useState } from 'preact/hooks';
import type { SiteMode } from '../shared/sites.ts';
import { t } from '../ui/t.ts';
import { hostFrom } from './host-input.ts';

interface AddSiteProps {
  add: (host: string, mode: SiteMode) => void;
}

/** The likeliest first; `on` is for a subdomain of a site with another rule. */
const MODES = ['off', 'on', 'stricter'] as const;

export function AddSite({ add }: AddSiteProps) {
  const id = useId();
  const [typed, setTyped] = useState('');
  const [mode, setMode] = useState<(typeof MODES)[number]>('off');
  const [bad, setBad] = useState(false);
  return (
    <form
      class="add-site"
      onSubmit={(event) => {
        event.preventDefault();
        const host = hostFrom(typed);
        setBad(!host);
        if (!host) return;
        add(host, mode);
        setTyped('');
      }}
    >
      <label class="label" for={id}>
        {t('site_add')}
      </label>
      <div class="add-site-row">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocomplete="off"
          spellcheck={false}
          placeholder={t('site_add_hint')}
          value={typed}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}-bad` : undefined}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setBad(false);
          }}
        />
        <select
          aria-label={typed ? t('site_mode_for', typed) : t('site_mode')}
          value={mode}
          onChange={({ currentTarget: { value } }) =>
            setMode(MODES.find((known) => known === value) ?? 'off')
          }
        >
          {MODES.map((known) => (
            <option key={known} value={known}>
              {t(`mode_${known}`)}
            </option>
          ))}
        </select>
        <button type="submit" class="button button-main">
          {t('site_add_button')}
        </button>
      </div>
      {bad && (
        <p class="bad" id={`${id}-bad`} role="alert">
          {t('site_add_bad')}
        </p>
      )}
    </form>
  );
}
