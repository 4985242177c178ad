import type { Category } from '../shared/categories.ts';
import { LEVELS, type Level, thresholdFor } from '../shared/levels.ts';
import type { Settings } from '../shared/settings.ts';
import { percent } from '../ui/format.ts';
import { Slider } from '../ui/slider.tsx';
import { t } from '../ui/t.ts';
import { Fold } from './fold.tsx';

/** What the installed models can tell; the options have all. */
const MAIN = ['explicit', 'nudity', 'suggestive', 'drawn'] as const satisfies readonly Category[];

interface SensitivityProps {
  sensitivity: Settings['sensitivity'];
  save: (sensitivity: Settings['sensitivity']) => void;
}

export const Sensitivity = ({ sensitivity, save }: SensitivityProps) => (
  <Fold title={t('section_sensitivity')}>
    {MAIN.map((category) => (
      <Slider
        key={category}
        label={t(`category_${category}`)}
        value={sensitivity[category]}
        min={LEVELS[0]}
        max={5}
        say={(level) => t(`level_${level as Level}`)}
        explain={(level) =>
          t(`level_${level as Level}_means`, percent(thresholdFor(category, level as Level)))
        }
        onChoose={(level) => save({ ...sensitivity, [category]: level as Level })}
      />
    ))}
  </Fold>
);
