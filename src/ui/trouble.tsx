import type { EngineFault, EngineState } from '../shared/messages.ts';
import type { SettingKey, Settings } from '../shared/settings.ts';
import { list } from './format.ts';
import { Notice } from './notice.tsx';
import { type Key, t } from './t.ts';

export const FAULTS: Readonly<Record<EngineFault, Key>> = {
  'model-damaged': 'fault_model_damaged',
  'model-missing': 'fault_model_missing',
  'wrong-answers': 'fault_wrong_answers',
  crashed: 'fault_crashed',
  unsupported: 'fault_unsupported',
};

interface EngineTroubleProps {
  state: EngineState;
  onFailure: Settings['onFailure'];
}

/**
 * Says why there are no verdicts, what that means for the pictures, and what helps; nothing when
 * all is well.
 */
export function EngineTrouble({ state, onFailure }: EngineTroubleProps) {
  if (state.is === 'ready') return null;
  if (state.is === 'loading') return <Notice kind="info">{t('engine_loading')}</Notice>;
  const meaning = onFailure === 'cover' ? 'engine_failed_covered' : 'engine_failed_shown';
  return (
    <Notice kind="fault">
      {t(FAULTS[state.why])} {t(meaning)}{' '}
      {t(state.why === 'crashed' ? 'fault_mend_crashed' : 'fault_mend_model')}
    </Notice>
  );
}

export const NoAnswer = ({ error, retry }: { error: string; retry?: () => void }) => (
  <Notice kind="fault" {...(retry && { action: { label: t('retry'), run: retry } })}>
    {t('no_answer', error)}
  </Notice>
);

/** @param keys setting keys that were damaged in storage and have been mended */
export function Repaired({ keys }: { keys: readonly string[] }) {
  if (keys.length === 0) return null;
  const names = keys.map((key) => t(`setting_${key as SettingKey}`) || key);
  return <Notice kind="warning">{t('settings_repaired', list(names))}</Notice>;
}
