import { useId, useRef } from 'preact/hooks';
import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { t } from '../../ui/t.ts';
import type { RowProps, Section } from '../section.ts';

const { sites: _rules, ...DEFAULTS_BUT_SITES } = DEFAULT_SETTINGS;

function Reset({ save }: RowProps) {
  const question = useRef<HTMLDialogElement>(null);
  const id = useId();
  return (
    <>
      <button type="button" class="button" onClick={() => question.current?.showModal()}>
        {t('reset')}
      </button>
      <dialog
        ref={question}
        aria-labelledby={id}
        onClose={(event) => {
          if (event.currentTarget.returnValue !== 'reset') return;
          event.currentTarget.returnValue = '';
          save(DEFAULTS_BUT_SITES);
        }}
      >
        <form method="dialog">
          <h2 id={id}>{t('reset_question')}</h2>
          <p>{t('reset_explain')}</p>
          <div class="dialog-buttons">
            <button type="submit" class="button" value="">
              {t('cancel')}
            </button>
            <button type="submit" class="button button-danger" value="reset">
              {t('reset')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}

export const reset: Section = {
  id: 'reset',
  title: 'section_reset',
  about: 'section_reset_about',
  alsoCalled: 'also_reset',
  rows: [{ id: 'all', words: ['reset', 'reset_explain'], sets: [], View: Reset }],
};
