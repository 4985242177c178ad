import { BALANCED_LIMIT_MS, BUNDLED } from '../../inference/model-choice.ts';
import type { ModelDecision } from '../../shared/messages.ts';
import { MODEL_CHOICES } from '../../shared/settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { milliseconds } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import type { RowProps, Section } from '../section.ts';

const Choose = ({ settings, facts, save }: RowProps) => (
  <Choice
    legend={t('section_model')}
    quiet
    options={MODEL_CHOICES.map((choice) => ({
      value: choice,
      label: t(`model_${choice}`),
      hint: t(`model_${choice}_hint`),
    }))}
    value={settings.model}
    onChoose={(model) => save({ model })}
  >
    {settings.model === 'auto' && facts && (
      <p class="aside" aria-live="polite">
        {facts.decision ? decided(facts.decision) : t('decision_none')}
      </p>
    )}
  </Choice>
);

const decided = ({ model, provider, balancedMs }: ModelDecision): string =>
  t(
    model === BUNDLED.fast ? 'decision_fast' : 'decision_balanced',
    milliseconds(balancedMs),
    t(`provider_${provider}`),
    milliseconds(BALANCED_LIMIT_MS),
  );

export const model: Section = {
  id: 'model',
  title: 'section_model',
  about: 'section_model_about',
  alsoCalled: 'also_model',
  rows: [
    {
      id: 'choice',
      words: [
        'model_auto',
        'model_auto_hint',
        'model_fast',
        'model_fast_hint',
        'model_balanced',
        'model_balanced_hint',
      ],
      sets: ['model'],
      View: Choose,
    },
  ],
};
