import { useRef, useState } from 'preact/hooks';
import type { Settings } from '../shared/settings.ts';
import { MOST_FILE_BYTES, readSettingsFile } from '../shared/settings-file.ts';
import { Notice } from '../ui/notice.tsx';
import { t } from '../ui/t.ts';
import { faultWords } from './file-fault-words.ts';
import { ImportPreview } from './import-preview.tsx';
import type { RowProps } from './section.ts';

type Chosen = { name: string } & ({ settings: Partial<Settings> } | { fault: string });

/** Nothing is changed by choosing a file: what it would change is shown first. */
export function Import({ settings, save }: RowProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const picker = useRef<HTMLInputElement>(null);
  const close = () => {
    setChosen(null);
    picker.current?.focus();
  };
  return (
    <div class="import">
      <div class="action">
        <div class="action-text">
          <label class="label" for="import-file">
            {t('import')}
          </label>
          <p class="hint" id="import-hint">
            {t('import_hint')}
          </p>
        </div>
        <input
          id="import-file"
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-describedby="import-hint"
          onChange={async ({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (!file) return;
            setChosen(await read(file));
            // The same file, mended, can then be chosen again.
            currentTarget.value = '';
          }}
        />
      </div>
      {chosen && 'fault' in chosen && (
        <Notice kind="fault" action={{ label: t('close'), run: close }}>
          {t('import_refused', chosen.name)} {chosen.fault} {t('import_unchanged')}
        </Notice>
      )}
      {chosen && 'settings' in chosen && (
        <ImportPreview
          name={chosen.name}
          now={settings}
          then={{ ...settings, ...chosen.settings }}
          apply={() => {
            save(chosen.settings);
            close();
          }}
          cancel={close}
        />
      )}
    </div>
  );
}

async function read(file: File): Promise<Chosen> {
  const { name } = file;
  if (file.size > MOST_FILE_BYTES) return { name, fault: faultWords({ is: 'too-large' }) };
  try {
    const result = readSettingsFile(new Uint8Array(await file.arrayBuffer()));
    return 'fault' in result ? { name, fault: faultWords(result.fault) } : { name, ...result };
  } catch {
    // The browser could not read it: moved, or changed on the disk, since it was chosen.
    return { name, fault: t('file_unreadable') };
  }
}
