import { useState } from 'preact/hooks';
import type { SiteState } from '../shared/messages.ts';
import { PAUSE_LENGTHS, type PauseLength } from '../shared/pause.ts';
import { Choice } from '../ui/choice.tsx';
import { minutes } from '../ui/format.ts';
import { Notice } from '../ui/notice.tsx';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

interface PausedProps {
  pause: SiteState['pause'];
  resume: () => void;
  /** How often a pause was begun here. */
  begun: number;
}

/** What is paused, for how long yet, and the way back; nothing while nothing is. */
export function Paused({ pause: { everywhere, here }, resume, begun }: PausedProps) {
  const paused = everywhere ?? here;
  if (!paused) return null;
  // The one that ends last is what counts.
  const ends = [everywhere, here].flatMap((each) => (each ? [each.until] : []));
  const left = ends.includes(null)
    ? t('paused_session')
    : t('paused_left', minutes((Math.max(...ends.map(Number)) - Date.now()) / 60_000));
  return (
    <Notice kind="warning" action={{ label: t('resume'), run: resume }} instead={begun}>
      {t(everywhere ? 'paused_everywhere' : 'paused_here')} {left}
    </Notice>
  );
}

interface PauseProps {
  /** null where the page belongs to no site: then only everything can be paused. */
  host: string | null;
  pause: (host: string | null, length: PauseLength) => void;
  /** How often a pause was ended here. */
  ended: number;
}

export function Pause({ host, pause, ended }: PauseProps) {
  const [where, setWhere] = useState<'here' | 'everywhere'>('here');
  const chosen = host ? where : 'everywhere';
  return (
    <Fold title={t('pause')} instead={ended}>
      {host ? (
        <Choice
          legend={t('pause_where')}
          quiet
          compact
          options={[
            { value: 'here', label: t('pause_here') },
            { value: 'everywhere', label: t('pause_everywhere') },
          ]}
          value={chosen}
          onChoose={setWhere}
        />
      ) : (
        <p>{t('pause_no_site')}</p>
      )}
      <div class="lengths">
        {PAUSE_LENGTHS.map((length) => (
          <button
            key={length}
            type="button"
            class="button"
            onClick={() => pause(chosen === 'here' ? host : null, length)}
          >
            {length === 'session' ? t('pause_session') : minutes(length)}
          </button>
        ))}
      </div>
    </Fold>
  );
}
