import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelInput } from '../shared/card.ts';
import { placementOf, toInput, toPicture } from './letterbox.ts';

const pixels = {
  name: 'images',
  layout: 'NCHW',
  channels: 'RGB',
  scale: 1,
  mean: [0, 0, 0],
  std: [1, 1, 1],
  filter: 'bilinear',
} satisfies Partial<ModelInput>;

const inputs = {
  stretch: { ...pixels, size: 320, resize: 'stretch' },
  'letterbox-right-bottom': { ...pixels, size: 320, resize: 'letterbox-right-bottom', pad: 0 },
  'letterbox-centre': { ...pixels, size: 320, resize: 'letterbox-centre', pad: 114 },
  'centre-crop': { ...pixels, size: 224, from: 256, resize: 'centre-crop' },
  'min-max': { ...pixels, sides: { min: 800, max: 1333 }, resize: 'min-max' },
} satisfies Record<string, ModelInput>;
const rules = Object.keys(inputs) as (keyof typeof inputs)[];

const side = fc.oneof(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 5000 }));
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const boxes = fc.record({ x: unit, y: unit, width: unit, height: unit });

describe.each(rules)('%s', (rule) => {
  const input = inputs[rule];

  it('there and back is the same box, to far less than half a pixel of the picture', () => {
    fc.assert(
      fc.property(side, side, boxes, (width, height, box) => {
        const at = placementOf(width, height, input);
        const back = toPicture(toInput(box, at), at);
        for (const key of ['x', 'width'] as const) {
          expect(Math.abs(back[key] - box[key]) * width).toBeLessThan(1e-6);
        }
        for (const key of ['y', 'height'] as const) {
          expect(Math.abs(back[key] - box[key]) * height).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('half a pixel of the input is no more than half a pixel of the picture as the model saw it', () => {
    fc.assert(
      fc.property(side, side, boxes, (width, height, box) => {
        const at = placementOf(width, height, input);
        const exact = toInput(box, at);
        const rounded = { ...exact, x: Math.round(exact.x), y: Math.round(exact.y) };
        const back = toPicture(rounded, at);
        expect(Math.abs(back.x - box.x) * width * at.scaleX).toBeLessThanOrEqual(0.5 + 1e-6);
        expect(Math.abs(back.y - box.y) * height * at.scaleY).toBeLessThanOrEqual(0.5 + 1e-6);
      }),
    );
  });

  it('refuses a picture without pixels', () => {
    for (const [w, h] of [
      [0, 5],
      [5, 0],
      [1.5, 2],
      [Number.NaN, 2],
      [-1, 2],
    ] as const) {
      expect(() => placementOf(w, h, input)).toThrow('has no pixels');
    }
  });
});

const whole = { x: 0, y: 0, width: 1, height: 1 };
const inputBox = (rule: keyof typeof inputs, width: number, height: number) =>
  toInput(whole, placementOf(width, height, inputs[rule]));

describe('the whole picture lies', () => {
  it('over the whole square when stretched', () => {
    expect(inputBox('stretch', 640, 200)).toEqual({ x: 0, y: 0, width: 320, height: 320 });
  });

  it('at the top left, with its shape kept, in a letterbox right and bottom', () => {
    expect(inputBox('letterbox-right-bottom', 640, 400)).toEqual({
      x: 0,
      y: 0,
      width: 320,
      height: 200,
    });
    const tall = inputBox('letterbox-right-bottom', 101, 333);
    expect(tall.height).toBeCloseTo(320, 9);
    expect(tall.width).toBeCloseTo((101 * 320) / 333, 9);
  });

  it('in the middle, of whole pixels, in a letterbox to the centre', () => {
    expect(inputBox('letterbox-centre', 640, 400)).toEqual({
      x: 0,
      y: 60,
      width: 320,
      height: 200,
    });
    // 101 / 333 * 320 is 97.06, and 223 pixels are left: 111 to the left of it.
    const tall = inputBox('letterbox-centre', 101, 333);
    expect(tall.x).toBe(111);
    expect(tall.width).toBeCloseTo(97, 9);
  });

  it('past the edges of a crop', () => {
    expect(inputBox('centre-crop', 50, 70)).toEqual({ x: -16, y: -16, width: 256, height: 256 });
  });

  it('over all of an input made to its measure', () => {
    const at = placementOf(640, 480, inputs['min-max']);
    expect([at.inputWidth, at.inputHeight]).toEqual([1067, 800]);
    const wide = placementOf(4000, 1000, inputs['min-max']);
    expect([wide.inputWidth, wide.inputHeight]).toEqual([1333, 333]);
    const small = placementOf(10, 20, inputs['min-max']);
    expect([small.inputWidth, small.inputHeight]).toEqual([667, 1333]);
  });
});

it('a letterboxed picture never leaves the square, and fills it one way', () => {
  fc.assert(
    fc.property(
      side,
      side,
      fc.constantFrom('letterbox-right-bottom' as const, 'letterbox-centre' as const),
      (width, height, rule) => {
        const { x, y, width: w, height: h } = inputBox(rule, width, height);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(x + w).toBeLessThanOrEqual(320 + 1e-9);
        expect(y + h).toBeLessThanOrEqual(320 + 1e-9);
        expect(Math.max(w, h)).toBeCloseTo(320, 9);
      },
    ),
  );
});
