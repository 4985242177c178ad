import { box, type Outline, oval, positive, stroke } from './outline.ts';
import { type Paint, shade } from './paint.ts';
import { type Picture, toBytes } from './picture.ts';

/** Sub-scanlines in a pixel: vertical antialiasing. Horizontally coverage is exact. */
const subs = 4;

export interface Touch {
  /** 0–1 */
  readonly alpha?: number;
  /** Degrees, clockwise, about the shape's centre. */
  readonly angle?: number;
  /** Corner radius of a rectangle. */
  readonly round?: number;
}

/**
 * A square sheet measured 0–100 each way from the top left, whatever its size in pixels. Shapes
 * are antialiased, later ones lie over earlier ones, and what falls outside is cut off.
 */
export class Sheet {
  readonly size: number;
  readonly #unit: number;
  readonly #pixels: Float32Array;

  /** `size` in pixels. Throws RangeError where it is not a whole number of at least 1. */
  constructor(size: number) {
    if (!Number.isInteger(size) || size < 1) throw new RangeError(`no sheet of ${size} pixels`);
    this.size = size;
    this.#unit = size / 100;
    this.#pixels = new Float32Array(size * size * 3);
  }

  /** Fills the whole sheet. */
  wash(paint: Paint): void {
    for (let y = 0; y < this.size; y++)
      for (let x = 0; x < this.size; x++) this.#blend(x, y, paint, 1);
  }

  polygon(points: Outline, paint: Paint, touch: Touch = {}): void {
    this.fill([points], paint, touch.alpha);
  }

  ellipse(x: number, y: number, rx: number, ry: number, paint: Paint, touch: Touch = {}): void {
    this.fill([oval(x, y, rx, ry, touch.angle)], paint, touch.alpha);
  }

  circle(x: number, y: number, radius: number, paint: Paint, touch: Touch = {}): void {
    this.ellipse(x, y, radius, radius, paint, touch);
  }

  rect(x: number, y: number, w: number, h: number, paint: Paint, touch: Touch = {}): void {
    this.fill([box(x, y, w, h, touch.round, touch.angle)], paint, touch.alpha);
  }

  /** A line through the points with round joints and ends. */
  line(points: Outline, width: number, paint: Paint, touch: Touch = {}): void {
    this.fill(stroke(points, width), paint, touch.alpha);
  }

  /** Light that fades to nothing at the radius. */
  glow(x: number, y: number, radius: number, paint: Paint, alpha = 0.6): void {
    const [cx, cy, reach] = [x * this.#unit, y * this.#unit, radius * this.#unit];
    for (let py = Math.max(0, Math.floor(cy - reach)); py < Math.min(this.size, cy + reach); py++) {
      for (
        let px = Math.max(0, Math.floor(cx - reach));
        px < Math.min(this.size, cx + reach);
        px++
      ) {
        const near = 1 - Math.hypot(px + 0.5 - cx, py + 0.5 - cy) / reach;
        if (near > 0) this.#blend(px, py, paint, alpha * near * near);
      }
    }
  }

  /** Fills the union of the outlines. */
  fill(outlines: readonly Outline[], paint: Paint, alpha = 1): void {
    const rows = new Map<number, { x: number; turn: number }[]>();
    for (const outline of outlines) this.#crossings(positive(outline), rows);
    const cover = new Float32Array(this.size);
    const ordered = [...rows.keys()].sort((a, b) => a - b);
    let [from, to] = [this.size, 0];
    for (const [index, row] of ordered.entries()) {
      const crossings = rows.get(row) ?? [];
      spans(crossings, cover);
      from = Math.min(from, Math.floor(crossings[0]?.x ?? from));
      to = Math.max(to, Math.ceil(crossings.at(-1)?.x ?? to));
      const y = Math.floor(row / subs);
      const following = ordered[index + 1];
      if (following !== undefined && Math.floor(following / subs) === y) continue;
      for (let x = Math.max(0, from); x < Math.min(this.size, to); x++) {
        const part = cover[x] ?? 0;
        if (part > 0) this.#blend(x, y, paint, Math.min(1, part / subs) * alpha);
        cover[x] = 0;
      }
      [from, to] = [this.size, 0];
    }
  }

  toPicture(): Picture {
    return { width: this.size, height: this.size, rgb: toBytes(this.#pixels) };
  }

  /** Where each edge of the outline crosses the middle of each sub-scanline. */
  #crossings(outline: Outline, rows: Map<number, { x: number; turn: number }[]>): void {
    const scale = this.#unit;
    for (const [index, [ax, ay]] of outline.entries()) {
      const [bx, by] = outline[(index + 1) % outline.length] ?? [ax, ay];
      const turn = by > ay ? 1 : -1;
      const [top, bottom] = [Math.min(ay, by) * scale * subs, Math.max(ay, by) * scale * subs];
      const last = Math.min(this.size * subs - 1, Math.ceil(bottom - 0.5) - 1);
      for (let row = Math.max(0, Math.ceil(top - 0.5)); row <= last; row++) {
        const along = ((row + 0.5) / (scale * subs) - ay) / (by - ay);
        const crossing = { x: (ax + (bx - ax) * along) * scale, turn };
        const known = rows.get(row);
        if (known) known.push(crossing);
        else rows.set(row, [crossing]);
      }
    }
  }

  #blend(x: number, y: number, paint: Paint, alpha: number): void {
    const colour = shade(paint, (x + 0.5) / this.#unit, (y + 0.5) / this.#unit);
    const i = (y * this.size + x) * 3;
    const pixels = this.#pixels;
    const rest = 1 - alpha;
    pixels[i] = (pixels[i] ?? 0) * rest + (colour >> 16) * alpha;
    pixels[i + 1] = (pixels[i + 1] ?? 0) * rest + ((colour >> 8) & 255) * alpha;
    pixels[i + 2] = (pixels[i + 2] ?? 0) * rest + (colour & 255) * alpha;
  }
}

/** Adds to each pixel how much of it the filled stretches of one sub-scanline cover. */
function spans(crossings: { x: number; turn: number }[], cover: Float32Array): void {
  crossings.sort((a, b) => a.x - b.x);
  let winding = 0;
  let from = 0;
  for (const { x, turn } of crossings) {
    if (winding === 0) from = x;
    winding += turn;
    if (winding !== 0) continue;
    const [start, end] = [Math.max(0, from), Math.min(cover.length, x)];
    for (let pixel = Math.floor(start); pixel < end; pixel++)
      cover[pixel] = (cover[pixel] ?? 0) + Math.min(end, pixel + 1) - Math.max(start, pixel);
  }
}
