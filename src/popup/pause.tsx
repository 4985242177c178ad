import { useState } from 'preact/hooks';
import { PAUSE_LENGTHS, type PauseLength } from '../shared/pause.ts';
import { Choice } from '../ui/choice.tsx';
import { minutes } from '../ui/format.ts';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

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
