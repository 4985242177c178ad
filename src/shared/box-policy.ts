import { around, type Box, type FoundBox, grown, overlapOf } from './boxes.ts';
import type { BoxLabel, ClassLabel } from './card.ts';
import { CATEGORIES, type Category } from './categories.ts';
import type { Rule } from './evidence.ts';
import { boxThresholdFor, levelOn, thresholdFor } from './levels.ts';
import type { CoveredBox, Judgement } from './policy.ts';
import type { SiteMode } from './sites.ts';

/** A box that a model found, as a person understands it. */
export interface SeenBox extends Box {
  readonly category: Category;
  /** Makes a picture unsafe by the origin's rule. */
  readonly unsafe: boolean;
  readonly score: number;
  /** A class map's scores are a classifier's, and are held against a classifier's thresholds. */
  readonly by: 'detector' | 'map';
}

/**
 * @param labels the card's
 * @returns the boxes whose label has a category, with what the label means
 * @throws RangeError for a label that the card does not have
 */
export function boxesFrom(
  labels: readonly (BoxLabel | ClassLabel)[],
  found: readonly FoundBox[],
): SeenBox[] {
  return found.flatMap(({ label: index, x, y, width, height, score }): SeenBox[] => {
    const label = labels[index];
    if (!label) throw new RangeError(`no label ${index} among ${labels.length}`);
    if (label.category === 'none') return [];
    const place = { x, y, width, height, score, category: label.category };
    return [
      'unsafe' in label
        ? { ...place, unsafe: label.unsafe, by: 'detector' }
        : { ...place, unsafe: label.nude, by: 'map' },
    ];
  });
}

/** Far outside is as wrong as not a number: decoders cut boxes off at the picture's edge. */
const EDGE = 1e-6;

/** @returns whether the numbers of a box can be true; if not, something failed */
export function isSound({ x, y, width, height, score }: SeenBox): boolean {
  const inside = x >= -EDGE && y >= -EDGE && x + width <= 1 + EDGE && y + height <= 1 + EDGE;
  return inside && width > 0 && height > 0 && score >= 0 && score <= 1 + 1e-3;
}

/** @returns the score at which a box is covered; infinite where it never is */
export function thresholdOf(
  { category, unsafe, by }: SeenBox,
  settings: Judgement,
  rule: Rule,
  site: SiteMode,
): number {
  if (rule === 'origin' && !unsafe) return Number.POSITIVE_INFINITY;
  const counted = rule === 'origin' ? 'nudity' : category;
  const level = levelOn(site, settings.sensitivity[counted]);
  return by === 'map' ? thresholdFor(counted, level) : boxThresholdFor(counted, level);
}

/**
 * The parts to mask: each box grown by the margin, and those that then overlap made one, until none
 * do. A mask with no gaps gives away less of its shape, and costs less to paint.
 * @param margin part of a box's own width and height added on each side
 */
export function maskOf(boxes: readonly SeenBox[], margin: number): CoveredBox[] {
  const masks: CoveredBox[] = [];
  for (const box of boxes) {
    let mask: CoveredBox = { ...grown(box, margin), reasons: [box.category] };
    for (let i = 0; i < masks.length; ) {
      const other = masks[i];
      if (!other || overlapOf(mask, other) <= 0) {
        i++;
        continue;
      }
      masks.splice(i, 1);
      mask = { ...around(mask, other), reasons: gravestFirst(mask.reasons, other.reasons) };
      // It is larger now, and may reach what it did not before.
      i = 0;
    }
    masks.push(mask);
  }
  return masks;
}

const gravestFirst = (a: readonly Category[], b: readonly Category[]): Category[] =>
  CATEGORIES.filter((category) => a.includes(category) || b.includes(category));
