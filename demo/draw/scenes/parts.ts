import { type Outline, oval, type Point, polar, smooth } from '../outline.ts';
import { type Colour, darker, lighter, linear, mix, type Paint, radial } from '../paint.ts';
import type { Random } from '../random.ts';
import type { Sheet } from '../raster.ts';

/** One kind of ordinary picture: the same kind from another seed is another picture. */
export interface Scene {
  /** A caption for people. */
  readonly name: string;
  draw(sheet: Sheet, random: Random): void;
}

function cloud(sheet: Sheet, x: number, y: number, size: number, colour: Colour): void {
  const puffs: [number, number, number][] = [
    [-1.1, 0.1, 0.5],
    [-0.45, -0.3, 0.68],
    [0.35, -0.2, 0.6],
    [1.05, 0.15, 0.45],
    [0, 0.2, 0.5],
  ];
  const outlines = puffs.map(([dx, dy, r]) =>
    oval(x + dx * size, y + dy * size, r * size, r * size * 0.8),
  );
  sheet.fill(outlines, linear([0, y - size], [0, y + size], colour, darker(colour, 0.08)), 0.95);
}

export function clouds(
  sheet: Sheet,
  random: Random,
  count: number,
  bottom: number,
  colour = 0xffffff,
): void {
  for (let i = 0; i < count; i++) {
    const x = ((i + random.range(0.2, 0.8)) * 100) / count;
    cloud(sheet, x, random.range(8, bottom), random.range(3.5, 7), colour);
  }
}

/** A wavy line across the sheet, closed along its bottom. */
export function ridge(random: Random, level: number, height: number, waves = 5): Outline {
  const points: Point[] = Array.from({ length: waves + 3 }, (_, i) => [
    ((i - 1) / waves) * 100,
    level + random.range(-height, height),
  ]);
  return [...smooth(points), [130, 101], [-30, 101]];
}

/** Layers of hills, the farthest first, from one colour to another. */
export function hills(
  sheet: Sheet,
  random: Random,
  [top, bottom]: readonly [number, number],
  [far, near]: readonly [Colour, Colour],
  layers = 4,
): void {
  for (let i = 0; i < layers; i++) {
    const part = i / Math.max(1, layers - 1);
    const level = top + (bottom - top) * part;
    const colour = mix(far, near, part);
    const paint = linear(
      [0, level - 6],
      [0, level + 26],
      lighter(colour, 0.12),
      darker(colour, 0.12),
    );
    sheet.polygon(ridge(random, level, 4 + part * 2, random.int(3, 5)), paint);
  }
}

export function roundTree(sheet: Sheet, x: number, foot: number, size: number, leaf: Colour): void {
  sheet.rect(x - size * 0.07, foot - size * 0.5, size * 0.14, size * 0.5, 0x6b5344);
  const paint = radial(
    [x - size * 0.15, foot - size * 0.95],
    size * 0.75,
    lighter(leaf, 0.25),
    darker(leaf, 0.2),
  );
  sheet.fill(
    [
      oval(x, foot - size * 0.85, size * 0.34, size * 0.34),
      oval(x - size * 0.24, foot - size * 0.62, size * 0.27, size * 0.25),
      oval(x + size * 0.24, foot - size * 0.62, size * 0.27, size * 0.25),
    ],
    paint,
  );
}

export function pine(sheet: Sheet, x: number, foot: number, size: number, leaf: Colour): void {
  sheet.rect(x - size * 0.05, foot - size * 0.18, size * 0.1, size * 0.18, 0x5a463a);
  for (let tier = 0; tier < 3; tier++) {
    const base = foot - size * (0.12 + tier * 0.24);
    const half = size * (0.32 - tier * 0.07);
    sheet.polygon(
      [
        [x - half, base],
        [x, base - size * 0.4],
        [x + half, base],
      ],
      linear([x - half, 0], [x + half, 0], lighter(leaf, 0.12), darker(leaf, 0.25)),
    );
  }
}

/** Petals about a heart, on a stalk where `foot` is given. */
export function flower(
  sheet: Sheet,
  [x, y]: Point,
  size: number,
  petal: Colour,
  petals: number,
  foot?: number,
): void {
  if (foot !== undefined) {
    sheet.line(
      smooth([
        [x, y],
        [x + 1.2, (y + foot) / 2],
        [x, foot],
      ]),
      Math.max(0.7, size * 0.14),
      0x4f8a4b,
    );
    const leaf = (y + foot * 2) / 3;
    sheet.ellipse(x + size * 0.5, leaf, size * 0.55, size * 0.2, 0x5f9e57, { angle: -30 });
    sheet.ellipse(x - size * 0.4, leaf + size * 0.4, size * 0.5, size * 0.18, 0x549150, {
      angle: 30,
    });
  }
  for (let i = 0; i < petals; i++) {
    const angle = (i * 360) / petals - 90;
    const [px, py] = polar([x, y], size * 0.55, angle);
    const paint = radial([x, y], size * 1.1, darker(petal, 0.15), lighter(petal, 0.2));
    sheet.ellipse(px, py, size * 0.48, size * 0.26, paint, { angle });
  }
  sheet.circle(
    x,
    y,
    size * 0.28,
    radial([x - size * 0.1, y - size * 0.1], size * 0.4, 0xffe08a, 0xd99a2b),
  );
}

/** Windows in rows and columns within a rectangle, some of them lit. */
export function windows(
  sheet: Sheet,
  random: Random,
  [x, y, w, h]: readonly [number, number, number, number],
  [columns, rows]: readonly [number, number],
  [lit, dark]: readonly [Colour, Colour],
  share = 0.5,
): void {
  const [cw, ch] = [w / columns, h / rows];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++)
      sheet.rect(
        x + (column + 0.22) * cw,
        y + (row + 0.2) * ch,
        cw * 0.56,
        ch * 0.6,
        random.chance(share) ? lit : dark,
      );
}

/** Short light dashes, as of sun on water. */
export function ripples(sheet: Sheet, random: Random, top: number, paint: Paint, count = 26): void {
  for (let i = 0; i < count; i++) {
    const y = top + (98 - top) * (i / count) + random.range(0, 2);
    const x = random.range(0, 96);
    const length = random.range(3, 10) * (0.5 + (y - top) / 100);
    sheet.line(
      [
        [x, y],
        [x + length, y],
      ],
      0.35 + (y - top) / 120,
      paint,
      { alpha: 0.5 },
    );
  }
}
