import type { ClassLabel } from '../shared/card.ts';
import type { Looked } from './decoders/looked.ts';
import { type Cells, coreOf } from './heat.ts';
import { type Hot, hottestView, namesOf, scoreOf } from './hot.ts';
import { CELL, type Look, type View } from './views.ts';
import { shareOf, type Wanted } from './wanted.ts';

/**
 * Sides of the squares that are looked at by themselves about the hottest place, of the shorter
 * side: a thing on a quarter of a picture is half to two thirds as wide as that, and one cut a
 * little too close is known more surely than one with something else about it.
 */
const SQUARES = [0.4, 0.55] as const;
/**
 * Taken off the log odds of such a square before they are a score: .6 is reached at .89. A small
 * part torn from its picture looks like anything; with this, 2 of 98 ordinary photographs more have
 * something covered, at .78 some five.
 */
const DOUBT = 1.7;
/** Log odds of the hottest window (a twentieth) below which nothing is looked at once more. */
const COLD = Math.log(0.05 / 0.95);

/**
 * A closer look at the hottest place of a picture in which nothing is hot: what it is by itself,
 * without the rest, which outvotes it.
 * @param views as `hotIn` has them, and `looked` what was seen in them
 * @returns what it is sure of
 * @throws what `look` throws
 */
export async function closerIn(
  views: readonly View[],
  looked: readonly Looked[],
  wanted: readonly Wanted[],
  { first, labels, size }: Asked,
  look: Look,
): Promise<Hot[]> {
  const found: Hot[] = [];
  for (const one of wanted) {
    if (!one.labels.some((label) => labels[label]?.nude)) continue;
    const { view, heat, peak } = hottestView(views, looked, one, labels);
    if (peak <= COLD) continue;
    const squares = squaresAbout(view, coreOf(heat), size);
    const answers = await look(squares);
    if (answers.length < squares.length) throw new Error('a view without an answer');
    const seen = answers.reduce((a, b) =>
      shareOf(b.classes, one) > shareOf(a.classes, one) ? b : a,
    );
    // Rounding may take a sum of probabilities beyond 1.
    const share = Math.min(1, shareOf(seen.classes, one));
    if (Number.isNaN(share)) throw new Error('an answer that is no number');
    const score = scoreOf(Math.log(share / (1 - share)), DOUBT);
    if (!(score >= one.threshold)) continue;
    found.push({ part: view.part, one, labels: namesOf(one, score, seen, first, labels), score });
  }
  return found;
}

export interface Asked {
  /** Class probabilities of the first look, of the whole and of each tile. */
  readonly first: readonly ArrayLike<number>[];
  readonly labels: readonly ClassLabel[];
  /** The side of the model's own input, pixels. */
  readonly size: number;
}

function squaresAbout({ part, width, height, filled }: View, core: Cells, size: number): View[] {
  const x = part.x + ((core.x + core.width / 2) * CELL * part.width) / width;
  const y = part.y + ((core.y + core.height / 2) * CELL * part.height) / height;
  return SQUARES.map((share) => {
    const side = Math.max(1, Math.round(share * Math.min(part.width, part.height)));
    const within = (middle: number, from: number, span: number) =>
      Math.round(Math.min(Math.max(middle - side / 2, from), from + span - side));
    const square = {
      x: within(x, part.x, part.width),
      y: within(y, part.y, part.height),
      width: side,
      height: side,
    };
    return { part: square, width: size, height: size, filled };
  });
}
