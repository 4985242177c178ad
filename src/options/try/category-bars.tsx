import type { Settings } from '../../shared/settings.ts';
import { needsClassifier } from '../../shared/strategy.ts';
import { percent } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import { type Bar, Bars } from './bars.tsx';
import type { Judged } from './use-try.ts';
import { type Spoken, spokenOf, strategyOf } from './verdict.ts';

interface CategoryBarsProps {
  judged: Judged;
  settings: Settings;
}

/** Each category the model speaks of, and from where on its scale the present settings cover. */
export const CategoryBars = ({ judged, settings }: CategoryBarsProps) => (
  <Bars
    title={t('try_categories')}
    bars={spokenOf(judged, settings).map((spoken) => barOf(spoken, settings))}
  />
);

function barOf({ category, score, weighed }: Spoken, settings: Settings): Bar {
  const bar = { name: t(`category_${category}`), score };
  if (!needsClassifier(strategyOf(settings))) return { ...bar, note: t('try_not_asked') };
  if (!weighed) return { ...bar, note: t('try_not_alone', t('rule_origin')) };
  const { threshold, unsureFrom } = weighed;
  if (!Number.isFinite(threshold)) return { ...bar, note: t('level_0_means') };
  const [from, level] = [percent(threshold), t(`level_${settings.sensitivity[category]}`)];
  const note =
    unsureFrom === undefined
      ? t('try_from', from, level)
      : t('try_from_sure', from, level, percent(unsureFrom));
  return { ...bar, threshold, note };
}
