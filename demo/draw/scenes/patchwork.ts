import { type Point, polar, slice, star, stroke } from '../outline.ts';
import { hsl, mix } from '../paint.ts';
import type { Scene } from './parts.ts';

/** A few colours that go together, from one hue. */
const family = (hue: number): readonly number[] => [
  hsl(hue, 0.55, 0.3),
  hsl(hue + 15, 0.55, 0.5),
  hsl(hue + 40, 0.5, 0.7),
  hsl(hue + 170, 0.6, 0.6),
  hsl(hue + 60, 0.3, 0.92),
];

const truchet: Scene = {
  name: 'Woven arcs',
  draw(sheet, random) {
    const colours = family(random.range(150, 260));
    sheet.wash(colours[4] ?? 0xffffff);
    const cell = random.pick([12.5, 20, 100 / 7]);
    for (let x = 0; x < 100; x += cell)
      for (let y = 0; y < 100; y += cell) {
        const flip = random.chance(0.5);
        const ends: [Point, number][] = flip
          ? [
              [[x, y], 0],
              [[x + cell, y + cell], 180],
            ]
          : [
              [[x + cell, y], 90],
              [[x, y + cell], 270],
            ];
        for (const [at, from] of ends)
          for (const [reach, colour] of [
            [0.7, 0],
            [0.58, 1],
            [0.42, 3],
          ] as const)
            sheet.polygon(
              slice(at, cell * (1 - reach), cell * reach, from, from + 90),
              colours[colour] ?? 0,
            );
      }
  },
};

const triangles: Scene = {
  name: 'Mosaic of triangles',
  draw(sheet, random) {
    const hue = random.range(130, 270);
    const rows = random.int(6, 8);
    const step = 100 / rows;
    const corners = Array.from({ length: rows + 1 }, (_, row) =>
      Array.from({ length: rows + 1 }, (_, column): Point => {
        const inside = (n: number) => (n === 0 || n === rows ? 0 : step * 0.3);
        return [
          column * step + random.range(-1, 1) * inside(column),
          row * step + random.range(-1, 1) * inside(row),
        ];
      }),
    );
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < rows; column++) {
        const [a, b] = [corners[row]?.[column], corners[row]?.[column + 1]];
        const [c, d] = [corners[row + 1]?.[column], corners[row + 1]?.[column + 1]];
        if (!a || !b || !c || !d) continue;
        const tone = (shift: number) =>
          hsl(
            hue + column * 9 + shift,
            0.55,
            0.32 + (row / rows) * 0.4 + random.range(-0.07, 0.07),
          );
        sheet.polygon([a, b, d], tone(0));
        sheet.polygon([a, d, c], tone(14));
      }
    for (let i = 0; i <= rows; i++) {
      sheet.fill(stroke(corners[i] ?? [], 0.4), 0xffffff, 0.8);
      sheet.fill(
        stroke(
          corners.map((line) => line[i] ?? [0, 0]),
          0.4,
        ),
        0xffffff,
        0.8,
      );
    }
  },
};

const quilt: Scene = {
  name: 'Patchwork quilt',
  draw(sheet, random) {
    const colours = family(random.range(180, 250));
    const cells = random.int(4, 6);
    const cell = 100 / cells;
    for (let row = 0; row < cells; row++)
      for (let column = 0; column < cells; column++) {
        const [x, y] = [column * cell, row * cell];
        const [first, second, third] = random.shuffle(colours);
        sheet.rect(x, y, cell, cell, first ?? 0);
        const centre: Point = [x + cell / 2, y + cell / 2];
        const kind = random.int(0, 3);
        if (kind === 0) sheet.polygon(star(centre, cell * 0.44, cell * 0.2, 8), second ?? 0);
        if (kind === 1)
          for (const [i, r] of [0.44, 0.3, 0.16].entries())
            sheet.polygon(
              star(centre, cell * r, cell * r, 2),
              i % 2 === 0 ? (second ?? 0) : (third ?? 0),
            );
        if (kind === 2)
          for (let i = 0; i < 4; i++)
            sheet.polygon(
              [
                centre,
                polar(centre, cell * 0.6, i * 90 + 15),
                polar(centre, cell * 0.6, i * 90 + 45),
              ],
              second ?? 0,
            );
        if (kind === 3)
          for (let i = 0; i < 3; i++)
            sheet.rect(
              x + cell * (0.12 + i * 0.28),
              y + cell * 0.1,
              cell * 0.16,
              cell * 0.8,
              i % 2 === 0 ? (second ?? 0) : (third ?? 0),
            );
        for (let i = 0; i < 6; i++)
          sheet.rect(x + cell * (i / 6 + 0.04), y + 0.5, cell * 0.08, 0.4, 0xffffff, {
            alpha: 0.7,
          });
      }
  },
};

const draughts: Scene = {
  name: 'Draughts board',
  draw(sheet, random) {
    const frame = hsl(random.range(190, 240), 0.3, 0.25);
    sheet.wash(frame);
    const dark = hsl(random.pick([145, 205, 225, 260]), 0.35, 0.42);
    for (let row = 0; row < 8; row++)
      for (let column = 0; column < 8; column++) {
        const [x, y] = [6 + column * 11, 6 + row * 11];
        const black = (row + column) % 2 === 1;
        sheet.rect(x, y, 11, 11, black ? dark : 0xf2f1e6);
        if (!black || !random.chance(row < 3 || row > 4 ? 0.72 : 0.15)) continue;
        const man = row < 4 ? 0x24303c : 0xf7f3da;
        sheet.circle(x + 5.5, y + 6.1, 4.3, 0x000000, { alpha: 0.3 });
        sheet.circle(x + 5.5, y + 5.5, 4.3, man);
        for (const r of [3.2, 2.1]) {
          sheet.circle(x + 5.5, y + 5.5, r, mix(man, 0x808890, 0.45));
          sheet.circle(x + 5.5, y + 5.5, r - 0.4, man);
        }
      }
  },
};

export const patchworkScenes: readonly Scene[] = [truchet, triangles, quilt, draughts];
