import { vi } from 'vitest';

/*
 * As much of a canvas as painting boxes over takes, for unit tests: pictures are colours in rows, and
 * what a blob holds is the canvas itself.
 */

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** RGBA in rows. */
  readonly data: Uint8ClampedArray;
}

export const raster = (
  width: number,
  height: number,
  colour: (x: number, y: number) => readonly number[],
): Raster => {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    data.set([...colour(i % width, Math.floor(i / width)), 255].slice(0, 4), i * 4);
  }
  return { width, height, data };
};

/** Along one axis, from one place to another. */
class Gradient {
  readonly #from: readonly [number, number];
  readonly #to: readonly [number, number];
  readonly #stops: { at: number; colour: readonly number[] }[] = [];

  constructor(x0: number, y0: number, x1: number, y1: number) {
    this.#from = [x0, y0];
    this.#to = [x1, y1];
  }

  addColorStop(at: number, colour: string): void {
    this.#stops.push({ at, colour: read(colour) });
  }

  at(x: number, y: number): readonly number[] {
    const [dx, dy] = [this.#to[0] - this.#from[0], this.#to[1] - this.#from[1]];
    const along = ((x - this.#from[0]) * dx + (y - this.#from[1]) * dy) / (dx * dx + dy * dy);
    const after = this.#stops.findIndex((stop) => stop.at >= along);
    const right = this.#stops.at(after);
    const left = this.#stops.at(Math.max(0, after - 1));
    if (!left || !right || after <= 0)
      return (after === 0 ? right : this.#stops.at(-1))?.colour ?? [];
    const part = (along - left.at) / (right.at - left.at);
    return left.colour.map((value, i) => value + part * ((right.colour[i] ?? 0) - value));
  }
}

const read = (colour: string): number[] => {
  const [r = 0, g = 0, b = 0, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, alpha];
};

export interface Encoded {
  readonly raster: Raster;
  readonly type: string;
}
/** What was encoded last. */
export let encoded: Encoded | null = null;

class Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  fillStyle: string | Gradient = '';

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(width * height * 4);
  }

  getContext(): this {
    return this;
  }

  /** In its own size only. */
  drawImage(picture: { readonly raster: Raster }): void {
    this.data.set(picture.raster.data);
  }

  clearRect(x: number, y: number, width: number, height: number): void {
    this.#each(x, y, width, height, () => [0, 0, 0, 0]);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    const style = this.fillStyle;
    const plain = typeof style === 'string' ? read(style) : null;
    this.#each(x, y, width, height, (px, py, at) => {
      const [r = 0, g = 0, b = 0, alpha = 1] = plain ?? (style as Gradient).at(px + 0.5, py + 0.5);
      const over = (value: number, i: number) =>
        value * alpha + (this.data[at + i] ?? 0) * (1 - alpha);
      return [
        over(r, 0),
        over(g, 1),
        over(b, 2),
        255 * alpha + (this.data[at + 3] ?? 0) * (1 - alpha),
      ];
    });
  }

  createLinearGradient(x0: number, y0: number, x1: number, y1: number): Gradient {
    return new Gradient(x0, y0, x1, y1);
  }

  getImageData(): Raster {
    return this;
  }

  async convertToBlob({ type }: { type: string }): Promise<Blob> {
    encoded = { raster: this, type };
    return new Blob([type]);
  }

  #each(
    left: number,
    top: number,
    width: number,
    height: number,
    colour: (x: number, y: number, at: number) => readonly number[],
  ): void {
    for (let y = top; y < top + height; y++) {
      for (let x = left; x < left + width; x++) {
        const at = (y * this.width + x) * 4;
        this.data.set(colour(x, y, at), at);
      }
    }
  }
}

/** @param picture what every picture decodes to */
export function stubCanvas(picture: () => Raster): { closed: () => number } {
  let closed = 0;
  vi.stubGlobal('OffscreenCanvas', Canvas);
  vi.stubGlobal('createImageBitmap', async () => ({
    ...picture(),
    raster: picture(),
    close: () => closed++,
  }));
  return { closed: () => closed };
}
