import { describe, expect, it } from 'vitest';
import { CELL, largeView, paintOver, partsOf, SIDES } from './views.ts';

const rgba = (width: number, height: number) => ({
  data: new Uint8ClampedArray(width * height * 4).fill(255),
  width,
  height,
});
const painted = ({ data, width }: ReturnType<typeof rgba>) =>
  Array.from({ length: data.length / 4 }, (_, i) => (data[i * 4] === 128 ? i : -1))
    .filter((i) => i >= 0)
    .map((i) => [i % width, Math.floor(i / width)]);

describe('paintOver', () => {
  const picture = { width: 8, height: 4 };
  const whole = { x: 0, y: 0, ...picture };

  it('paints whole pixels inside the box, and none that is only touched', () => {
    const pixels = rgba(8, 4);
    paintOver(pixels, { x: 0.2, y: 0.25, width: 0.4, height: 0.5 }, whole, picture);
    expect(painted(pixels)).toEqual([
      [2, 1],
      [3, 1],
      [2, 2],
      [3, 2],
    ]);
    expect([...pixels.data.subarray((8 + 2) * 4, (8 + 2) * 4 + 4)]).toEqual([128, 128, 128, 255]);
  });

  it('knows where a part lies, and that its rows may be fewer', () => {
    const pixels = rgba(4, 2);
    const part = { x: 4, y: 0, width: 4, height: 4 };
    paintOver(pixels, { x: 0.75, y: 0, width: 0.25, height: 0.5 }, part, picture);
    expect(painted(pixels)).toEqual([
      [2, 0],
      [3, 0],
    ]);
  });

  it('leaves a part alone that the box does not reach', () => {
    const pixels = rgba(4, 4);
    const part = { x: 4, y: 0, width: 4, height: 4 };
    paintOver(pixels, { x: 0, y: 0, width: 0.5, height: 1 }, part, picture);
    expect(painted(pixels)).toEqual([]);
  });
});

describe('largeView', () => {
  it('keeps the aspect, in whole cells, within bounds', () => {
    const part = { x: 0, y: 0, width: 1600, height: 900 };
    const { width, height } = largeView(part, SIDES.wide, []);
    expect([width / CELL, height / CELL]).toEqual([15, 8]);
    const strip = largeView({ ...part, height: 10 }, SIDES.fine, []);
    expect([strip.width / CELL, strip.height / CELL]).toEqual([24, 7]);
  });
});

it('a strip is looked at in tiles, everything else whole', () => {
  expect(partsOf({ width: 400, height: 300 })).toEqual([{ x: 0, y: 0, width: 400, height: 300 }]);
  expect(partsOf({ width: 400, height: 100 })).toHaveLength(4);
});
