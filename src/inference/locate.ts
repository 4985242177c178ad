import { boxesFrom, maskOf } from '../shared/box-policy.ts';
import { areaOfAll, type Box, type FoundBox, insidePicture } from '../shared/boxes.ts';
import type { ClassLabel } from '../shared/card.ts';
import { unsureAbout } from '../shared/levels.ts';
import { closerIn } from './closer.ts';
import type { Looked } from './decoders/looked.ts';
import { type Cells, coreOf } from './heat.ts';
import { type Hot, heatIn, hotIn, hottestOf } from './hot.ts';
import type { Tile } from './tiles.ts';
import { CELL, type Look, largeView, partsOf, SIDES, type View, wholeView } from './views.ts';
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
 * Cells of the fine map that a box is larger by than what is hot, on each side: a cell sees some
 * three cells about it, so what it saw may lie there. Less where the masks would pass the area
 * limit, never less than the least.
 */
const REACH = { most: 3.25, least: 1, step: 0.125 } as const;
/** Boxes are looked for until the rest is clear, so often at most. */
const ROUNDS = 3;

type Size = Pick<Tile, 'width' | 'height'>;

/** Where it is, before it is known how much about it is covered. */
interface Spot extends Hot {
  /** In cells of the fine view. */
  readonly core: Cells;
  readonly view: View;
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
  const { wanted, size, labels } = question;
  let looks = 0;
  const lookAt = async (views: readonly View[]): Promise<Looked[]> => {
    looks += views.length;
    return look(views);
  };

  const wide = (filled: readonly Box[]) =>
    partsOf(picture).map((part) => largeView(part, SIDES.wide, filled));
  /** What is hot is looked at once more, in a finer map, for its place. */
  const placed = async (hot: readonly Hot[], filled: readonly Box[]): Promise<Spot[]> => {
    const parts = [...new Set(hot.map(({ part }) => part))];
    const views = parts.map((part) => largeView(part, SIDES.fine, filled));
    const looked = await lookAt(views);
    return hot.flatMap((one) => {
      const at = parts.indexOf(one.part);
      const view = views[at];
      return view ? [{ ...one, view, core: coreOf(heatIn(looked[at], one.one, labels)) }] : [];
    });
  };

  const views = wide([]);
  const looked = await lookAt(views);
  const hot = hotIn(views, looked, first, wanted, labels);
  for (const one of wanted) {
    const score = Math.max(...first.map((tile) => shareOf(tile, one)));
    if (score < one.threshold || hot.some((other) => other.one === one)) continue;
    // What the whole speaks of lies somewhere, however cold; the proof tells whether it is here.
    hot.push(hottestOf(views, looked, first, one, score, labels));
  }
  const close = (seen: readonly View[], answers: readonly Looked[]) =>
    closerIn(seen, answers, wanted, { first, labels, size }, lookAt);
  // By the closer look alone there is no proof that the wide one could give.
  const closely = hot.length === 0;
  if (closely) hot.push(...(await close(views, looked)));
  const spots = hot.length > 0 ? await placed(hot, []) : [];
  for (let round = 1; round <= ROUNDS && spots.length > 0; round++) {
    const boxes = boxesAbout(spots, picture, question);
    if (!boxes) break;
    const filled = masksOf(boxes, question);
    const again = wide(filled);
    const [whole, ...rest] = await lookAt([wholeView(picture, size, filled), ...again]);
    const left = hotIn(again, rest, first, wanted, labels);
    if (closely && left.length === 0) left.push(...(await close(again, rest)));
    if (left.length === 0) {
      if (whole && isClear(whole, wanted)) return { boxes, looks };
      break;
    }
    if (round < ROUNDS) spots.push(...(await placed(left, filled)));
  }
  return { boxes: everywhere(spots), looks };
}

/** Sure of it: what a detector would be asked about, or another look, is not clear. */
const isClear = ({ classes }: Looked, wanted: readonly Wanted[]): boolean =>
  wanted.every((one) => shareOf(classes, one) < unsureAbout(one.threshold).from);

/** @returns as large a box about each spot as the limit allows; null where it allows none */
function boxesAbout(spots: readonly Spot[], picture: Size, question: Question): FoundBox[] | null {
  // Asked this way round, here and below, a setting that is no number allows none.
  if (!(question.margin >= 0)) return null;
  for (let reach = REACH.most; reach >= REACH.least; reach -= REACH.step) {
    const boxes = spots.flatMap((spot) => boxAbout(spot, reach, picture));
    if (areaOfAll(masksOf(boxes, question)) <= question.areaLimit) return boxes;
  }
  return null;
}

function boxAbout(
  { part, view, core, labels, score }: Spot,
  reach: number,
  picture: Size,
): FoundBox[] {
  const { width, height } = view;
  const [across, down] = [(part.width * CELL) / width, (part.height * CELL) / height];
  const box = insidePicture({
    x: (part.x + (core.x - reach) * across) / picture.width,
    y: (part.y + (core.y - reach) * down) / picture.height,
    width: ((core.width + 2 * reach) * across) / picture.width,
    height: ((core.height + 2 * reach) * down) / picture.height,
  });
  return box ? labels.map((label) => ({ ...box, label, score })) : [];
}

/** As the policy masks them. */
const masksOf = (boxes: readonly FoundBox[], { labels, margin }: Question) =>
  maskOf(boxesFrom(labels, boxes), margin);

/** All of the picture, once for each thing that is somewhere in it. */
function everywhere(spots: readonly Spot[]): FoundBox[] {
  const most = new Map<number, number>();
  for (const { labels, score } of spots) {
    for (const label of labels) most.set(label, Math.max(score, most.get(label) ?? 0));
  }
  return [...most].map(([label, score]) => ({ x: 0, y: 0, width: 1, height: 1, label, score }));
}
