import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readShrunk } from './decode.ts';

vi.mock('./smoothing.chrome.ts', () => import('./smoothing.firefox.ts'));

interface Drawn {
  readonly from: object;
  readonly place: readonly number[];
  readonly canvas: object;
  readonly size: readonly number[];
}
const drawn: Drawn[] = [];

beforeEach(() => {
  drawn.length = 0;
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      readonly width: number;
      readonly height: number;
      constructor(width: number, height: number) {
        [this.width, this.height] = [width, height];
      }
      getContext() {
        return {
          canvas: this,
          fillRect: () => undefined,
          drawImage: (from: object, ...numbers: number[]) => {
            drawn.push({ from, place: numbers.slice(0, 4), canvas: this, size: numbers.slice(6) });
          },
          getImageData: (_x: number, _y: number, width: number, height: number) => ({
            data: new Uint8ClampedArray(width * height * 4),
          }),
        };
      }
    },
  );
});
afterEach(() => vi.unstubAllGlobals());

const bitmap = {} as ImageBitmap;

it.each([
  [1116, 1116, 224],
  [5000, 3001, 300],
  [4097, 33, 64],
  [65, 4000, 100],
  [447, 448, 224],
])(
  '%i × %i for %i a side: no step leaves pixels out, and each goes on from the one before',
  (width, height, most) => {
    const shrunk = readShrunk(bitmap, { x: 7, y: 9, width, height }, most);
    expect(Math.max(shrunk.width, shrunk.height)).toBe(most);
    expect(drawn[0]).toMatchObject({ from: bitmap, place: [7, 9, width, height] });
    drawn.forEach(({ from, place, size }, i) => {
      const [, , across = 0, down = 0] = place;
      const [w = 0, h = 0] = size;
      expect(across / w).toBeLessThanOrEqual(2);
      expect(down / h).toBeLessThanOrEqual(2);
      if (i > 0) {
        expect(from).toBe(drawn[i - 1]?.canvas);
        expect(place).toEqual([0, 0, ...(drawn[i - 1]?.size ?? [])]);
      }
    });
    expect(drawn.at(-1)?.size).toEqual([shrunk.width, shrunk.height]);
  },
);

it('what is small enough is read as it is', () => {
  readShrunk(bitmap, { x: 0, y: 0, width: 200, height: 100 }, 224);
  expect(drawn.map(({ size }) => size)).toEqual([[200, 100]]);
});
