import { CATEGORIES, type Category } from '../../shared/categories.ts';
import { boxThresholdFor, levelOf, thresholdFor } from '../../shared/levels.ts';
import { NO_DETECTOR, type Settings } from '../../shared/settings.ts';
import { percent } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import { t } from '../../ui/t.ts';
import type { Row, Section } from '../section.ts';

/** Categories that no classifier has a label for (models/<id>/card.json). */
const NEEDS_DETECTOR: readonly Category[] = ['otherSkin', 'people'];

/** Categories that a detector of people's bodies finds, beside what a classifier says of them. */
const FOUND_IN_PARTS: readonly Category[] = ['explicit', 'nudity', 'suggestive'];

const rowFor = (category: Category): Row => {
  const inParts = NEEDS_DETECTOR.includes(category);
  return {
    id: category,
    words: [`category_${category}`, `category_${category}_hint`],
    sets: ['sensitivity'],
    View: ({ settings, save }) => {
      const { sensitivity: chosen } = settings;
      const detects = isDetecting(settings);
      const unavailable = inParts && !detects;
      return (
        <>
          <Slider
            label={t(`category_${category}`)}
            hint={t(`category_${category}_hint`)}
            value={chosen[category]}
            min={0}
            max={5}
            disabled={unavailable}
            say={(value) => t(`level_${levelOf(value)}`)}
            {...(!unavailable && { explain: (value) => meaningOf(category, value, detects) })}
            onChoose={(value) => save({ sensitivity: { ...chosen, [category]: levelOf(value) } })}
          />
          {unavailable && <p class="aside">{t('needs_detector')}</p>}
          {category === 'nudity' && !detects && <p class="aside">{t('nudity_no_parts')}</p>}
        </>
      );
    },
  };
};

const isDetecting = ({ detector, strategy }: Settings): boolean =>
  detector !== NO_DETECTOR && strategy !== 'classifier';

function meaningOf(category: Category, value: number, detects: boolean): string {
  const level = levelOf(value);
  if (level === 0) return t('level_0_means');
  const parts = percent(boxThresholdFor(category, level));
  if (NEEDS_DETECTOR.includes(category)) return t('level_parts_means', parts);
  const whole = t(`level_${level}_means`, percent(thresholdFor(category, level)));
  return detects && FOUND_IN_PARTS.includes(category)
    ? `${whole} ${t('level_parts_means', parts)}`
    : whole;
}

export const sensitivity: Section = {
  id: 'sensitivity',
  title: 'section_sensitivity',
  about: 'section_sensitivity_about',
  alsoCalled: 'also_sensitivity',
  rows: CATEGORIES.map(rowFor),
};
