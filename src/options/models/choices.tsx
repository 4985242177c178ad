import { BALANCED_LIMIT_MS, BUNDLED } from '../../shared/bundled.ts';
import { RULES } from '../../shared/evidence.ts';
import { NAMED_LEVELS, thresholdFor, unsureAbout } from '../../shared/levels.ts';
import type { ModelDecision } from '../../shared/messages.ts';
import type { StoredCard } from '../../shared/model-store.ts';
import { ORIGIN } from '../../shared/origin.ts';
import { MODEL_CHOICES, NO_DETECTOR } from '../../shared/settings.ts';
import { needsClassifier, STRATEGIES } from '../../shared/strategy.ts';
import { Choice } from '../../ui/choice.tsx';
import { bytes, milliseconds, percent } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../ui/t.ts';
import { FAULTS } from '../../ui/trouble.tsx';
import type { RowProps } from '../section.ts';
import { isPrivate } from './installation.ts';
import { useInstalled } from './use-installed.ts';

/* Which of the models look at a picture, how, and what counts of what they say. */

export function ChooseClassifier({ settings, facts, save }: RowProps) {
  const installed = useInstalled();
  const { model } = settings;
  const bundled = MODEL_CHOICES.map((choice) => ({
    value: choice as string,
    label: t(`model_${choice}`),
    hint: t(`model_${choice}_hint`),
  }));
  const rests = settings.detector !== NO_DETECTOR && !needsClassifier(settings.strategy);
  return (
    <Choice
      legend={t('classifier_label')}
      options={withMissing(
        [...bundled, ...(installed ?? []).filter(isClassifier).map(optionFor)],
        model,
        installed,
      )}
      value={model}
      onChoose={(chosen) => save({ model: chosen })}
    >
      {isMissing(bundled, installed, model) && <Missing id={model} />}
      {rests && <p class="aside">{t('classifier_rests')}</p>}
      {model === 'auto' && facts && (
        <p class="aside" aria-live="polite">
          {facts.decision ? decided(facts.decision) : t('decision_none')}
        </p>
      )}
    </Choice>
  );
}

const decided = ({ model, provider, balancedMs }: ModelDecision): string =>
  t(
    model === BUNDLED.fast ? 'decision_fast' : 'decision_balanced',
    milliseconds(balancedMs),
    t(`provider_${provider}`),
    milliseconds(BALANCED_LIMIT_MS),
  );

export function ChooseDetector({ settings, facts, save }: RowProps) {
  const installed = useInstalled();
  const { detector } = settings;
  const none = [{ value: NO_DETECTOR, label: t('detector_none'), hint: t('detector_none_hint') }];
  const detectors = (installed ?? []).filter((card) => !isClassifier(card));
  const state = facts?.detector?.state;
  const missing = isMissing(none, installed, detector);
  return (
    <Choice
      legend={t('detector_label')}
      options={withMissing([...none, ...detectors.map(optionFor)], detector, installed)}
      value={detector}
      onChoose={(chosen) => save({ detector: chosen })}
    >
      {installed && detectors.length === 0 && !missing && (
        <p class="aside">{t('detector_none_installed')}</p>
      )}
      {missing && <Missing id={detector} />}
      {!missing && state?.is === 'failed' && (
        <Notice kind="fault">
          {t(FAULTS[state.why])} {t('detector_failed')}
        </Notice>
      )}
    </Choice>
  );
}

export const ChooseStrategy = ({ settings, save }: RowProps) => (
  <Choice
    legend={t('strategy_label')}
    options={STRATEGIES.map((strategy) => ({
      value: strategy,
      label: t(`strategy_${strategy}`),
      hint: strategy === 'cascade' ? cascadeHint() : t(`strategy_${strategy}_hint`),
    }))}
    value={settings.strategy}
    onChoose={(strategy) => save({ strategy })}
  >
    {settings.detector === NO_DETECTOR && <p class="aside">{t('strategy_needs_detector')}</p>}
  </Choice>
);

/** With the figures that hold at the default sensitivity. */
function cascadeHint(): string {
  const { from, to } = unsureAbout(thresholdFor('explicit', NAMED_LEVELS.default));
  return t('strategy_cascade_hint', percent(from), percent(to));
}

export const ChooseRule = ({ settings, save }: RowProps) => (
  <Choice
    legend={t('rule_label')}
    options={RULES.map((rule) => ({
      value: rule,
      label: t(`rule_${rule}`),
      hint: t(`rule_${rule}_hint`),
    }))}
    value={settings.rule}
    onChoose={(rule) => save({ rule })}
  />
);

/** The three settings that make what the product grew from, at once. */
export function OriginPreset({ settings, save }: RowProps) {
  const inUse = (Object.keys(ORIGIN) as (keyof typeof ORIGIN)[]).every(
    (key) => settings[key] === ORIGIN[key],
  );
  return (
    <div class="action">
      <div class="action-text">
        <h3 class="label">{t('origin_preset')}</h3>
        <p class="hint">{t('origin_preset_hint')}</p>
      </div>
      <button type="button" class="button" disabled={inUse} onClick={() => save(ORIGIN)}>
        {t(inUse ? 'origin_preset_in_use' : 'origin_preset_use')}
      </button>
    </div>
  );
}

interface Option {
  value: string;
  label: string;
  hint: string;
}

const isClassifier = ({ kind }: StoredCard): boolean => kind === 'classes';

const optionFor = ({ id, name, bytes: size, licence }: StoredCard): Option => ({
  value: id,
  label: name,
  hint: t('model_installed_hint', bytes(size), licence.spdx),
});

/** What a settings file brought along, or was removed behind our back. */
const isMissing = (
  always: readonly Option[],
  installed: readonly StoredCard[] | null,
  chosen: string,
): boolean =>
  installed !== null &&
  !always.some(({ value }) => value === chosen) &&
  !installed.some(({ id }) => id === chosen);

const Missing = ({ id }: { id: string }) => (
  <Notice kind="warning">{t(isPrivate() ? 'model_missing_private' : 'model_missing', id)}</Notice>
);

/** What is chosen stands among the options, there or not. */
const withMissing = (
  options: readonly Option[],
  chosen: string,
  installed: readonly StoredCard[] | null,
): readonly Option[] =>
  options.some(({ value }) => value === chosen)
    ? options
    : [
        ...options,
        { value: chosen, label: chosen, hint: installed ? t('model_missing_hint') : t('unknown') },
      ];
