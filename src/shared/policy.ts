import type { Box } from './boxes.ts';
import type { CardOf } from './card.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { type Level, levelOn, thresholdFor } from './levels.ts';
import type { SiteMode } from './sites.ts';

/**
 * What the models say of one picture, by category: 0–1, the highest over the picture's tiles.
 * `nude` holds, for each tile, the part of each category in the origin's nude / safe fold.
 */
export interface Scores {
  readonly byCategory: Readonly<Partial<Record<Category, number>>>;
  readonly nude: readonly Readonly<Partial<Record<Category, number>>>[];
}

/** Why a picture is covered. `nude` is the fold, `hand` the person's own doing, `failed` no verdict. */
export type Reason = Category | 'nude' | 'hand' | 'failed';

/** A part to cover, and the categories of what was found in it, gravest first. */
export interface CoveredBox extends Box {
  readonly reasons: readonly Category[];
}

/**
 * With `boxes`, what lies outside them may be shown. Whoever does not know of boxes covers the
 * whole picture, which is always right.
 */
export type Verdict =
  | { readonly cover: false }
  | { readonly cover: true; readonly reason: Reason; readonly boxes?: readonly CoveredBox[] };

/** The settings that judgement depends on. */
export interface Judgement {
  readonly sensitivity: Readonly<Record<Category, Level>>;
}

const CLEAR: Verdict = { cover: false };

/**
 * The product's judgement: scores of a picture → covered or not, and why.
 * Pure; the same answer for the same arguments, in any context.
 *
 * A site that is off clears everything. Otherwise each category is compared with the threshold of
 * its level (one level up on a stricter site), and so is the fold, at the level of `nudity`. A
 * class whose own category is off (level 0) does not count towards the fold: "never" means never.
 * The reason named is the category that lies furthest above its threshold; the fold only where it
 * alone covers, because it says less.
 *
 * A score that is not a number from 0 to 1 is a failure of the engine, and covers.
 */
export function judge(scores: Scores, settings: Judgement, site: SiteMode): Verdict {
  if (site === 'off') return CLEAR;
  const level = (category: Category) => levelOn(site, settings.sensitivity[category]);
  const all = [...Object.values(scores.byCategory), ...scores.nude.flatMap(Object.values)];
  if (all.length === 0 || !all.every((score) => score >= 0 && score <= 1 + 1e-3)) {
    return { cover: true, reason: 'failed' };
  }

  let worst: { reason: Category; excess: number } | undefined;
  for (const category of CATEGORIES) {
    const score = scores.byCategory[category] ?? 0;
    const threshold = thresholdFor(category, level(category));
    if (score < threshold) continue;
    const excess = (score - threshold) / Math.max(1 - threshold, 1e-6);
    if (!worst || excess > worst.excess) worst = { reason: category, excess };
  }
  if (worst) return { cover: true, reason: worst.reason };
  const fold = foldOf(scores, (category) => level(category) > 0);
  return fold >= thresholdFor('nudity', level('nudity')) ? { cover: true, reason: 'nude' } : CLEAR;
}

/** The nude / safe fold over the categories that `counts` lets in, of the tile where it is highest. */
export function foldOf(scores: Scores, counts: (category: Category) => boolean): number {
  const folds = scores.nude.map((parts) => {
    let sum = 0;
    for (const category of CATEGORIES) if (counts(category)) sum += parts[category] ?? 0;
    return sum;
  });
  return Math.min(1, Math.max(0, ...folds));
}

/**
 * @param tiles class probabilities, one array for each tile, in the order of `card.labels`
 * @returns the highest of each category over the tiles, and each tile's parts of the fold
 * @throws RangeError when a tile's length is not the card's
 */
export function scoresFrom(
  card: Pick<CardOf<'classes'>, 'labels'>,
  tiles: readonly ArrayLike<number>[],
): Scores {
  const byCategory: Partial<Record<Category, number>> = {};
  const nude = tiles.map((tile) => {
    if (tile.length !== card.labels.length) {
      throw new RangeError(`expected ${card.labels.length} class scores, got ${tile.length}`);
    }
    const parts: Partial<Record<Category, number>> = {};
    card.labels.forEach(({ category, nude: isNude }, i) => {
      if (category === 'none') return;
      const raw = tile[i] ?? Number.NaN;
      // A negative one would be lost in the maximum; NaN is not, and `judge` takes it for a failure.
      const score = raw >= 0 ? raw : Number.NaN;
      byCategory[category] = Math.max(byCategory[category] ?? 0, score);
      if (isNude) parts[category] = (parts[category] ?? 0) + score;
    });
    return parts;
  });
  return { byCategory, nude };
}
