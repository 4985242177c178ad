import { useEffect, useState } from 'preact/hooks';
import type { ModelCard } from '../../shared/card.ts';
import { list } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import type { RowProps } from '../section.ts';
import type { GoOn } from './install-fault.ts';
import { begin, isPrivate, sweep, useInstallation } from './installation.ts';
import { useKnownCards } from './known.ts';
import { Licence } from './licence.tsx';
import { factsOf } from './model-words.ts';
import { Outcome } from './outcome.tsx';
import { useInstalled } from './use-installed.ts';

/** Models that can be loaded from where their authors publish them. */
export function Add({ settings, save }: RowProps) {
  const known = useKnownCards();
  const installed = useInstalled();
  const now = useInstallation();
  const [asking, setAsking] = useState<ModelCard | null>(null);
  useEffect(sweep, []);
  if (!known || !installed) return null;
  const left = known.filter(({ id }) => !installed.some((card) => card.id === id));
  const onTheWay = now.is !== 'none' && now.by === 'web' ? now : null;
  const start = (card: ModelCard, go: GoOn | null) => {
    const url = addressOf(card);
    if (url !== null) begin(card, { by: 'web', url, go });
  };
  // What was just installed stays in its place until that has been read.
  const listed = known.filter(
    (card) => addressOf(card) && (left.includes(card) || onTheWay?.card.id === card.id),
  );
  const byFile = left.filter((card) => !addressOf(card));
  return (
    <>
      <h3 class="label">{t('add_model')}</h3>
      <p class="hint">{t(isPrivate() ? 'install_private' : 'add_model_hint')}</p>
      <ul class="models">
        {listed.map((card) => (
          <li key={card.id}>
            <div class="model">
              <div class="model-text">
                <h4>{card.name}</h4>
                <p class="hint">{factsOf(card)}</p>
              </div>
              {onTheWay?.card.id !== card.id && (
                <button
                  type="button"
                  class="button"
                  aria-label={t('install_named', card.name)}
                  disabled={isPrivate() || now.is === 'running'}
                  onClick={() => (card.licence.accept ? setAsking(card) : start(card, null))}
                >
                  {t('install')}
                </button>
              )}
            </div>
            {onTheWay?.card.id === card.id && (
              <Outcome now={onTheWay} again={(go) => start(card, go)} {...{ settings, save }} />
            )}
          </li>
        ))}
      </ul>
      {byFile.length > 0 && (
        <p class="hint">{t('add_by_file', list(byFile.map(({ name }) => name)))}</p>
      )}
      {asking && (
        <Licence
          card={asking}
          accept={() => {
            setAsking(null);
            start(asking, null);
          }}
          refuse={() => setAsking(null)}
        />
      )}
    </>
  );
}

/** Only what can be checked is loaded. */
const addressOf = ({ source, sha256 }: ModelCard): string | null =>
  'url' in source && sha256 !== null ? source.url : null;
