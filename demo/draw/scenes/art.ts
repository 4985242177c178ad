import { type Outline, type Point, polar, slice, smooth, star } from '../outline.ts';
import { darker, hsl, lighter, linear, type Paint, radial, vertical } from '../paint.ts';
import { hills, type Scene } from './parts.ts';

const waves: Scene = {
  name: 'Paper waves',
  draw(sheet, random) {
    const hue = random.range(160, 260);
    sheet.wash(hsl(hue + 150, 0.45, 0.88));
    sheet.circle(random.range(25, 75), 26, 13, hsl(hue + 200, 0.75, 0.66));
    for (let layer = 0; layer < 7; layer++) {
      const base = 36 + layer * 9;
      const shift = random.range(0, 30);
      const crest: Point[] = Array.from({ length: 10 }, (_, i) => [
        i * 15 - 20 + shift - 15,
        base + (i % 2 === 0 ? -5 : 5),
      ]);
      const outline: Outline = [...smooth(crest), [140, 101], [-40, 101]];
      const colour = hsl(hue + layer * 6, 0.5, 0.74 - layer * 0.075);
      sheet.polygon(
        outline.map(([x, y]): Point => [x, y - 1.1]),
        darker(colour, 0.35),
        { alpha: 0.25 },
      );
      sheet.polygon(outline, vertical([lighter(colour, 0.15), colour], base - 5, base + 12));
    }
  },
};

const kites: Scene = {
  name: 'Kites in the wind',
  draw(sheet, random) {
    sheet.wash(vertical([0x4f9fe0, 0xd6eefb]));
    for (let i = 0; i < 4; i++) {
      const at: Point = [
        20 + (i % 2) * 52 + random.range(-6, 6),
        22 + Math.floor(i / 2) * 38 + random.range(-6, 6),
      ];
      const r = random.range(11, 16);
      const lean = random.range(-35, 35);
      const hue = random.range(0, 360);
      const corner = (distance: number, angle: number) => polar(at, distance, angle + lean);
      const [top, right, foot, left] = [
        corner(r, -90),
        corner(r * 0.72, 0),
        corner(r * 1.5, 90),
        corner(r * 0.72, 180),
      ];
      const tail = smooth([foot, corner(r * 2, 80), corner(r * 2.5, 95), corner(r * 3.1, 84)]);
      sheet.line(tail, 0.4, 0x39506b);
      for (const n of [8, 16, 24]) {
        const knot = tail[n] ?? foot;
        sheet.polygon(star(knot, 2.2, 0.7, 2, lean), hsl(hue + n * 12, 0.7, 0.6));
      }
      for (const [i, side] of [
        [top, right],
        [right, foot],
        [foot, left],
        [left, top],
      ].entries())
        sheet.polygon([at, ...side], hsl(hue + (i % 2) * 150, 0.7, i < 2 ? 0.52 : 0.62));
      sheet.line([top, foot], 0.4, 0x39506b);
      sheet.line([left, right], 0.4, 0x39506b);
    }
    sheet.polygon(
      smooth(
        [
          [-5, 95],
          [25, 90],
          [60, 95],
          [105, 89],
          [110, 110],
          [-10, 110],
        ],
        true,
      ),
      0x6aa85a,
    );
  },
};

const flag: Scene = {
  name: 'Striped flag',
  draw(sheet, random) {
    sheet.wash(vertical([0x6db7e6, 0xe3f3fa]));
    const hue = random.range(0, 360);
    const colours = [
      hsl(hue, 0.65, 0.45),
      0xfafafa,
      hsl(hue + random.pick([120, 160, 210]), 0.65, 0.4),
    ];
    const wave = (x: number) => Math.sin((x - 16) / 9) * 2.4;
    const stripes = random.pick([3, 5, 7]);
    const upright = random.chance(0.3);
    const across = Array.from({ length: 36 }, (_, i) => 18 + i * 2);
    const band = (from: number, to: number, xs: readonly number[], paint: Paint, alpha = 1) =>
      sheet.polygon(
        [
          ...xs.map((x): Point => [x, from + wave(x)]),
          ...[...xs].reverse().map((x): Point => [x, to + wave(x)]),
        ],
        paint,
        { alpha },
      );
    for (let i = 0; i < stripes; i++) {
      const colour = colours[i % colours.length] ?? 0;
      if (upright)
        band(
          22,
          68,
          Array.from({ length: 13 }, (_, n) => 18 + (70 * (i + n / 12)) / stripes),
          colour,
        );
      else band(22 + (46 * i) / stripes, 22 + (46 * (i + 1)) / stripes, across, colour);
    }
    for (let x = 18; x < 88; x += 2) {
      const slope = Math.cos((x - 15) / 9);
      band(22, 68, [x, x + 2], slope > 0 ? 0xffffff : 0x000000, Math.abs(slope) * 0.16);
    }
    sheet.polygon(star([36, 45 + wave(36)], 9, 4, random.int(5, 8)), 0xffe27a);
    sheet.rect(14, 12, 2.6, 90, linear([14, 0], [17, 0], 0xd3d8dd, 0x7d868f), { round: 1 });
    sheet.circle(15.3, 11, 2.4, 0xf2c84b);
  },
};

const shapes: Scene = {
  name: 'Shapes and lines',
  draw(sheet, random) {
    sheet.wash(hsl(random.range(40, 60), 0.45, 0.93));
    const colours = [0x23395d, 0xe4b83a, 0x3a8f8a, 0x5b7fb9, 0xd9543f, 0x202428];
    for (let i = 0; i < 7; i++) {
      const at: Point = [random.range(12, 88), random.range(12, 88)];
      const r = random.range(6, 15);
      const colour = random.pick(colours);
      const kind = i % 4;
      if (kind === 0)
        for (let ring = 3; ring > 0; ring--)
          sheet.polygon(
            slice(at, (r * (ring - 0.6)) / 3, (r * ring) / 3, 0, 360),
            random.pick(colours),
            { alpha: 0.9 },
          );
      if (kind === 1)
        sheet.polygon(star(at, r, r * 0.5, 3, random.range(0, 360)), colour, { alpha: 0.9 });
      if (kind === 2)
        sheet.rect(at[0] - r, at[1] - r / 2, r * 2, r, colour, {
          angle: random.range(0, 180),
          alpha: 0.9,
        });
      if (kind === 3)
        sheet.polygon(slice(at, 0, r, random.range(0, 180), random.range(200, 360)), colour, {
          alpha: 0.9,
        });
    }
    for (let i = 0; i < 9; i++) {
      const from: Point = [random.range(0, 100), random.range(0, 100)];
      const to = polar(from, random.range(25, 60), random.range(0, 360));
      sheet.line([from, to], random.range(0.3, 1), 0x202428);
    }
    const corner: Point = [random.range(8, 60), random.range(8, 60)];
    for (let row = 0; row < 5; row++)
      for (let column = 0; column < 5; column++)
        if ((row + column) % 2 === 0)
          sheet.rect(corner[0] + column * 4, corner[1] + row * 4, 4, 4, 0x202428);
  },
};

const snowman: Scene = {
  name: 'Snowman',
  draw(sheet, random) {
    sheet.wash(vertical([0x7db2dd, 0xdcebf6], 0, 74));
    hills(sheet, random, [66, 78], [0xd3e3f0, 0xfafdff], 3);
    const x = random.range(36, 64);
    for (const [y, r] of [
      [80, 16],
      [57, 12],
      [39, 8.5],
    ] as const)
      sheet.circle(x, y, r, radial([x - r * 0.35, y - r * 0.4], r * 1.6, 0xffffff, 0xb9cfe4));
    const scarf = hsl(random.pick([210, 140, 45, 265]), 0.65, 0.48);
    for (const side of [-1, 1]) {
      sheet.line(
        [
          [x + side * 11, 56],
          [x + side * 25, 46],
        ],
        1,
        0x5a4636,
      );
      sheet.line(
        [
          [x + side * 20, 49.5],
          [x + side * 22, 43],
        ],
        0.8,
        0x5a4636,
      );
      sheet.circle(x + side * 3, 37, 1, 0x22262c);
    }
    sheet.rect(x - 8.5, 45, 17, 3.6, scarf, { round: 1.6 });
    sheet.rect(x + 3, 46, 3.6, 12, darker(scarf, 0.12), { round: 1, angle: -8 });
    sheet.polygon(
      [
        [x, 39],
        [x + 10, 41],
        [x, 41.6],
      ],
      0xf08a2c,
    );
    for (const y of [55, 61, 76]) sheet.circle(x, y, 1.1, 0x22262c);
    sheet.rect(x - 9.5, 30, 19, 2.4, 0x2b3440, { round: 1 });
    sheet.rect(x - 6, 18, 12, 13, 0x2b3440, { round: 0.8 });
    sheet.rect(x - 6, 27, 12, 2.6, scarf);
    for (let i = 0; i < 90; i++)
      sheet.circle(random.range(0, 100), random.range(0, 100), random.range(0.3, 0.9), 0xffffff, {
        alpha: 0.85,
      });
  },
};

export const artScenes: readonly Scene[] = [waves, kites, flag, shapes, snowman];
