import { type FoundBox, insidePicture } from '../../shared/boxes.ts';
import type { CardOf } from '../../shared/card.ts';
import { type Placement, toPicture } from '../letterbox.ts';
import { suppress } from './nms.ts';
import { BadAnswer, refuseNonFinite, type Tensor } from './tensor.ts';

const ROUNDING = 1e-3;
const UNUSED = -1;

/**
 * Reads keras-retinanet's three outputs, told apart by type and shape: boxes [1, N, 4] as x1, y1,
 * x2, y2 in pixels of the input, scores [1, N], labels [1, N] of whole numbers; −1 in rows that
 * hold nothing.
 * @param at where the picture lay in the input
 * @returns boxes 0–1 of the original picture, cut off at its edges, best first
 * @throws BadAnswer for other outputs, numbers that are not finite, scores that are none, labels
 *   that the card does not have, boxes without a size and an answer of nothing but zeros
 */
export function decodeRetinanet(
  outputs: ReadonlyMap<string, Tensor>,
  card: Pick<CardOf<'boxes-retinanet'>, 'labels' | 'thresholds'>,
  at: Placement,
): FoundBox[] {
  const { boxes, scores, labels } = tellApart(outputs);
  refuseNonFinite(boxes, 'a box');
  refuseNonFinite(scores, 'a score');
  const candidates: FoundBox[] = [];
  let zeros = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] as number;
    const label = Number(labels[row]);
    if (score === UNUSED || label === UNUSED) {
      // Unused is unused in both; one alone is a row that lost a part of itself.
      if (score !== UNUSED || label !== UNUSED) throw new BadAnswer(`row ${row} is half used`);
      continue;
    }
    if (score < -ROUNDING || score > 1 + ROUNDING) throw new BadAnswer(`a score of ${score}`);
    if (label < 0 || label >= card.labels.length) throw new BadAnswer(`a label ${label}`);
    const edges = boxes.subarray(row * 4, row * 4 + 4);
    if (edges.every((edge) => edge === 0)) zeros++;
    if (score < card.thresholds.score) continue;
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = edges;
    if (!(x2 > x1 && y2 > y1)) throw new BadAnswer(`a box from ${x1}, ${y1} to ${x2}, ${y2}`);
    const box = insidePicture(toPicture({ x: x1, y: y1, width: x2 - x1, height: y2 - y1 }, at));
    if (box) candidates.push({ ...box, label, score: Math.min(1, score) });
  }
  if (zeros > 0 && zeros === scores.length) throw new BadAnswer('nothing but zeros');
  return suppress(candidates, card.thresholds);
}

function tellApart(outputs: ReadonlyMap<string, Tensor>) {
  let boxes: Float32Array | undefined;
  let scores: Float32Array | undefined;
  let labels: Int32Array | BigInt64Array | undefined;
  for (const [name, { data, dims }] of outputs) {
    const [one, , last] = dims;
    if (one !== 1) throw new BadAnswer(`output ${name} is of more than one picture`);
    const floats = data instanceof Float32Array;
    if (floats && dims.length === 3 && last === 4 && !boxes) boxes = data;
    else if (floats && dims.length === 2 && !scores) scores = data;
    else if (!floats && dims.length === 2 && !labels) labels = data;
    else throw new BadAnswer(`output ${name} is neither boxes nor scores nor labels`);
  }
  if (!boxes || !scores || !labels) throw new BadAnswer('boxes, scores or labels are missing');
  if (scores.length !== labels.length || boxes.length !== scores.length * 4) {
    throw new BadAnswer(
      `${boxes.length / 4} boxes, ${scores.length} scores, ${labels.length} labels`,
    );
  }
  return { boxes, scores, labels };
}
