import { boxesFrom, maskOf } from '../shared/box-policy.ts';
import { areaOfAll, type FoundBox, insidePicture } from '../shared/boxes.ts';
import type { ClassLabel } from '../shared/card.ts';
import { unsureAbout } from '../shared/levels.ts';
import type { Grid } from './decoders/grid.ts';
import { type Cells, coreOf, heatOf, peakOf } from './heat.ts';
import type { Tile } from './tiles.ts';
import { CELL, type Look, type Looked, type View, wholeView, wideViews } from './views.ts';
import { shareOf, type Wanted } from './wanted.ts';

/** What is asked of a picture. */
export interface Question {
  /** The card's. */
  readonly labels: readonly ClassLabel[];
  /** The side of the model's own input, pixels. */
  readonly size: number;
  readonly wanted: readonly Wanted[];
  /** As in the settings (`BoxJudgement`): the masks that are proven must be those that are shown. */
  readonly margin: number;
  readonly areaLimit: number;
}

export interface Located {
  /**
   * What to cover, 0–1 of the picture; by `judgePicture`, as boxes by a map. Empty: nothing was
   * found. One box of the whole picture: there is something, and it cannot be told where.
   */
  readonly boxes: readonly FoundBox[];
  /** How often the model looked, the first look not counted. */
  readonly looks: number;
}

/**
 * Taken off the log odds of a window before they are a score. A look at many small parts errs more
 * often than one at the whole: with this, parts of one ordinary photograph in seven reach the
 * default threshold, without it of one in four.
 */
const DOUBT = 1.5;
/**
 * Cells that a box is larger by than what is hot, on each side: a cell sees some three cells about
 * it, so what it saw may lie there. Less where the masks would pass the area limit, never less than
 * the least.
 */
const REACH = { most: 2.5, least: 0.5, step: 0.125 } as const;
/** Boxes are looked for until the rest is clear, so often at most. */
const ROUNDS = 3;

type Size = Pick<Tile, 'width' | 'height'>;

/** A part that is to be covered, before it is known how much about it is. */
interface Spot {
  readonly view: View;
  readonly core: Cells;
  readonly label: number;
  readonly score: number;
}

/**
 * Finds which parts of a picture to cover, with nothing but a classifier that gives a map: a look
 * at a larger input, boxes about what is hot in it, and the proof: with the masks painted over, the
 * whole and all its parts must be clear. What is not is covered as well; where that leads nowhere,
 * all is covered.
 * @param picture pixels
 * @param first class probabilities of the first look, of the whole and of each tile
 * @throws what `look` throws: a failure is for the caller to cover
 */
export async function locate(
  picture: Size,
  first: readonly ArrayLike<number>[],
  question: Question,
  look: Look,
): Promise<Located> {
  const { wanted, size } = question;
  let looks = 0;
  const lookAt = async (views: readonly View[]): Promise<Looked[]> => {
    looks += views.length;
    return look(views);
  };

  const views = wideViews(picture, size, []);
  const looked = await lookAt(views);
  const spots = spotsIn(views, looked, question);
  for (const one of wanted) {
    const score = Math.max(...first.map((tile) => shareOf(tile, one)));
    if (score < one.threshold || spots.some(({ label }) => label === one.label)) continue;
    // What the whole speaks of lies somewhere, however cold; the proof tells whether it is here.
    spots.push(hottestOf(views, looked, one, score, question));
  }
  for (let round = 0; round < ROUNDS && spots.length > 0; round++) {
    const boxes = boxesAbout(spots, picture, question);
    if (!boxes) break;
    const filled = masksOf(boxes, question);
    const wide = wideViews(picture, size, filled);
    const [whole, ...parts] = await lookAt([wholeView(picture, size, filled), ...wide]);
    const left = spotsIn(wide, parts, question);
    if (left.length === 0) {
      if (whole && isClear(whole, wanted)) return { boxes, looks };
      break;
    }
    spots.push(...left);
  }
  return { boxes: spots.length > 0 ? everywhere(spots) : [], looks };
}

/** Sure of it: what a detector would be asked about, or another look, is not clear. */
const isClear = ({ classes }: Looked, wanted: readonly Wanted[]): boolean =>
  wanted.every((one) => shareOf(classes, one) < unsureAbout(one.threshold).from);

/** The hottest place of each view in which anything wanted reaches its threshold. */
function spotsIn(views: readonly View[], looked: readonly Looked[], question: Question): Spot[] {
  return views.flatMap((view, i) =>
    question.wanted.flatMap((one): Spot[] => {
      const heat = heatIn(looked[i], one, question);
      const score = scoreOf(peakOf(heat));
      return score >= one.threshold ? [{ view, core: coreOf(heat), label: one.label, score }] : [];
    }),
  );
}

/** The hottest place of all views, with the score that the whole has. */
function hottestOf(
  views: readonly View[],
  looked: readonly Looked[],
  one: Wanted,
  score: number,
  question: Question,
): Spot {
  const [hottest] = views
    .map((view, i) => ({ view, heat: heatIn(looked[i], one, question) }))
    .sort((a, b) => peakOf(b.heat) - peakOf(a.heat));
  if (!hottest) throw new Error('a picture without a view');
  return { view: hottest.view, core: coreOf(hottest.heat), label: one.label, score };
}

function heatIn(looked: Looked | undefined, one: Wanted, { labels }: Question): Grid {
  if (!looked) throw new Error('a view without an answer');
  return heatOf(looked.map, labels.length, one);
}

const scoreOf = (odds: number): number => 1 / (1 + Math.exp(DOUBT - odds));

/** @returns as large a box about each spot as the limit allows; null where it allows none */
function boxesAbout(spots: readonly Spot[], picture: Size, question: Question): FoundBox[] | null {
  for (let reach = REACH.most; reach >= REACH.least; reach -= REACH.step) {
    const boxes = spots.flatMap((spot) => boxAbout(spot, reach, picture));
    if (areaOfAll(masksOf(boxes, question)) <= question.areaLimit) return boxes;
  }
  return null;
}

function boxAbout({ view, core, label, score }: Spot, reach: number, picture: Size): FoundBox[] {
  const { part, width, height } = view;
  const [across, down] = [(part.width * CELL) / width, (part.height * CELL) / height];
  const box = insidePicture({
    x: (part.x + (core.x - reach) * across) / picture.width,
    y: (part.y + (core.y - reach) * down) / picture.height,
    width: ((core.width + 2 * reach) * across) / picture.width,
    height: ((core.height + 2 * reach) * down) / picture.height,
  });
  return box ? [{ ...box, label, score }] : [];
}

/** As the policy masks them. */
const masksOf = (boxes: readonly FoundBox[], { labels, margin }: Question) =>
  maskOf(boxesFrom(labels, boxes), margin);

const everywhere = (spots: readonly Spot[]): FoundBox[] => {
  const labels = [...new Set(spots.map(({ label }) => label))];
  return labels.map((label) => ({
    x: 0,
    y: 0,
    width: 1,
    height: 1,
    label,
    score: Math.max(...spots.filter((spot) => spot.label === label).map(({ score }) => score)),
  }));
};
