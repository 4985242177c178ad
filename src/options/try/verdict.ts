import { type SeenBox, thresholdOf } from '../../shared/box-policy.ts';
import { judgePicture } from '../../shared/picture-policy.ts';
import type { Verdict } from '../../shared/policy.ts';
import { NO_DETECTOR, type Settings } from '../../shared/settings.ts';
import type { Strategy } from '../../shared/strategy.ts';
import type { Judged } from './use-try.ts';

/** As on a page: without a detector the classifier looks alone. */
const strategyOf = ({ detector, strategy }: Settings): Strategy =>
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
