import { useId, useRef, useState } from 'preact/hooks';
import { BUNDLED } from '../../shared/bundled.ts';
import type { ModelCard } from '../../shared/card.ts';
import { sha256 } from '../../shared/sha256.ts';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../ui/t.ts';
import type { RowProps } from '../section.ts';
import { chooseCard, type FileChoice } from './choose-card.ts';
import { installFaultWords } from './fault-words.ts';
import { begin, forget, isPrivate, useInstallation } from './installation.ts';
import { knownCards } from './known.ts';
import { Licence } from './licence.tsx';
import { Outcome } from './outcome.tsx';

type Chosen = { is: 'none' } | { is: 'reading'; name: string } | FileChoice;
const NONE: Chosen = { is: 'none' };

/** A model that the person has as a file. */
export function FromFile({ settings, save }: RowProps) {
  const now = useInstallation();
  const [chosen, setChosen] = useState<Chosen>(NONE);
  const picker = useRef<HTMLInputElement>(null);
  const onTheWay = now.is !== 'none' && now.by === 'file' ? now : null;
  const close = () => {
    setChosen(NONE);
    picker.current?.focus();
  };
  const start = (card: ModelCard, file: File) => {
    setChosen(NONE);
    begin(card, { by: 'file', file });
  };
  const take = async (files: readonly File[]) => {
    forget();
    setChosen({ is: 'reading', name: files.map(({ name }) => name).join(', ') });
    const choice = await chooseCard(files, await knownCards(), Object.values(BUNDLED), sha256);
    if (choice.is === 'model' && !choice.card.licence.accept) start(choice.card, choice.file);
    else setChosen(choice);
  };
  return (
    <>
      <div class="action">
        <div class="action-text">
          <label class="label" for="model-file">
            {t('model_file')}
          </label>
          <p class="hint" id="model-file-hint">
            {t(isPrivate() ? 'install_private' : 'model_file_hint')}
          </p>
        </div>
        <input
          id="model-file"
          ref={picker}
          type="file"
          multiple
          accept=".onnx,.json"
          aria-describedby="model-file-hint"
          disabled={isPrivate() || now.is === 'running'}
          onChange={({ currentTarget }) => {
            const files = [...(currentTarget.files ?? [])];
            if (files.length > 0) take(files);
            // The same file can then be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {chosen.is === 'reading' && <p role="status">{t('model_file_reading', chosen.name)}</p>}
      {chosen.is === 'refused' && (
        <Notice kind="fault" action={{ label: t('close'), run: close }}>
          {installFaultWords(chosen.fault)} {t('install_unchanged')}
        </Notice>
      )}
      {chosen.is === 'which' && (
        <Which
          {...chosen}
          choose={(card) =>
            card.licence.accept
              ? setChosen({ is: 'model', card, file: chosen.file })
              : start(card, chosen.file)
          }
          close={close}
        />
      )}
      {chosen.is === 'model' && (
        <Licence card={chosen.card} accept={() => start(chosen.card, chosen.file)} refuse={close} />
      )}
      {onTheWay && <Outcome now={onTheWay} again={null} {...{ settings, save }} />}
    </>
  );
}

interface WhichProps {
  cards: readonly ModelCard[];
  file: File;
  choose: (card: ModelCard) => void;
  close: () => void;
}

/** Of some models nobody states the hash: then the person says which one it is. */
function Which({ cards, file, choose, close }: WhichProps) {
  const id = useId();
  const [at, setAt] = useState(0);
  const card = cards[at];
  return (
    <div class="which">
      <p role="status">{t('which_model', file.name)}</p>
      <label class="label" for={id}>
        {t('which_model_label')}
      </label>
      <select id={id} value={at} onChange={({ currentTarget: { value } }) => setAt(Number(value))}>
        {cards.map(({ name }, i) => (
          <option key={name} value={i}>
            {name}
          </option>
        ))}
      </select>
      <div class="dialog-buttons">
        <button type="button" class="button" onClick={close}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="button button-main"
          disabled={!card}
          onClick={() => card && choose(card)}
        >
          {t('install')}
        </button>
      </div>
    </div>
  );
}
