import { type Picture, toBytes } from './picture.ts';

/**
 * One soft, shaded ellipse, all whole numbers so that what is stored is what was scored:
 * centre x, centre y, radius x, radius y (thousandths of the picture's side), angle (degrees),
 * colour (0xRRGGBB), softness of the edge and darkening towards the rim (percent).
 */
export type Ellipse = readonly [
  x: number,
  y: number,
  rx: number,
  ry: number,
  angle: number,
  colour: number,
  soft: number,
  shade: number,
];

/** Which of the two explicit classes leads. */
export const patternKinds = ['porn', 'hentai'] as const;
export type PatternKind = (typeof patternKinds)[number];

export interface Pattern {
  readonly kind: PatternKind;
  /** The seed its search began from. */
  readonly seed: number;
  /** 0xRRGGBB */
  readonly background: number;
  /** Painted in order, the last on top. */
  readonly ellipses: readonly Ellipse[];
}

/** Draws the pattern as a square picture of `size` pixels. */
export function drawPattern(
  pattern: Pick<Pattern, 'background' | 'ellipses'>,
  size: number,
): Picture {
  const pixels = new Float32Array(size * size * 3);
  for (let i = 0; i < pixels.length; i += 3) {
    pixels[i] = pattern.background >> 16;
    pixels[i + 1] = (pattern.background >> 8) & 255;
    pixels[i + 2] = pattern.background & 255;
  }
  for (const ellipse of pattern.ellipses) paint(pixels, size, ellipse);
  return { width: size, height: size, rgb: toBytes(pixels) };
}

function paint(pixels: Float32Array, size: number, ellipse: Ellipse): void {
  const unit = size / 1000;
  const [cx, cy] = [ellipse[0] * unit, ellipse[1] * unit];
  const [rx, ry] = [Math.max(1, ellipse[2]) * unit, Math.max(1, ellipse[3]) * unit];
  const turn = (ellipse[4] * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const colour = ellipse[5];
  const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255];
  // Never sharper than a pixel, which also antialiases it.
  const soft = Math.max(ellipse[6] / 100, 1 / Math.min(rx, ry));
  const shade = ellipse[7] / 100;
  const reach = 1 + soft / 2;
  const spanX = reach * Math.hypot(rx * cos, ry * sin);
  const spanY = reach * Math.hypot(rx * sin, ry * cos);
  const [x0, x1] = [Math.max(0, Math.floor(cx - spanX)), Math.min(size - 1, Math.ceil(cx + spanX))];
  const [y0, y1] = [Math.max(0, Math.floor(cy - spanY)), Math.min(size - 1, Math.ceil(cy + spanY))];
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const [dx, dy] = [x + 0.5 - cx, y + 0.5 - cy];
      const u = (dx * cos + dy * sin) / rx;
      const v = (dy * cos - dx * sin) / ry;
      const square = u * u + v * v;
      if (square >= reach * reach) continue;
      const edge = Math.min(1, (reach - Math.sqrt(square)) / soft);
      const cover = edge * edge * (3 - 2 * edge);
      const light = 1 - shade * Math.min(1, square);
      const i = (y * size + x) * 3;
      pixels[i] = (pixels[i] ?? 0) * (1 - cover) + red * light * cover;
      pixels[i + 1] = (pixels[i + 1] ?? 0) * (1 - cover) + green * light * cover;
      pixels[i + 2] = (pixels[i + 2] ?? 0) * (1 - cover) + blue * light * cover;
    }
  }
}
