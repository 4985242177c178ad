import type { Category } from './categories.ts';

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

/** @returns the score at which `category` is covered at `level`; infinite for level 0 */
export const thresholdFor = (category: Category, level: Level): number =>
  THRESHOLDS[category][level];

/** One step stricter, for sites a person marked "stricter"; a category that is off stays off. */
export const stricter = (level: Level): Level =>
  level === 0 || level === 5 ? level : (LEVELS[level + 1] ?? 5);
