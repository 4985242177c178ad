import { describe, expect, it } from 'vitest';
import { type LabelColours, nextColours } from '../shared/label-colours.ts';
import { isInSight, type LabelLook } from './label-look.ts';

const [WIDTH, HEIGHT] = [140, 23];

/** How much of a letter is at a place: strokes three pixels wide with soft edges. */
const inkAt = (x: number, y: number): number => {
  if (y < 6 || y > 16 || x < 14 || x > 126) return 0;
  return [0.4, 1, 1, 0.4, 0, 0, 0, 0][x % 8] ?? 0;
};

type Pixel = readonly number[];
/** @param over what lies over a pixel of the label's own */
function look(
  colours: LabelColours,
  over: (own: Pixel, x: number, y: number) => Pixel = (own) => own,
): LabelLook {
  const data = new Uint8ClampedArray(WIDTH * HEIGHT * 4);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const [x, y] = [i % WIDTH, Math.floor(i / WIDTH)];
    const ink = inkAt(x, y);
    const own = [0, 1, 2].map(
      (c) => (colours.back[c] ?? 0) * (1 - ink) + (colours.ink[c] ?? 0) * ink,
    );
    data.set([...over(own, x, y), 255], i * 4);
  }
  return { colours, width: WIDTH, height: HEIGHT, data };
}

const both = (over?: Parameters<typeof look>[1], first?: Parameters<typeof look>[1]): boolean => {
  const before = nextColours(null);
  return isInSight(look(before, first ?? over), look(nextColours(before), over));
};

it('a label that stands as it was drawn is in sight, each time', () => {
  for (let i = 0; i < 200; i++) expect(both()).toBe(true);
});

describe('it is not', () => {
  const tricks: Readonly<Record<string, (own: Pixel, x: number, y: number) => Pixel>> = {
    'under one colour': () => [255, 255, 255],
    'under its own usual colour': () => [28, 36, 30],
    'under a picture of itself': (_, x, y) => {
      const ink = inkAt(x, y);
      return [28, 36, 30].map((value) => value * (1 - ink) + 249 * ink);
    },
    'under half-transparent white': (own) => own.map((value) => value * 0.9 + 25),
    dimmed: (own) => own.map((value) => value * 0.3 + 178),
    'in its negative': (own) => own.map((value) => 255 - value),
    'without its letters, its background as it is': (own) =>
      own.map((value, c) => Math.min(value, [36, 44, 38][c] ?? 0)),
    'with other letters over a part of it': (own, x, y) =>
      x > 90 && y > 4 && y < 18 ? (x % 5 < 2 ? [255, 255, 255] : [28, 36, 30]) : own,
    'with a line through it': (own, _, y) => (y === 11 ? [249, 249, 249] : own),
    'cut off at half its width': (own, x) => (x > 70 ? [255, 255, 255] : own),
    'blurred away': () => [60, 66, 62],
  };

  it.each(Object.entries(tricks))('%s', (_, over) => {
    for (let i = 0; i < 50; i++) expect(both(over)).toBe(false);
  });

  it('where it was only at one of two looks', () => {
    const white = () => [255, 255, 255];
    for (let i = 0; i < 50; i++) {
      expect(both(undefined, white)).toBe(false);
      expect(both(white, (own) => own)).toBe(false);
    }
  });

  it('where it is of another size', () => {
    const colours = nextColours(null);
    expect(isInSight({ ...look(colours), width: WIDTH - 1 }, look(nextColours(colours)))).toBe(
      false,
    );
  });

  it('where there is nothing', () => {
    const colours = nextColours(null);
    const none = { colours, width: 0, height: 0, data: new Uint8ClampedArray() };
    expect(isInSight(none, none)).toBe(false);
  });
});

it('colours are others each time, and near one another', () => {
  let before = nextColours(null);
  for (let i = 0; i < 500; i++) {
    const next = nextColours(before);
    for (const part of ['back', 'ink'] as const) {
      const steps = next[part].map((value, c) => Math.abs(value - (before[part][c] ?? 0)));
      expect(Math.max(...steps)).toBeGreaterThanOrEqual(5);
      expect(Math.max(...steps)).toBeLessThanOrEqual(10);
      for (const value of next[part]) expect(value >= 0 && value <= 255).toBe(true);
    }
    before = next;
  }
});
