import { CATEGORIES, type Category } from '../../shared/categories.ts';
import { thresholdFor } from '../../shared/levels.ts';
import { foldOf } from '../../shared/policy.ts';
import type { Settings } from '../../shared/settings.ts';
import { percent } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import { type Bar, Bars } from './bars.tsx';
import type { Judged } from './use-try.ts';

interface CategoryBarsProps {
  judged: Judged;
  settings: Settings;
}

/** Each category the model speaks of, and where on its scale the person's level stands. */
export const CategoryBars = ({ judged, settings }: CategoryBarsProps) => (
  <Bars
    title={t('try_categories')}
    bars={CATEGORIES.flatMap((category) => barOf(category, judged, settings))}
  />
);

function barOf(category: Category, { scores }: Judged, { sensitivity }: Settings): Bar[] {
  // Of what these models say, only the fold of explicit and drawn stands for nudity.
  const score =
    category === 'nudity'
      ? foldOf(scores, (each) => sensitivity[each] > 0)
      : scores.byCategory[category];
  if (score === undefined) return [];
  const level = sensitivity[category];
  const name = t(`category_${category}`);
  if (level === 0) return [{ name, score, note: t('level_0_means') }];
  const threshold = thresholdFor(category, level);
  return [{ name, score, threshold, note: t('try_from', percent(threshold), t(`level_${level}`)) }];
}
