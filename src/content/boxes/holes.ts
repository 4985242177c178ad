import type { Box } from '../../shared/boxes.ts';

/**
 * Every hole is this much larger on each side than its box, in CSS pixels: the browser moves edges
 * to whole pixels, and a picture shown smaller mixes neighbours.
 */
const ALLOWANCE = 1;

/** More make every paint slow, and say little that the whole cover does not. */
export const MOST_HOLES = 24;

/** A side within this of the whole is the whole; the position below would divide by next to nothing. */
const NEARLY = 1e-3;

const PLAIN = 'linear-gradient(#000 0 0)';
const WHOLE = `${PLAIN} 0 0/100% 100% no-repeat border-box border-box subtract alpha`;

/**
 * @param boxes parts of the element's content box, 0–1
 * @returns a value for CSS `mask` that leaves the boxes out and keeps all else, in percentages:
 *   it holds at any size of the element. Overlapping boxes are united.
 */
export function maskWithHoles(boxes: readonly Box[]): string {
  const holes = boxes.map(({ x, y, width, height }) => {
    const across = span(x, width);
    const down = span(y, height);
    const place = `${across.at} ${down.at}/${across.length} ${down.length}`;
    return `${PLAIN} ${place} no-repeat content-box content-box add alpha`;
  });
  return [WHOLE, ...holes].join(', ');
}

/**
 * A percentage for a layer's place is one of the room it leaves, so to begin at `start` a layer of
 * `length` is put at start / (1 − length).
 */
function span(start: number, length: number): { at: string; length: string } {
  const room = 1 - length;
  const part = room < NEARLY ? 0 : start / room;
  const size = room < NEARLY ? 1 : length;
  const push = number(ALLOWANCE * Math.abs(2 * part - 1));
  return {
    // As the browser itself writes it: the proof compares.
    at: push === '0' ? percent(part) : `calc(${percent(part)} ${part < 0.5 ? '-' : '+'} ${push}px)`,
    length: `calc(${percent(size)} + ${2 * ALLOWANCE}px)`,
  };
}

const number = (value: number): string => String(Number(value.toFixed(4)));
const percent = (value: number): string => `${number(value * 100)}%`;
