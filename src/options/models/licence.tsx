import { useEffect, useId, useRef } from 'preact/hooks';
import type { ModelCard } from '../../shared/card.ts';
import { t } from '../../ui/t.ts';

interface LicenceProps {
  card: ModelCard;
  accept: () => void;
  refuse: () => void;
}

/** Asked before anything is loaded, where a model's licence must be accepted. */
export function Licence({ card, accept, refuse }: LicenceProps) {
  const question = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { spdx, holder } = card.licence;
  useEffect(() => question.current?.showModal(), []);
  return (
    <dialog
      ref={question}
      aria-labelledby={id}
      onClose={({ currentTarget }) =>
        currentTarget.returnValue === 'accept' ? accept() : refuse()
      }
    >
      <form method="dialog">
        <h2 id={id}>{t('licence_title', card.name)}</h2>
        <p>{t('licence_of', holder, spdx)}</p>
        <p>{t(spdx.startsWith('AGPL') ? 'licence_agpl' : 'licence_other')}</p>
        <p>{t('licence_not_ours')}</p>
        <ul class="licence-links">
          <li>
            <Outside to={`https://spdx.org/licenses/${encodeURIComponent(spdx)}.html`}>
              {t('licence_text', spdx)}
            </Outside>
          </li>
          {'repository' in card.source && (
            <li>
              <Outside to={`https://github.com/${encodeURI(card.source.repository)}`}>
                {t('licence_source', card.source.repository)}
              </Outside>
            </li>
          )}
        </ul>
        <div class="dialog-buttons">
          <button type="submit" class="button" value="">
            {t('cancel')}
          </button>
          <button type="submit" class="button button-main" value="accept">
            {t('licence_accept')}
          </button>
        </div>
      </form>
    </dialog>
  );
}

const Outside = ({ to, children }: { to: string; children: string }) => (
  <a href={to} target="_blank" rel="noopener noreferrer">
    {children}
  </a>
);
