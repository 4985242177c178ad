import type { ClassLabel } from '../shared/card.ts';
import type { Category } from '../shared/categories.ts';
import type { Rule } from '../shared/evidence.ts';
import { levelOn, thresholdFor } from '../shared/levels.ts';
import type { Judgement } from '../shared/policy.ts';
import type { SiteMode } from '../shared/sites.ts';

/** Labels of a classifier that count together, and the probability from which they are covered. */
export interface Wanted {
  /** Indices of the card's labels. */
  readonly labels: readonly number[];
  /** The one of them that a box is given, so that the policy covers it where this says so. */
  readonly label: number;
  /** 0–1, never infinite: what is never covered is not looked for. */
  readonly threshold: number;
}

/**
 * What is to be found in a picture by the settings, as `judge` (policy.ts) weighs it: the labels of
 * the nude / safe fold together, each other label that is on by itself. The fold goes by the lowest
 * threshold that any of its labels or `nudity` has: a part may be covered for either.
 */
export function wantedOf(
  labels: readonly Pick<ClassLabel, 'category' | 'nude'>[],
  { sensitivity }: Judgement,
  rule: Rule,
  site: SiteMode,
): Wanted[] {
  if (site === 'off') return [];
  const thresholdOf = (category: Category) =>
    thresholdFor(category, levelOn(site, sensitivity[category]));
  const nude: { label: number; threshold: number }[] = [];
  const wanted: Wanted[] = [];
  labels.forEach(({ category, nude: isNude }, label) => {
    if (category === 'none') return;
    // By the origin's rule the fold alone counts, at the sensitivity of `nudity`.
    const threshold = thresholdOf(rule === 'origin' ? 'nudity' : category);
    if (!Number.isFinite(threshold)) return;
    if (isNude) nude.push({ label, threshold });
    else if (rule !== 'origin') wanted.push({ labels: [label], label, threshold });
  });
  const [easiest, ...others] = nude.sort((a, b) => a.threshold - b.threshold);
  if (!easiest) return wanted;
  const fold = thresholdOf('nudity');
  return [
    {
      labels: [easiest, ...others].map(({ label }) => label),
      label: easiest.label,
      threshold: Math.min(easiest.threshold, fold),
    },
    ...wanted,
  ];
}

/** @returns the probability of the labels together, 0–1 */
export const shareOf = (classes: ArrayLike<number>, { labels }: Pick<Wanted, 'labels'>): number =>
  labels.reduce((sum, label) => sum + (classes[label] ?? Number.NaN), 0);
