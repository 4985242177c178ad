import { useId, useState } from 'preact/hooks';
import type { CoveredPicture, Said } from '../shared/messages.ts';
import { useFocusAfter } from '../ui/focus-after.ts';
import { percent } from '../ui/format.ts';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

interface NewestProps {
  pictures: readonly CoveredPicture[];
  /** Covered pictures may be shown. */
  reveal: boolean;
  correct: (picture: string, to: Said) => Promise<unknown>;
}

const ALWAYS_SHOW: Said = { forNow: null, forGood: 'show' };

/** Why the newest were covered, and the way to have one shown for good. */
export function Newest({ pictures, reveal, correct }: NewestProps) {
  const [shown, setShown] = useState<Pick<CoveredPicture, 'picture' | 'said'> | null>(null);
  const [undone, setUndone] = useState(0);
  // Told anew once a second only; what was just shown is not covered any more.
  const covered = pictures.filter(({ picture }) => picture !== shown?.picture);
  if (covered.length === 0 && !shown && undone === 0) return null;
  const show = (one: CoveredPicture) =>
    void correct(one.picture, ALWAYS_SHOW).then(() => setShown(one));
  // A cover by the person's own hand comes back as one.
  const undo = ({ picture, said }: Pick<CoveredPicture, 'picture' | 'said'>) =>
    void correct(picture, said).then(() => {
      setShown(null);
      setUndone(undone + 1);
    });
  return (
    <Fold title={t('newest')} open instead={undone}>
      {shown && <Shown key={shown.picture} undo={() => undo(shown)} />}
      <ol class="newest">
        {covered.map((one, i) => (
          <li key={one.picture}>
            <span>
              {t(`why_${one.reason}`)}
              {one.score !== null && <span class="hint"> {t('sureness', percent(one.score))}</span>}
            </span>
            {reveal && one.known && (
              <button
                type="button"
                class="button button-plain"
                aria-label={t('always_show_which', String(i + 1), t(`why_${one.reason}`))}
                onClick={() => show(one)}
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

/** Its button has the focus that went with the one for showing, and the words are heard with it. */
function Shown({ undo }: { undo: () => void }) {
  const id = useId();
  const button = useFocusAfter<HTMLButtonElement>(1);
  return (
    <p class="shown">
      <span id={id} role="status">
        {t('always_shown')}
      </span>
      <button
        type="button"
        class="button button-plain"
        aria-describedby={id}
        onClick={undo}
        ref={button}
      >
        {t('undo')}
      </button>
    </p>
  );
}
