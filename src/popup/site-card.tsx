import { useRef } from 'preact/hooks';
import type { SiteState } from '../shared/messages.ts';
import type { SiteMode } from '../shared/sites.ts';
import { Notice } from '../ui/notice.tsx';
import { Switch } from '../ui/switch.tsx';
import { type Key, t } from '../ui/t.ts';

interface SiteCardProps {
  site: SiteState;
  enabled: boolean;
  /** The engine gives verdicts, or will shortly. */
  working: boolean;
  setMode: (mode: SiteMode) => void;
}

export function SiteCard({ site, enabled, working, setMode }: SiteCardProps) {
  /** Off and on again returns a stricter site to stricter. */
  const whenOn = useRef<SiteMode>('on');
  if (site.mode !== 'off') whenOn.current = site.mode;

  if (!site.reachable) return <Notice kind="warning">{t('site_unreachable')}</Notice>;
  if (!site.host) return <Notice kind="info">{t('site_no_rule')}</Notice>;

  const on = site.mode !== 'off';
  const hint: Key = !enabled ? 'site_off_everywhere' : on ? 'site_on' : 'site_off';
  // While nothing can be checked the notice above says what happens; "are checked" would be a lie.
  const silent = on && enabled && !working;
  return (
    <section class={on && enabled ? 'card site site-on' : 'card site'} aria-label={t('site_label')}>
      <Switch
        big
        label={breakable(site.host)}
        hint={silent ? undefined : t(hint)}
        on={on && enabled}
        disabled={!enabled}
        onToggle={(turnOn) => setMode(turnOn ? whenOn.current : 'off')}
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
