import type { Settings } from '../../shared/settings.ts';
import { count, percent } from '../../ui/format.ts';
import { t } from '../../ui/t.ts';
import type { Outline } from '../outlines.tsx';
import { Bars } from './bars.tsx';
import type { Judged } from './use-try.ts';
import { countedBoxes, isFound, type Part, partsOf } from './verdict.ts';

interface PartBarsProps {
  judged: Judged;
  settings: Settings;
}

/** Each part that was found, and from where on it is covered; nothing where nobody looked for any. */
export function PartBars({ judged, settings }: PartBarsProps) {
  if (!countedBoxes(judged, settings)) return null;
  const parts = partsOf(judged, settings);
  return (
    <Bars
      title={t('try_parts')}
      hint={parts.length === 0 ? t('try_parts_none') : null}
      bars={parts.map((part, i) => ({
        name: nameOf(part, i),
        score: part.box.score,
        ...(Number.isFinite(part.threshold)
          ? { threshold: part.threshold, note: t('try_part_from', percent(part.threshold)) }
          : { note: t('level_0_means') }),
      }))}
    />
  );
}

/** The same parts as they are drawn over the picture. */
export const outlinesOf = (judged: Judged, settings: Settings): Outline[] =>
  partsOf(judged, settings).map((part, i) => ({
    box: part.box,
    words: t('part_found', nameOf(part, i), percent(part.box.score)),
    counts: isFound(part),
  }));

/** Numbered, so that the words in the picture and beside it are found together. */
const nameOf = ({ box }: Part, i: number): string =>
  t('try_part', count(i + 1), t(`category_${box.category}`));
