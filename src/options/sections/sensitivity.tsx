import { CATEGORIES, type Category } from '../../shared/categories.ts';
import { LEVELS, type Level, thresholdFor } from '../../shared/levels.ts';
import { percent } from '../../ui/format.ts';
import { Slider } from '../../ui/slider.tsx';
import { t } from '../../ui/t.ts';
import type { Section, SectionProps } from '../section.ts';

/** Categories that no bundled model has a label for (models/<id>/card.json); they wait for a detector. */
const NEEDS_DETECTOR: readonly Category[] = ['otherSkin', 'people'];

const levelOf = (value: number): Level => LEVELS.find((level) => level === value) ?? 0;

const Body = ({ settings: { sensitivity: chosen }, save }: SectionProps) => (
  <>
    {CATEGORIES.map((category) => {
      const unavailable = NEEDS_DETECTOR.includes(category);
      return (
        <div class="row" key={category}>
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
        </div>
      );
    })}
  </>
);

export const sensitivity: Section = {
  id: 'sensitivity',
  title: 'section_sensitivity',
  about: 'section_sensitivity_about',
  Body,
};
