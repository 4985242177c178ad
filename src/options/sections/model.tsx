import { BALANCED_LIMIT_MS, BUNDLED } from '../../inference/model-choice.ts';
import type { ModelDecision } from '../../shared/messages.ts';
import { MODEL_CHOICES } from '../../shared/settings.ts';
import { Choice } from '../../ui/choice.tsx';
import { milliseconds } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import type { Section, SectionProps } from '../section.ts';

const Body = ({ settings, facts, save }: SectionProps) => (
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
  Body,
};
