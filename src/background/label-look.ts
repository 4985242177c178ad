import type { LabelColours } from '../shared/label-colours.ts';

/** A label as it is on the screen, and in which colours it was drawn. */
export interface LabelLook {
  readonly colours: LabelColours;
  readonly width: number;
  readonly height: number;
  /** RGBA in rows. */
  readonly data: Uint8ClampedArray;
}

/** Of 255: rounding, and colours as a screen has them. */
const ALLOWANCE = 2;
/** Of all pixels, that may be otherwise all the same. */
const MOST_OTHER = 0.005;
/** Of all pixels, that are the background alone. */
const LEAST_BACK = 0.4;
/** Of all pixels, that are letters through and through: half of what the shortest label has. */
const LEAST_INK = 0.015;
/** Of the way from the background to the letters. */
const INKED = 0.85;
/** The rounded ends and the edge, where what lies beneath is mixed in. */
const EDGE = 2;

/**
 * Whether a label was in full sight at two looks at it: each pixel is as far from the background to
 * the letters at one look as at the other, in the colours of that look. What lies over it, whole or
 * in part or half-transparent, knows neither colours and does not change with them.
 */
export function isInSight(before: LabelLook, now: LabelLook): boolean {
  const { width, height } = now;
  if (before.width !== width || before.height !== height) return false;
  const ends = Math.ceil(height / 2);
  let [all, back, ink, other] = [0, 0, 0, 0];
  for (let y = EDGE; y < height - EDGE; y++) {
    for (let x = ends; x < width - ends; x++) {
      const at = (y * width + x) * 4;
      all++;
      const shares = [0, 1, 2].map((c) => share(now, at, c));
      if (shares.every((each) => Math.abs(each) < 0.02)) back++;
      if (shares.every((each) => each > INKED)) ink++;
      if (!isLike(before, now, at)) other++;
    }
  }
  return all > 0 && back >= LEAST_BACK * all && ink >= LEAST_INK * all && other <= MOST_OTHER * all;
}

/** @returns 0 for the background, 1 for the letters */
function share({ data, colours: { back, ink } }: LabelLook, at: number, channel: number): number {
  const [from = 0, to = 0] = [back[channel], ink[channel]];
  return ((data[at + channel] ?? 0) - from) / (to - from);
}

function isLike(before: LabelLook, now: LabelLook, at: number): boolean {
  return [0, 1, 2].every((c) => {
    const part = share(before, at, c);
    const [from = 0, to = 0] = [now.colours.back[c], now.colours.ink[c]];
    return Math.abs(from + part * (to - from) - (now.data[at + c] ?? 0)) <= ALLOWANCE;
  });
}
