import { useId, useRef } from 'preact/hooks';
import { ask } from '../../shared/ask.ts';
import { dropModel, type StoredCard } from '../../shared/model-store.ts';
import { NO_DETECTOR } from '../../shared/settings.ts';
import { type Key, t } from '../../ui/t.ts';
import type { RowProps } from '../section.ts';
import { useFocusOnNext } from '../use-focus-on-next.ts';
import { alone } from './alone.ts';
import { installFaultWords } from './fault-words.ts';
import { InstallError } from './install-fault.ts';
import { forget, useInstallation } from './installation.ts';
import { factsOf } from './model-words.ts';
import { tellModelsChanged, useInstalled } from './use-installed.ts';

/** Models that the person added, and the way out for them. */
export function Installed(props: RowProps) {
  const installed = useInstalled();
  const { place, removed } = useFocusOnNext(installed?.length);
  return (
    <div class="setting" ref={place}>
      <h3 class="label">{t('installed_models')}</h3>
      {installed?.length === 0 && <p class="empty">{t('installed_none')}</p>}
      {installed && installed.length > 0 && (
        <ul class="models">
          {installed.map((card, row) => (
            <li class="model" key={card.id}>
              <div class="model-text">
                <h4>
                  <bdi>{card.name}</bdi>
                  {isUsed(card, props) && <span class="pill">{t('model_in_use')}</span>}
                </h4>
                <p class="hint">{factsOf(card)}</p>
              </div>
              <Remove card={card} removed={() => removed(row)} {...props} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

const isUsed = ({ id }: StoredCard, { settings }: Pick<RowProps, 'settings'>): boolean =>
  settings.detector === id || settings.model === id;

interface RemoveProps extends RowProps {
  card: StoredCard;
  removed: () => void;
}

function Remove({ card, removed, settings, act }: RemoveProps) {
  const question = useRef<HTMLDialogElement>(null);
  const id = useId();
  const now = useInstallation();
  const used = isUsed(card, { settings });
  return (
    <>
      <button
        type="button"
        class="button"
        aria-label={t('remove_model', card.name)}
        disabled={now.is === 'running'}
        onClick={() => question.current?.showModal()}
      >
        {t('remove')}
      </button>
      <dialog
        ref={question}
        aria-labelledby={id}
        onClose={({ currentTarget }) => {
          if (currentTarget.returnValue !== 'remove') return;
          currentTarget.returnValue = '';
          removed();
          act(() => remove(card), 'model_removed');
        }}
      >
        <form method="dialog">
          <h2 id={id}>{t('remove_model_question', card.name)}</h2>
          <p>{t(used ? usedWords(card) : 'remove_model_explain')}</p>
          <div class="dialog-buttons">
            <button type="submit" class="button" value="">
              {t('cancel')}
            </button>
            <button type="submit" class="button button-danger" value="remove">
              {t('remove')}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}

const usedWords = ({ kind }: StoredCard): Key =>
  kind === 'classes' ? 'remove_model_used_classifier' : 'remove_model_used_detector';

/**
 * What used it first falls back to what is always there. That is no step of its own to undo: the
 * model would be missing then.
 */
async function remove({ id }: StoredCard): Promise<void> {
  try {
    await alone(async () => {
      const { settings } = await ask('settings.get', null);
      if (settings.detector === id) await ask('settings.set', { detector: NO_DETECTOR });
      if (settings.model === id) await ask('settings.set', { model: 'auto' });
      await dropModel(id);
    });
  } catch (error) {
    throw error instanceof InstallError ? new Error(installFaultWords(error.fault)) : error;
  }
  forget();
  tellModelsChanged();
}
