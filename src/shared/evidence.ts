import { CATEGORIES, type Category } from './categories.ts';
import { levelOn, thresholdFor, unsureAbout } from './levels.ts';
import { foldOf, type Judgement, type Reason, type Scores } from './policy.ts';
import type { SiteMode } from './sites.ts';

/**
 * Which of what was found counts: everything by its category's sensitivity, or, as in the first
 * NudeNet that the product grew from, only what makes a picture unsafe (origin.ts), at the
 * sensitivity of `nudity`.
 */
export const RULES = ['categories', 'origin'] as const;
export type Rule = (typeof RULES)[number];

/** One thing a classifier said, beside what it takes to be believed. */
export interface Evidence {
  readonly reason: Category | Extract<Reason, 'nude'>;
  readonly score: number;
  readonly threshold: number;
}

/**
 * @returns every score that counts by the rule, of the categories that are on; the picture is
 *   covered where one reaches its threshold
 */
export function evidenceOf(
  scores: Scores,
  settings: Judgement,
  rule: Rule,
  site: SiteMode,
): Evidence[] {
  const level = (category: Category) => levelOn(site, settings.sensitivity[category]);
  const nude = (counts: (category: Category) => boolean): Evidence => ({
    reason: 'nude',
    score: foldOf(scores, counts),
    threshold: thresholdFor('nudity', level('nudity')),
  });
  if (rule === 'origin') return [nude(() => true)];
  const categories = CATEGORIES.map(
    (category): Evidence => ({
      reason: category,
      score: scores.byCategory[category] ?? 0,
      threshold: thresholdFor(category, level(category)),
    }),
  );
  return [...categories, nude((category) => level(category) > 0)];
}

/** @returns the score that stands behind a verdict's reason; null where no score does */
export function scoreBehind(
  reason: Reason,
  scores: Scores,
  settings: Judgement,
  rule: Rule,
): number | null {
  if (reason === 'hand' || reason === 'failed') return null;
  if (reason !== 'nude') return scores.byCategory[reason] ?? null;
  const fold = evidenceOf(scores, settings, rule, 'on').find((one) => one.reason === 'nude');
  return fold?.score ?? null;
}

export const reached = ({ score, threshold }: Evidence): boolean => score >= threshold;

/** How sure a classifier is that a picture is to be covered. */
export type Certainty = 'clear' | 'unsure' | 'sure';

/** @returns `sure` when any score is, `unsure` when any is that, by the table's interval */
export function certaintyOf(evidence: readonly Evidence[]): Certainty {
  if (evidence.some(({ score, threshold }) => score >= unsureAbout(threshold).to)) return 'sure';
  const unsure = evidence.some(({ score, threshold }) => score >= unsureAbout(threshold).from);
  return unsure ? 'unsure' : 'clear';
}
