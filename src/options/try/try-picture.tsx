import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { bytes } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { type Key, t } from '../../ui/t.ts';
import type { RowProps } from '../section.ts';
import { Result } from './result.tsx';
import { MOST_TRIED_BYTES, type Refusal, useTry } from './use-try.ts';

const FAULTS: Readonly<Record<Refusal, Key>> = {
  'not-a-picture': 'try_not_a_picture',
  damaged: 'try_damaged',
  'too-large': 'try_too_large',
  'too-heavy': 'try_too_heavy',
  engine: 'try_engine',
};

export function TryPicture({ settings }: RowProps) {
  const { trial, start, clear } = useTry();
  const chooser = useRef<HTMLInputElement>(null);
  // The button that clears goes with what it cleared.
  const close = () => {
    clear();
    chooser.current?.focus();
  };
  return (
    <div class="try">
      <Chooser take={start} field={chooser} />
      <div aria-live="polite">
        {trial.is === 'looking' && <p class="aside">{t('try_looking', trial.name)}</p>}
        {trial.is === 'refused' && (
          <Notice kind="warning" action={{ label: t('close'), run: close }}>
            {t('try_refused', trial.name)}{' '}
            {t(FAULTS[trial.why], bytes(MOST_TRIED_BYTES), bytes(trial.size))}
          </Notice>
        )}
      </div>
      {trial.is === 'seen' && (
        <Result key={trial.seen.url} {...{ seen: trial.seen, settings }} clear={close} />
      )}
    </div>
  );
}

interface ChooserProps {
  take: (file: File) => void;
  field: RefObject<HTMLInputElement | null>;
}

/** A field for files takes them by dropping as well as by its button, which a keyboard reaches. */
const Chooser = ({ take, field }: ChooserProps) => (
  <div class="chooser">
    <label class="label" for="try-file">
      {t('try_drop')}
    </label>
    <input
      id="try-file"
      ref={field}
      class="drop"
      type="file"
      accept="image/*"
      onChange={({ currentTarget }) => {
        const file = currentTarget.files?.[0];
        if (file) take(file);
        // The same file can then be chosen again.
        currentTarget.value = '';
      }}
    />
  </div>
);
