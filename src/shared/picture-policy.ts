import { isSound, maskOf, type SeenBox, thresholdOf } from './box-policy.ts';
import { areaOfAll } from './boxes.ts';
import type { Category } from './categories.ts';
import { certaintyOf, type Evidence, evidenceOf, reached } from './evidence.ts';
import { levelOn, thresholdFor, unsureAbout } from './levels.ts';
import { foldOf, judge, type Reason, type Scores, type Verdict } from './policy.ts';
import type { SiteMode } from './sites.ts';
import { type Looking, needsClassifier, needsDetector } from './strategy.ts';

/** What was seen in a picture. Null is what nobody looked for, or what failed. */
export interface Seen {
  readonly scores: Scores | null;
  /** Of all models and tiles; empty when they looked and found nothing. */
  readonly boxes: readonly SeenBox[] | null;
}

/** The settings that the judgement of scores and boxes depends on. */
export interface BoxJudgement extends Looking {
  /** Part of a box's own width and height that its mask is larger by on each side. */
  readonly margin: number;
  /** Part of the picture; with more of it masked, the whole is. */
  readonly areaLimit: number;
}

const CLEAR: Verdict = { cover: false };
const FAILED: Verdict = { cover: true, reason: 'failed' };

/**
 * Boxes of which categories show where that lies of which a classifier spoke. One that says
 * "explicit" is not answered by a face.
 */
const SHOWN_BY: Readonly<Record<Evidence['reason'], readonly Category[]>> = {
  explicit: ['explicit', 'nudity'],
  nude: ['explicit', 'nudity', 'drawn'],
  nudity: ['explicit', 'nudity'],
  drawn: ['drawn', 'explicit', 'nudity'],
  suggestive: ['suggestive', 'explicit', 'nudity'],
  otherSkin: ['otherSkin'],
  people: ['people'],
};

/**
 * The judgement of a picture by everything that was seen in it. Pure; with `judge` (policy.ts) for
 * the scores alone. In short:
 *
 * - A site that is off clears everything. A look that the strategy asks for and that is missing or
 *   broken covers everything, unless what is there covers already.
 * - Boxes cover where one reaches its threshold. Scores cover as `judge` says; in a cascade they
 *   only do when the classifier is sure, because otherwise the detector decides, save on drawings,
 *   of which it knows nothing.
 * - Parts are masked where parts are wanted, boxes were found, everything the classifier spoke of
 *   lies in one of them, and not too much would be masked. In every other case the whole is.
 */
export function judgePicture(seen: Seen, settings: BoxJudgement, site: SiteMode): Verdict {
  if (site === 'off') return CLEAR;
  const { boxes } = seen;
  const scores = needsClassifier(settings.strategy) ? seen.scores : null;
  if (boxes && !boxes.every(isSound)) return FAILED;
  if (scores && isBroken(scores, site)) return FAILED;

  const evidence = scores ? evidenceOf(scores, settings, settings.rule, site) : [];
  const said = scores ? saidBy(scores, evidence, settings, site) : null;
  const found = (boxes ?? []).filter(
    (box) => box.score >= thresholdOf(box, settings, settings.rule, site),
  );
  const reason = said ?? worstOf(found, settings, site);
  const missing =
    (needsClassifier(settings.strategy) && !scores) ||
    (needsDetector(scores, settings, site) && !boxes);
  if (missing) return reason ? { cover: true, reason } : FAILED;
  if (!reason) return CLEAR;

  const whole: Verdict = { cover: true, reason };
  if (settings.masked === 'whole' || found.length === 0) return whole;
  if (said && !evidence.filter(reached).every((one) => isShown(one, found))) return whole;
  // Asked this way round, here and below, a setting that is no number covers the whole.
  if (!(settings.margin >= 0)) return whole;
  const masks = maskOf(found, settings.margin);
  return areaOfAll(masks) <= settings.areaLimit ? { ...whole, boxes: masks } : whole;
}

const ALL_OFF = {
  explicit: 0,
  nudity: 0,
  suggestive: 0,
  drawn: 0,
  otherSkin: 0,
  people: 0,
} as const;

/** What a detector of people's bodies has no word on stays with the classifier. */
const leftToClassifier = ({ drawn, nudity }: BoxJudgement['sensitivity']) => ({
  ...ALL_OFF,
  drawn,
  nudity,
});

/** @returns whether the scores are no answer: with everything off, `judge` covers only those */
const isBroken = (scores: Scores, site: SiteMode): boolean =>
  judge(scores, { sensitivity: ALL_OFF }, site).cover;

/** @returns why the scores cover the picture, or null when they leave it to the boxes */
function saidBy(
  scores: Scores,
  evidence: readonly Evidence[],
  { sensitivity, rule, strategy }: BoxJudgement,
  site: SiteMode,
): Reason | null {
  const decides = strategy !== 'cascade' || certaintyOf(evidence) === 'sure';
  if (rule === 'origin') {
    const fold = foldOf(scores, (category) => decides || category === 'drawn');
    return fold >= thresholdFor('nudity', levelOn(site, sensitivity.nudity)) ? 'nude' : null;
  }
  const counted = decides ? sensitivity : leftToClassifier(sensitivity);
  const verdict = judge(scores, { sensitivity: counted }, site);
  return verdict.cover ? verdict.reason : null;
}

/** Evidence as the strategy takes it: the threshold is that from which on it covers alone. */
export interface Weighed extends Evidence {
  /** From here to the threshold a detector decides. */
  readonly unsureFrom?: number;
}

/**
 * @returns what the classifier said that counts, to be told to a person; the scores cover where one
 *   reaches its threshold, and there only
 */
export function weighed(scores: Scores, settings: Looking, site: SiteMode): Weighed[] {
  const { strategy, rule, sensitivity } = settings;
  if (!needsClassifier(strategy)) return [];
  const evidence = evidenceOf(scores, settings, rule, site);
  if (strategy !== 'cascade') return evidence;
  const left = leftToClassifier(sensitivity);
  // As in `saidBy`.
  const isLeft = (each: Category) => (rule === 'origin' ? each === 'drawn' : left[each] > 0);
  const alone = foldOf(scores, isLeft);
  return evidence.map((one) => {
    if (one.reason === 'drawn' || one.reason === 'nudity') return one;
    if (one.reason === 'nude' && reached({ ...one, score: alone })) return one;
    const { from, to } = unsureAbout(one.threshold);
    return { ...one, threshold: to, unsureFrom: from };
  });
}

/** @returns the category that lies furthest above its threshold */
function worstOf(found: readonly SeenBox[], settings: BoxJudgement, site: SiteMode): Reason | null {
  let worst: { reason: Reason; excess: number } | null = null;
  for (const box of found) {
    const threshold = thresholdOf(box, settings, settings.rule, site);
    const excess = (box.score - threshold) / Math.max(1 - threshold, 1e-6);
    if (!worst || excess > worst.excess) worst = { reason: box.category, excess };
  }
  if (!worst) return null;
  return settings.rule === 'origin' ? 'nude' : worst.reason;
}

const isShown = ({ reason }: Evidence, found: readonly SeenBox[]): boolean =>
  found.some(({ category }) => SHOWN_BY[reason].includes(category));
