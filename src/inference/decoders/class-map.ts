import { type FoundBox, insidePicture } from '../../shared/boxes.ts';
import type { ClassLabel } from '../../shared/card.ts';
import { type Placement, toPicture } from '../letterbox.ts';
import { softmax } from './classes.ts';
import { upsample } from './grid.ts';
import { regionsOf } from './regions.ts';
import { BadAnswer, refuseNonFinite } from './tensor.ts';

export interface ClassMap {
  /** Logits [1, h, w, labels]. */
  readonly data: Float32Array;
  readonly dims: readonly number[];
}

/**
 * How a map is read:
 * `cells`: softmax in each cell, a region is where a label's probability reaches `score`, and its
 * score is the highest in it;
 * `activation`: for a map whose mean is the model's own logits (class activation mapping, Zhou et
 * al. 2016). A region is where a label's logit, between its least and its most in this picture,
 * reaches `score`; its score is the label's probability for the whole picture.
 */
export type Reading = 'cells' | 'activation';

/**
 * Steps between the centres of two cells: finer ones move an edge by less than 1/16 of a cell. Odd,
 * so that a cell's own centre, where its value stands undiluted, is one of them.
 */
const STEPS = 9;

/**
 * Finds where in the picture a dense class map sees what it names: upsampled bilinearly, cut at a
 * threshold, one box for each connected region. Coarse, a cell is some 30 pixels of the input.
 * @param labels the card's; those of no category are not looked for
 * @param at where the picture lay in the input
 * @returns boxes 0–1 of the original picture, cut off at its edges, by label, then downwards
 * @throws BadAnswer for another shape, for values that are not finite, and for all zeros
 */
export function decodeClassMap(
  { data, dims }: ClassMap,
  labels: readonly Pick<ClassLabel, 'category'>[],
  reading: Reading,
  score: number,
  at: Placement,
): FoundBox[] {
  const [one, h = 0, w = 0, count] = dims;
  const sound = dims.length === 4 && one === 1 && h > 0 && w > 0 && count === labels.length;
  if (!sound || data.length !== h * w * count) {
    throw new BadAnswer(`[${dims.join(', ')}] is no map of ${labels.length} classes`);
  }
  refuseNonFinite(data, 'the class map');
  if (data.every((value) => value === 0)) throw new BadAnswer('nothing but zeros');
  const values = reading === 'cells' ? probabilitiesOf(data, labels.length) : data;
  const whole = reading === 'cells' ? null : softmax(meanOf(data, labels.length));
  return labels.flatMap(({ category }, label) => {
    if (category === 'none') return [];
    const plane = new Float32Array(h * w);
    for (let cell = 0; cell < plane.length; cell++) {
      plane[cell] = values[cell * labels.length + label] as number;
    }
    if (whole) spread(plane);
    const fine = upsample(plane, w, h, STEPS);
    return regionsOf(fine, score).flatMap((region): FoundBox[] => {
      const box = insidePicture(toPicture(scaled(region, fine, at), at));
      return box ? [{ ...box, label, score: whole?.[label] ?? region.most }] : [];
    });
  });
}

function probabilitiesOf(data: Float32Array, labels: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let from = 0; from < data.length; from += labels) {
    out.set(softmax(data.subarray(from, from + labels)), from);
  }
  return out;
}

function meanOf(data: Float32Array, labels: number): Float64Array {
  const mean = new Float64Array(labels);
  const cells = data.length / labels;
  for (let i = 0; i < data.length; i++) {
    mean[i % labels] = (mean[i % labels] as number) + (data[i] as number) / cells;
  }
  return mean;
}

/** To 0–1 between the least and the most; a map without differences is everywhere at its most. */
function spread(plane: Float32Array): void {
  const least = plane.reduce((a, b) => Math.min(a, b));
  const most = plane.reduce((a, b) => Math.max(a, b));
  for (let i = 0; i < plane.length; i++) {
    plane[i] = most > least ? ((plane[i] as number) - least) / (most - least) : 1;
  }
}

/** From steps of the fine grid to pixels of the input. */
function scaled(
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
  fine: { width: number; height: number },
  { inputWidth, inputHeight }: Placement,
) {
  const [across, down] = [inputWidth / fine.width, inputHeight / fine.height];
  return { x: x * across, y: y * down, width: width * across, height: height * down };
}
