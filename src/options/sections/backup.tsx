import { settingsFile } from '../../shared/settings-file.ts';
import { t } from '../../ui/t.ts';
import { Import } from '../import-settings.tsx';
import type { RowProps, Section } from '../section.ts';

const Export = ({ settings }: RowProps) => (
  <div class="action">
    <div class="action-text">
      <h3 class="label">{t('export')}</h3>
      <p class="hint">{t('export_hint')}</p>
    </div>
    <button type="button" class="button" onClick={() => download(settingsFile(settings))}>
      {t('export_button')}
    </button>
  </div>
);

function download(text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const day = new Date().toISOString().slice(0, 10);
  Object.assign(document.createElement('a'), {
    href: url,
    download: `figleaf-settings-${day}.json`,
  }).click();
  // The download holds on to the blob itself once it has begun, which is after this task.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}

export const backup: Section = {
  id: 'backup',
  title: 'section_backup',
  about: 'section_backup_about',
  alsoCalled: 'also_backup',
  rows: [
    { id: 'export', words: ['export', 'export_hint'], sets: [], View: Export },
    { id: 'import', words: ['import', 'import_hint'], sets: [], View: Import },
  ],
};
