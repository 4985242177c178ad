import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskWithHoles } from './holes.ts';

const part = fc.double({ min: 0, max: 1, noNaN: true });
const boxes = fc
  .tuple(part, part, part, part)
  .map(([x, y, w, h]) => ({ x, y, width: (1 - x) * w, height: (1 - y) * h }));
const LAYER =
  /(?:calc\()?([\d.]+)%(?: ([+-]) ([\d.]+)px\))? (?:calc\()?([\d.]+)%(?: ([+-]) ([\d.]+)px\))?\/calc\(([\d.]+)% \+ ([\d.]+)px\) calc\(([\d.]+)% \+ ([\d.]+)px\)/;

/** What CSS makes of a layer's place and size along one side of `length` pixels. */
function layerAt(
  length: number,
  place: (string | undefined)[],
  size: (string | undefined)[],
): [from: number, to: number] {
  const [percent = '', sign = '', px = '0'] = place;
  const extent = (Number(size[0]) / 100) * length + Number(size[1]);
  const start = (Number(percent) / 100) * (length - extent) + Number(px) * (sign === '-' ? -1 : 1);
  return [start, start + extent];
}

test('each box lies in its hole at any size of the element, and the hole is a pixel larger', () => {
  const length = fc.integer({ min: 8, max: 5000 });
  fc.assert(
    fc.property(boxes, length, length, (box, width, height) => {
      const [, hole = ''] = maskWithHoles([box]).split(', ');
      const [, ...all] = LAYER.exec(hole) ?? [];
      const across = layerAt(width, all.slice(0, 3), all.slice(6, 8));
      const down = layerAt(height, all.slice(3, 6), all.slice(8, 10));
      for (const [[from, to], side, start, extent] of [
        [across, width, box.x, box.width],
        [down, height, box.y, box.height],
      ] as const) {
        expect(from).toBeLessThanOrEqual(start * side - 0.9);
        expect(to).toBeGreaterThanOrEqual((start + extent) * side + 0.9);
        // Where a hole is nearly the whole side, it is the whole.
        const slack = 1.1 + (extent > 0.998 ? side * 2e-3 : 0);
        expect(from).toBeGreaterThanOrEqual(start * side - slack);
        expect(to).toBeLessThanOrEqual((start + extent) * side + slack);
      }
    }),
    { numRuns: 2000 },
  );
});

test('holes are taken from the whole, and united where they overlap', () => {
  const box = { x: 0.1, y: 0.1, width: 0.5, height: 0.5 };
  const layers = maskWithHoles([box, { ...box, x: 0.2 }]).split(', ');
  expect(layers).toHaveLength(3);
  expect(layers[0]).toContain('0 0/100% 100% no-repeat border-box border-box subtract');
  for (const layer of layers.slice(1))
    expect(layer).toContain('no-repeat content-box content-box add');
});

test('without boxes the whole stays', () => {
  expect(maskWithHoles([]).split(', ')).toHaveLength(1);
});
