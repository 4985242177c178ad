import { useState } from 'preact/hooks';
import type { Correction, CoveredPicture } from '../shared/messages.ts';
import { percent } from '../ui/format.ts';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

interface NewestProps {
  pictures: readonly CoveredPicture[];
  /** Covered pictures may be shown. */
  reveal: boolean;
  correct: (picture: string, to: Correction | null) => Promise<unknown>;
}

/** Why the newest were covered, and the way to have one shown for good. */
export function Newest({ pictures, reveal, correct }: NewestProps) {
  const [shown, setShown] = useState<string | null>(null);
  // Told anew once a second only; what was just shown is not covered any more.
  const covered = pictures.filter(({ picture }) => picture !== shown);
  if (covered.length === 0 && !shown) return null;
  const show = (picture: string) => void correct(picture, 'show').then(() => setShown(picture));
  const undo = () => shown && void correct(shown, null).then(() => setShown(null));
  return (
    <Fold title={t('newest')} open>
      {shown && (
        <p class="shown" role="status">
          {t('always_shown')}
          <button type="button" class="button button-plain" onClick={undo}>
            {t('undo')}
          </button>
        </p>
      )}
      <ol class="newest">
        {covered.map(({ picture, reason, score, known }, i) => (
          <li key={picture}>
            <span>
              {t(`why_${reason}`)}
              {score !== null && <span class="hint"> {t('sureness', percent(score))}</span>}
            </span>
            {reveal && known && (
              <button
                type="button"
                class="button button-plain"
                aria-label={t('always_show_which', String(i + 1), t(`why_${reason}`))}
                onClick={() => show(picture)}
              >
                {t('always_show')}
              </button>
            )}
          </li>
        ))}
      </ol>
    </Fold>
  );
}
