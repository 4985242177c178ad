import { DEFAULT_SETTINGS } from '../../shared/settings.ts';
import { t } from '../../ui/t.ts';
import { AskedFirst } from '../asked-first.tsx';
import type { RowProps, Section } from '../section.ts';

const { sites: _rules, ...DEFAULTS_BUT_SITES } = DEFAULT_SETTINGS;

const Reset = ({ save }: RowProps) => (
  <AskedFirst
    label={t('reset')}
    question={t('reset_question')}
    explain={t('reset_explain')}
    onYes={() => save(DEFAULTS_BUT_SITES)}
  />
);

export const reset: Section = {
  id: 'reset',
  title: 'section_reset',
  about: 'section_reset_about',
  alsoCalled: 'also_reset',
  rows: [{ id: 'all', words: ['reset', 'reset_explain'], sets: [], View: Reset }],
};
