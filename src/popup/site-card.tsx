import type { SiteState } from '../shared/messages.ts';
import type { SiteMode } from '../shared/sites.ts';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { type Key, t } from '../ui/t.ts';

interface SiteCardProps {
  site: SiteState;
  enabled: boolean;
  /** Pictures are checked, or will be shortly: the engine works and nothing is paused. */
  working: boolean;
  setMode: (mode: SiteMode) => void;
}

export function SiteCard({ site, enabled, working, setMode }: SiteCardProps) {
  if (!site.host) return <Notice kind="info">{t('site_no_rule')}</Notice>;

  const on = site.mode !== 'off';
  const hint: Key = !enabled ? 'site_off_everywhere' : on ? 'site_on' : 'site_off';
  // While nothing is checked a notice above says what happens; "are checked" would be a lie.
  const silent = on && enabled && !working;
  return (
    <section
      class={on && enabled && working ? 'card site site-on' : 'card site'}
      aria-label={t('site_label')}
    >
      <Switch
        big
        label={breakable(site.host)}
        hint={silent ? undefined : t(hint)}
        on={on && enabled}
        disabled={!enabled}
        onToggle={(turnOn) => setMode(turnOn ? site.whenOn : 'off')}
      />
      {on && enabled && (
        <Switch
          label={t('site_stricter')}
          hint={t('site_stricter_hint')}
          on={site.mode === 'stricter'}
          onToggle={(stricter) => setMode(stricter ? 'stricter' : 'on')}
        />
      )}
    </section>
  );
}

/** A host name that prefers to break after its dots. */
const breakable = (host: string) =>
  host.split(/(?<=\.)/).map((part, i) => [i > 0 && <wbr key={part} />, part]);
