import { MASKED } from '../shared/strategy.ts';
import { Choice } from '../ui/choice.tsx';
import { percent } from '../ui/format.ts';
import { Slider } from '../ui/slider.tsx';
import { t } from '../ui/t.ts';
import type { RowProps } from './section.ts';

/* How much of a picture is covered, and how closely. */

export const HowMuch = ({ settings, save }: RowProps) => (
  <Choice
    legend={t('masked_label')}
    options={MASKED.map((masked) => ({
      value: masked,
      label: t(`masked_${masked}`),
      hint: t(`masked_${masked}_hint`),
    }))}
    value={settings.masked}
    onChoose={(masked) => save({ masked })}
  />
);

export const Margin = ({ settings, save }: RowProps) => (
  <Percent
    label={t('margin_label')}
    hint={t(settings.masked === 'boxes' ? 'margin_hint' : 'parts_unused')}
    value={settings.margin}
    most={50}
    disabled={settings.masked !== 'boxes'}
    onChoose={(margin) => save({ margin })}
  />
);

export const AreaLimit = ({ settings, save }: RowProps) => (
  <Percent
    label={t('area_limit_label')}
    hint={t(settings.masked === 'boxes' ? 'area_limit_hint' : 'parts_unused')}
    value={settings.areaLimit}
    most={100}
    disabled={settings.masked !== 'boxes'}
    onChoose={(areaLimit) => save({ areaLimit })}
  />
);

interface PercentProps {
  label: string;
  hint: string;
  /** 0–1 */
  value: number;
  /** Per cent; a file may have set more. */
  most: number;
  disabled: boolean;
  onChoose: (value: number) => void;
}

/** Whole steps of five, so that no value is one of binary's unround ones. */
function Percent({ value, most, onChoose, ...rest }: PercentProps) {
  const now = Math.round(value * 100);
  return (
    <Slider
      {...rest}
      value={now}
      min={0}
      max={Math.max(most, now)}
      step={5}
      say={(chosen) => percent(chosen / 100)}
      onChoose={(chosen) => onChoose(chosen / 100)}
    />
  );
}
