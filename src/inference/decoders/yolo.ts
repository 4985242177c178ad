import { type FoundBox, insidePicture } from '../../shared/boxes.ts';
import type { CardOf } from '../../shared/card.ts';
import { type Placement, toPicture } from '../letterbox.ts';
import { suppress } from './nms.ts';
import { BadAnswer, floatsOf, refuseNonFinite, type Tensor } from './tensor.ts';

/** Scores are sigmoids; half-precision GPUs round. */
const ROUNDING = 1e-3;

/**
 * Reads YOLOv8's head: for each of N anchors cx, cy, w, h in pixels of the input, then one score
 * for each label; no objectness. Either [1, 4 + labels, N] or [1, N, 4 + labels].
 * @param at where the picture lay in the input
 * @returns boxes 0–1 of the original picture, cut off at its edges, best first; one that lies in
 *   the padding alone is none
 * @throws BadAnswer for another shape, numbers that are not finite, scores that are none, boxes
 *   without a size and an answer of nothing but zeros
 */
export function decodeYolo(
  outputs: ReadonlyMap<string, Tensor>,
  card: Pick<CardOf<'boxes-yolo'>, 'outputs' | 'labels' | 'thresholds'>,
  at: Placement,
): FoundBox[] {
  const { data, dims } = floatsOf(outputs, card.outputs.boxes);
  const { anchors, perAnchor, perRow } = shapeOf(dims, card.labels.length + 4);
  refuseNonFinite(data, 'the detector’s answer');
  const candidates: FoundBox[] = [];
  for (let label = 0; label < card.labels.length; label++) {
    const first = (label + 4) * perRow;
    for (const anchor of worthReading(data, first, perAnchor, anchors, card.thresholds.score)) {
      const score = data[first + anchor * perAnchor] as number;
      const box = boxAt(data, anchor * perAnchor, perRow, at);
      if (!box) continue;
      const { x, y, width, height } = box;
      // Spelled out: a spread costs more than all the rest of reading the box.
      candidates.push({ x, y, width, height, label, score: Math.min(1, score) });
    }
  }
  if (candidates.length === 0) refuseZeros(data, anchors, perAnchor, perRow);
  return suppress(candidates, card.thresholds);
}

/**
 * By itself and without a call, because every score passes here: 38 thousand for an input of 320.
 * @returns the anchors whose score reaches the floor
 * @throws BadAnswer for a score that is none
 */
function worthReading(
  data: Float32Array,
  first: number,
  step: number,
  count: number,
  floor: number,
): number[] {
  const found: number[] = [];
  for (let anchor = 0, i = first; anchor < count; anchor++, i += step) {
    const score = data[i] as number;
    if (score < floor && score >= -ROUNDING) continue;
    if (!(score >= -ROUNDING && score <= 1 + ROUNDING)) throw new BadAnswer(`a score of ${score}`);
    found.push(anchor);
  }
  return found;
}

/** @returns how far apart anchors stand, and how far apart the numbers of one anchor */
function shapeOf(dims: readonly number[], rows: number) {
  const [one, a = 0, b = 0] = dims;
  if (dims.length === 3 && one === 1 && (a === rows) !== (b === rows)) {
    return a === rows
      ? { anchors: b, perAnchor: 1, perRow: b }
      : { anchors: a, perAnchor: rows, perRow: 1 };
  }
  throw new BadAnswer(`[${dims.join(', ')}] is no YOLO head of ${rows} rows`);
}

function boxAt(data: Float32Array, from: number, perRow: number, at: Placement) {
  const cx = data[from] as number;
  const cy = data[from + perRow] as number;
  const width = data[from + perRow * 2] as number;
  const height = data[from + perRow * 3] as number;
  if (!(width > 0 && height > 0)) throw new BadAnswer(`a box of ${width}×${height}`);
  return insidePicture(toPicture({ x: cx - width / 2, y: cy - height / 2, width, height }, at));
}

/** A head gives every anchor a place, found or not; all zeros is what a dying GPU answers. */
function refuseZeros(data: Float32Array, anchors: number, perAnchor: number, perRow: number): void {
  for (let anchor = 0; anchor < anchors; anchor++) {
    if (data[anchor * perAnchor] !== 0 || data[anchor * perAnchor + perRow] !== 0) return;
  }
  throw new BadAnswer('nothing but zeros');
}
