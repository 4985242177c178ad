import { CATEGORIES, type Category } from '../../shared/categories.ts';
import { levelOf, thresholdFor } from '../../shared/levels.ts';
import { percent } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import { t } from '../../ui/t.ts';
import type { Row, Section } from '../section.ts';

/** Categories that no bundled model has a label for (models/<id>/card.json); they wait for a detector. */
const NEEDS_DETECTOR: readonly Category[] = ['otherSkin', 'people'];

const rowFor = (category: Category): Row => {
  const unavailable = NEEDS_DETECTOR.includes(category);
  return {
    id: category,
    words: [`category_${category}`, `category_${category}_hint`],
    sets: ['sensitivity'],
    View: ({ settings: { sensitivity: chosen }, save }) => (
      <>
        <Slider
          label={t(`category_${category}`)}
          hint={t(`category_${category}_hint`)}
          value={chosen[category]}
          min={0}
          max={5}
          disabled={unavailable}
          say={(value) => t(`level_${levelOf(value)}`)}
          {...(!unavailable && {
            explain: (value) =>
              t(`level_${levelOf(value)}_means`, percent(thresholdFor(category, levelOf(value)))),
          })}
          onChoose={(value) => save({ sensitivity: { ...chosen, [category]: levelOf(value) } })}
        />
        {unavailable && <p class="aside">{t('needs_detector')}</p>}
        {category === 'nudity' && <p class="aside">{t('nudity_no_parts')}</p>}
      </>
    ),
  };
};

export const sensitivity: Section = {
  id: 'sensitivity',
  title: 'section_sensitivity',
  about: 'section_sensitivity_about',
  alsoCalled: 'also_sensitivity',
  rows: CATEGORIES.map(rowFor),
};
