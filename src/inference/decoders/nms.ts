import { areaOf, type Box, type FoundBox, overlapOf } from '../../shared/boxes.ts';

/** @returns intersection over union, 0–1; 0 where both are without area */
export function iou(a: Box, b: Box): number {
  const both = overlapOf(a, b);
  const either = areaOf(a) + areaOf(b) - both;
  return either > 0 ? both / either : 0;
}

interface Suppression {
  /** Of two boxes that overlap more, the one with the lower score goes; null: none goes. */
  readonly iou: number | null;
  /** Most boxes kept: of each class when `perClass`, of all otherwise. */
  readonly topK: number;
  /** Whether a box can only go for one of its own class. */
  readonly perClass: boolean;
}

/**
 * Greedy non-maximum suppression: the best box stays, what overlaps it too much goes, and so on.
 * Of equal scores the earlier one in `boxes` counts as better.
 * @returns the boxes that stay, best first
 */
export function suppress(
  boxes: readonly FoundBox[],
  { iou: most, topK, perClass }: Suppression,
): FoundBox[] {
  const kept: FoundBox[] = [];
  const rivals = new Map<number, FoundBox[]>();
  for (const box of boxes.toSorted((a, b) => b.score - a.score)) {
    const group = perClass ? box.label : 0;
    const better = rivals.get(group) ?? [];
    if (better.length >= topK) continue;
    if (most !== null && better.some((other) => iou(other, box) > most)) continue;
    if (better.length === 0) rivals.set(group, better);
    better.push(box);
    kept.push(box);
  }
  return kept;
}
