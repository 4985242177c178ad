import { type SeenBox, thresholdOf } from '../../shared/box-policy.ts';
import { CATEGORIES, type Category } from '../../shared/categories.ts';
import { reached, scoreBehind } from '../../shared/evidence.ts';
import { judgePicture, type Weighed, weighed } from '../../shared/picture-policy.ts';
import type { Reason, Verdict } from '../../shared/policy.ts';
import { NO_DETECTOR, type Settings } from '../../shared/settings.ts';
import type { Strategy } from '../../shared/strategy.ts';
import type { Judged } from './use-try.ts';

/** As on a page: without a detector the classifier looks alone. */
export const strategyOf = ({ detector, strategy }: Settings): Strategy =>
  detector === NO_DETECTOR ? 'classifier' : strategy;

/** @returns what the present settings make of a tried picture on a site without a rule of its own */
export const verdictOn = (judged: Judged, settings: Settings): Verdict =>
  judgePicture(
    { scores: judged.scores, boxes: countedBoxes(judged, settings) },
    { ...settings, strategy: strategyOf(settings) },
    'on',
  );

/** What a detector found is no matter while it is not asked. */
export function countedBoxes({ boxes }: Judged, settings: Settings): readonly SeenBox[] | null {
  if (strategyOf(settings) !== 'classifier') return boxes;
  return boxes?.filter(({ by }) => by === 'map') ?? null;
}

/** A box with the score from which it is covered; infinite where it never is. */
export interface Part {
  readonly box: SeenBox;
  readonly threshold: number;
}

/** @returns every box that counts at all, the surest first */
export const partsOf = (judged: Judged, settings: Settings): Part[] =>
  (countedBoxes(judged, settings) ?? [])
    .map((box) => ({ box, threshold: thresholdOf(box, settings, settings.rule, 'on') }))
    .sort((a, b) => b.box.score - a.box.score);

export const isFound = ({ box, threshold }: Part): boolean => box.score >= threshold;

/** What the classifier says of a category, and what that takes to be covered. */
export interface Spoken {
  readonly category: Category;
  readonly score: number;
  /** null where the strategy or the rule does not let it cover. */
  readonly weighed: Weighed | null;
}

/** Of what these models say, only the fold of explicit and drawn stands for nudity. */
const reasonOf = (category: Category) => (category === 'nudity' ? 'nude' : category);

/** @returns every category that the model speaks of */
export function spokenOf({ scores }: Judged, settings: Settings): Spoken[] {
  const all = weighed(scores, { ...settings, strategy: strategyOf(settings) }, 'on');
  return CATEGORIES.flatMap((category) => {
    const reason = reasonOf(category);
    const score = scoreBehind(reason, scores, settings, settings.rule);
    if (score === null) return [];
    return [{ category, score, weighed: all.find((one) => one.reason === reason) ?? null }];
  });
}

/** @returns what covers for that reason, or else beside it; nothing where no score does */
export function coveringOf(
  judged: Judged,
  settings: Settings,
  reason: Reason,
): Weighed | undefined {
  const enough = spokenOf(judged, settings).flatMap((one) =>
    one.weighed && reached(one.weighed) ? [one.weighed] : [],
  );
  // In a cascade the fold alone may be sure, while the verdict names a category that is not.
  return enough.find((one) => one.reason === reason) ?? enough[0];
}

/** @returns whether a cascade leaves it to the detector */
export const isUnsure = (judged: Judged, settings: Settings): boolean =>
  spokenOf(judged, settings).some(
    ({ score, weighed: one }) => one?.unsureFrom !== undefined && score >= one.unsureFrom,
  );
