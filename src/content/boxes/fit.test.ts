import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { boxInContent, FITS, type Fitting, fills, pictureIn, readPosition } from './fit.ts';

const side = fc.double({ min: 1, max: 4000, noNaN: true });
const sizes = fc.record({ width: side, height: side });
const offset = fc.record({
  part: fc.double({ min: -1, max: 2, noNaN: true }),
  px: fc.double({ min: -500, max: 500, noNaN: true }),
});
const fittings = fc.record({ fit: fc.constantFrom(...FITS), x: offset, y: offset });
const CENTRE = { part: 0.5, px: 0 };
const centred = (fit: Fitting['fit']): Fitting => ({ fit, x: CENTRE, y: CENTRE });
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a));

describe('where a picture lies in its element', () => {
  it('keeps its shape in every way but fill', () => {
    fc.assert(
      fc.property(sizes, sizes, fittings, (content, natural, fitting) => {
        fc.pre(fitting.fit !== 'fill');
        const { width, height } = pictureIn(content, natural, fitting);
        expect(near(width / height, natural.width / natural.height)).toBe(true);
      }),
    );
  });

  it('is inside with contain, around with cover, and touches two sides', () => {
    fc.assert(
      fc.property(sizes, sizes, (content, natural) => {
        const inner = pictureIn(content, natural, centred('contain'));
        const outer = pictureIn(content, natural, centred('cover'));
        const ratios = ({ width, height }: typeof inner) => [
          width / content.width,
          height / content.height,
        ];
        expect(near(Math.max(...ratios(inner)), 1)).toBe(true);
        expect(near(Math.min(...ratios(outer)), 1)).toBe(true);
        expect(inner.x).toBeGreaterThanOrEqual(-1e-6);
        expect(outer.x).toBeLessThanOrEqual(1e-6);
      }),
    );
  });

  it('has its own size with none, and never a larger one with scale-down', () => {
    fc.assert(
      fc.property(sizes, sizes, (content, natural) => {
        expect(pictureIn(content, natural, centred('none'))).toMatchObject(natural);
        const small = pictureIn(content, natural, centred('scale-down'));
        expect(small.width).toBeLessThanOrEqual(natural.width + 1e-9);
        expect(small.width).toBeLessThanOrEqual(content.width + 1e-6);
      }),
    );
  });

  it('lies where object-position puts it: percentages of the room left over, and pixels', () => {
    const content = { width: 300, height: 100 };
    const natural = { width: 100, height: 100 };
    const at = (x: Fitting['x']) => pictureIn(content, natural, { fit: 'contain', x, y: CENTRE }).x;
    expect(at({ part: 0, px: 0 })).toBe(0);
    expect(at({ part: 0.25, px: 0 })).toBe(50);
    expect(at({ part: 1, px: -10 })).toBe(190);
  });

  it('fills when its shape is the element’s', () => {
    fc.assert(
      fc.property(sizes, fc.double({ min: 0.1, max: 3, noNaN: true }), (content, scale) => {
        const natural = { width: content.width * scale, height: content.height * scale };
        for (const fit of ['fill', 'contain', 'cover'] as const) {
          expect(fills(pictureIn(content, natural, centred(fit)), content)).toBe(true);
        }
      }),
    );
    const wide = { width: 200, height: 100 };
    const square = { width: 100, height: 100 };
    expect(fills(pictureIn(wide, square, centred('cover')), wide)).toBe(false);
    expect(fills(pictureIn(wide, square, centred('contain')), wide)).toBe(false);
  });
});

const part = fc.double({ min: 0, max: 1, noNaN: true });
const share = fc.double({ min: 0.01, max: 1, noNaN: true });
const start = fc.double({ min: 0, max: 0.99, noNaN: true });
const boxes = fc
  .tuple(start, start, share, share)
  .map(([x, y, w, h]) => ({ x, y, width: (1 - x) * w, height: (1 - y) * h }));

describe('a box of the picture', () => {
  it('takes the place in the element that its points take', () => {
    let inside = 0;
    fc.assert(
      fc.property(
        sizes,
        sizes,
        fittings,
        boxes,
        part,
        part,
        (content, natural, fitting, b, u, v) => {
          const picture = pictureIn(content, natural, fitting);
          // A point of the box, as a fraction of the content box.
          const x = (picture.x + (b.x + u * b.width) * picture.width) / content.width;
          const y = (picture.y + (b.y + v * b.height) * picture.height) / content.height;
          if (!(x > 0 && x < 1 && y > 0 && y < 1)) return;
          inside++;
          const placed = boxInContent(b, picture, content);
          expect(placed).not.toBeNull();
          if (!placed) return;
          const slack = 1e-9;
          expect(x).toBeGreaterThanOrEqual(placed.x - slack);
          expect(x).toBeLessThanOrEqual(placed.x + placed.width + slack);
          expect(y).toBeGreaterThanOrEqual(placed.y - slack);
          expect(y).toBeLessThanOrEqual(placed.y + placed.height + slack);
        },
      ),
    );
    expect(inside).toBeGreaterThan(10);
  });

  it('is where it is in the picture, when the picture fills', () => {
    fc.assert(
      fc.property(sizes, sizes, boxes, (content, natural, box) => {
        const placed = boxInContent(box, pictureIn(content, natural, centred('fill')), content);
        for (const key of ['x', 'y', 'width', 'height'] as const) {
          expect(placed?.[key]).toBeCloseTo(box[key], 9);
        }
      }),
    );
  });

  it('is nowhere when cover has cut it off', () => {
    const content = { width: 100, height: 100 };
    const picture = pictureIn(content, { width: 400, height: 100 }, centred('cover'));
    expect(boxInContent({ x: 0, y: 0, width: 0.2, height: 1 }, picture, content)).toBeNull();
    expect(boxInContent({ x: 0.3, y: 0, width: 0.2, height: 1 }, picture, content)).toEqual({
      x: 0,
      y: 0,
      width: 0.5,
      height: 1,
    });
  });
});

test.each([
  ['50% 50%', { part: 0.5, px: 0 }, { part: 0.5, px: 0 }],
  ['-3.5px 1e-5%', { part: 0, px: -3.5 }, { part: 1e-7, px: 0 }],
  ['calc(100% - 10px) 0%', { part: 1, px: -10 }, { part: 0, px: 0 }],
  ['0px calc(12.5% + 2px)', { part: 0, px: 0 }, { part: 0.125, px: 2 }],
])('object-position %s is understood', (text, x, y) => {
  const read = readPosition(text);
  expect(read?.x.part).toBeCloseTo(x.part);
  expect(read?.x.px).toBeCloseTo(x.px);
  expect(read?.y.part).toBeCloseTo(y.part);
  expect(read?.y.px).toBeCloseTo(y.px);
});

test.each([
  '',
  '50%',
  'min(10px, 50%) 0px',
  'calc(50% * 2) 0px',
  '1px 2px 3px',
  'left top',
  '5em 5em',
])('object-position "%s" is left to the whole cover', (text) =>
  expect(readPosition(text)).toBeNull(),
);
