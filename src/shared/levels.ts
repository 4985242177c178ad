import type { Category } from './categories.ts';
import type { SiteMode } from './sites.ts';

/** How sharply a category is looked for: 0 never covers, 5 is the strictest. */
export const LEVELS = [0, 1, 2, 3, 4, 5] as const;
export type Level = (typeof LEVELS)[number];

/** @returns the level that a slider's or a file's number stands for, 0 where it is none */
export const levelOf = (value: number): Level => LEVELS.find((level) => level === value) ?? 0;

/** The three levels with names; 2 and 4 lie between. */
export const NAMED_LEVELS = { lenient: 1, default: 3, strict: 5 } as const satisfies Record<
  string,
  Level
>;

type Thresholds = readonly [never: number, ...rest: [number, number, number, number, number]];

const NEVER = Number.POSITIVE_INFINITY;

/**
 * The one table from sensitivity to probability: a picture is covered for a category when its
 * score is at or above `THRESHOLDS[category][level]`. The same for everyone and every model, and
 * never tuned to a test set. Reasons:
 *
 * - The default, .6, asks for clearly more evidence than against. The softmax of both bundled
 *   models is overconfident (most answers lie under .05 or over .9), so the exact figure between
 *   .5 and .7 moves few pictures; above the coin flip it spares the ordinary pictures on the fence.
 * - Strict, .3, covers what is more than twice as likely as chance over five classes (.2) to be
 *   meant; it covers many ordinary pictures of people and is for those who prefer that.
 * - Lenient, .85, covers only what the model is sure of. It stays under .9 because both models
 *   are quantised to 8 bits and a sure picture can lose a few hundredths to recompression.
 * - `suggestive` stands higher at each level: models call much of everyday skin (beach, sport)
 *   suggestive, and NudeNet's own fold calls that class safe.
 * - `nudity`, `otherSkin` and `people` name what a detector finds; of the classifiers only the
 *   nude / safe fold feeds `nudity`.
 */
export const THRESHOLDS: Readonly<Record<Category, Thresholds>> = {
  explicit: [NEVER, 0.85, 0.7, 0.6, 0.45, 0.3],
  nudity: [NEVER, 0.85, 0.7, 0.6, 0.45, 0.3],
  suggestive: [NEVER, 0.95, 0.9, 0.8, 0.65, 0.5],
  drawn: [NEVER, 0.85, 0.7, 0.6, 0.45, 0.3],
  otherSkin: [NEVER, 0.85, 0.7, 0.6, 0.45, 0.3],
  people: [NEVER, 0.85, 0.7, 0.6, 0.45, 0.3],
};

/**
 * The same for a detector's boxes: one is covered when its score is at or above
 * `BOX_THRESHOLDS[category][level]`. Never tuned to a test set either. Reasons:
 *
 * - A detector's score is a sigmoid of its own for each label, not a share of one whole: what it
 *   found for good lies anywhere from .4 up, where a classifier's answer lies at an end.
 * - Strict, .25, is what NudeNet's authors keep in their browser demo: everything it has.
 * - Lenient, .7, asks for what no second label competes with.
 * - The default, .45, lies between. NudeNet 320n, in a test of 600 pictures that was not ours, found
 *   85 % at 15 % false alarms at its floor and 67 % where it allowed 5 %; beside a classifier that
 *   must be unsure first, a box may count for somewhat less than half.
 * - `suggestive` stands .1 higher, as above: covered parts are everyday pictures.
 */
export const BOX_THRESHOLDS: Readonly<Record<Category, Thresholds>> = {
  explicit: [NEVER, 0.7, 0.55, 0.45, 0.35, 0.25],
  nudity: [NEVER, 0.7, 0.55, 0.45, 0.35, 0.25],
  suggestive: [NEVER, 0.8, 0.65, 0.55, 0.45, 0.35],
  drawn: [NEVER, 0.7, 0.55, 0.45, 0.35, 0.25],
  otherSkin: [NEVER, 0.7, 0.55, 0.45, 0.35, 0.25],
  people: [NEVER, 0.7, 0.55, 0.45, 0.35, 0.25],
};

/** @returns the score at which a detector's box of `category` is covered at `level` */
export const boxThresholdFor = (category: Category, level: Level): number =>
  BOX_THRESHOLDS[category][level];

/**
 * Between which scores a classifier is unsure, so that a detector is asked, as parts of the way from
 * 0 to the threshold and from the threshold to 1. At the default threshold of .6 that is .2 to .8,
 * the interval that Yahoo's authors gave for their classifier. Of 98 ordinary photographs the fast
 * model is unsure or sure about 16, the balanced one about 5.
 */
const UNSURE = { below: 1 / 3, above: 1 / 2 } as const;

/** @returns the scores from which on a classifier is unsure and sure that `threshold` is meant */
export const unsureAbout = (threshold: number): { readonly from: number; readonly to: number } =>
  threshold === NEVER
    ? { from: NEVER, to: NEVER }
    : {
        from: threshold * UNSURE.below,
        to: threshold + (1 - threshold) * UNSURE.above,
      };

/** What boxes are given until the person chooses otherwise. */
export const BOX_DEFAULTS = {
  /**
   * Part of a box's own width and height added on each side: detectors are scored at an overlap of
   * a half, so an edge may lie a tenth of the box inside what it stands for.
   */
  margin: 0.15,
  /** Part of the picture; with more of it masked, what is left tells nothing and gives away a lot. */
  areaLimit: 0.6,
} as const;

/** @returns the score at which `category` is covered at `level`; infinite for level 0 */
export const thresholdFor = (category: Category, level: Level): number =>
  THRESHOLDS[category][level];

/** One step stricter, for sites a person marked "stricter"; a category that is off stays off. */
export const stricter = (level: Level): Level =>
  level === 0 || level === 5 ? level : (LEVELS[level + 1] ?? 5);

/** @returns the level that `chosen` means on a site */
export const levelOn = (site: SiteMode, chosen: Level): Level =>
  site === 'stricter' ? stricter(chosen) : chosen;
