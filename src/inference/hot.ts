import type { ClassLabel } from '../shared/card.ts';
import type { Grid } from './decoders/grid.ts';
import type { Looked } from './decoders/looked.ts';
import { heatOf, peakOf } from './heat.ts';
import type { Tile } from './tiles.ts';
import type { View } from './views.ts';
import type { Wanted } from './wanted.ts';

/**
 * Taken off the log odds of a window before they are a score. A look at many small parts errs more
 * often than one at the whole: with this, something in 18 of 98 ordinary photographs reaches the
 * default threshold (in 1 of them the whole does), without it in 25; with twice as much in 14, and
 * then twice as many patterns are missed.
 */
const DOUBT = 0.7;

type Labels = readonly ClassLabel[];

/** A part of the picture in which something wanted is, somewhere. */
export interface Hot {
  readonly part: Tile;
  readonly one: Wanted;
  /** What it is called: never none. */
  readonly labels: readonly number[];
  readonly score: number;
}

/** The views in which anything wanted reaches its threshold. */
export function hotIn(
  views: readonly View[],
  looked: readonly Looked[],
  first: readonly ArrayLike<number>[],
  wanted: readonly Wanted[],
  labels: Labels,
): Hot[] {
  return views.flatMap(({ part }, i) =>
    wanted.flatMap((one): Hot[] => {
      const score = scoreOf(peakOf(heatIn(looked[i], one, labels)), DOUBT);
      if (!(score >= one.threshold)) return [];
      return [{ part, one, labels: namesOf(one, score, looked[i], first, labels), score }];
    }),
  );
}

/**
 * What a hot part is called: of the labels that are covered at its score, the one that glows most,
 * and whatever the first look already said, for which the policy wants to see a box.
 */
export function namesOf(
  one: Wanted,
  score: number,
  looked: Looked | undefined,
  first: readonly ArrayLike<number>[],
  labels: Labels,
): number[] {
  const glow = (label: number) => peakOf(heatIn(looked, { labels: [label] }, labels));
  const covered = one.labels.filter((_, i) => score >= (one.thresholds[i] ?? 1));
  const [most] = covered
    .map((label) => ({ label, glow: glow(label) }))
    .sort((a, b) => b.glow - a.glow);
  const said = covered.filter((label) => {
    const threshold = one.thresholds[one.labels.indexOf(label)] ?? 1;
    return first.some((tile) => (tile[label] ?? 0) >= threshold);
  });
  const least = one.labels[one.thresholds.indexOf(Math.min(...one.thresholds))] as number;
  return [...new Set([most?.label ?? least, ...said])];
}

/** The hottest of all views, with the score that the whole has. */
export function hottestOf(
  views: readonly View[],
  looked: readonly Looked[],
  first: readonly ArrayLike<number>[],
  one: Wanted,
  score: number,
  labels: Labels,
): Hot {
  const { view, at } = hottestView(views, looked, one, labels);
  return { part: view.part, one, labels: namesOf(one, score, at, first, labels), score };
}

/** Where the labels glow most, and how. @throws Error where there is no view, or no answer to one */
export function hottestView(
  views: readonly View[],
  looked: readonly Looked[],
  one: Wanted,
  labels: Labels,
): { view: View; at: Looked | undefined; heat: Grid; peak: number } {
  const [hottest] = views
    .map((view, i) => {
      const heat = heatIn(looked[i], one, labels);
      return { view, at: looked[i], heat, peak: peakOf(heat) };
    })
    .sort((a, b) => b.peak - a.peak);
  if (!hottest) throw new Error('a picture without a view');
  return hottest;
}

/** @returns how much each cell of a view speaks for the labels. @throws Error where nobody looked at it */
export function heatIn(
  looked: Looked | undefined,
  one: Pick<Wanted, 'labels'>,
  labels: Labels,
): Grid {
  if (!looked) throw new Error('a view without an answer');
  return heatOf(looked.map, labels.length, one);
}

/** @param odds their logarithm, of which `doubt` is taken off. @returns 0–1 */
export const scoreOf = (odds: number, doubt: number): number => 1 / (1 + Math.exp(doubt - odds));
