/** A part of a picture, 0–1 of its width and height, as it is seen (upright). */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What a decoder finds: a box of the label at that place of the card's list, score 0–1. */
export interface FoundBox extends Box {
  readonly label: number;
  readonly score: number;
}

export const areaOf = ({ width, height }: Box): number => width * height;

/** @returns the area that both cover */
export function overlapOf(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

/** @returns the smallest box around both */
export function around(a: Box, b: Box): Box {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** @returns the part inside the picture, or null when there is none */
export function insidePicture({ x, y, width, height }: Box): Box | null {
  const left = Math.max(0, x);
  const top = Math.max(0, y);
  const right = Math.min(1, x + width);
  const bottom = Math.min(1, y + height);
  if (!(right > left && bottom > top)) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * @param margin part of the box's own width and height added on each side
 * @returns the grown box, cut off at the picture's edge
 */
export function grown({ x, y, width, height }: Box, margin: number): Box {
  const left = Math.max(0, x - width * margin);
  const top = Math.max(0, y - height * margin);
  const right = Math.min(1, x + width * (1 + margin));
  const bottom = Math.min(1, y + height * (1 + margin));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** @returns the area that at least one of the boxes covers, each point once */
export function areaOfAll(boxes: readonly Box[]): number {
  const edges = [...new Set(boxes.flatMap(({ x, width }) => [x, x + width]))].sort((a, b) => a - b);
  let area = 0;
  for (const [i, left] of edges.entries()) {
    const right = edges[i + 1];
    if (right === undefined) break;
    const spans = boxes
      .filter(({ x, width }) => x <= left && x + width >= right)
      .map(({ y, height }): [number, number] => [y, y + height])
      .sort(([a], [b]) => a - b);
    let covered = 0;
    let end = Number.NEGATIVE_INFINITY;
    for (const [top, bottom] of spans) {
      if (bottom > end) covered += bottom - Math.max(top, end);
      end = Math.max(end, bottom);
    }
    area += covered * (right - left);
  }
  return area;
}
