import { type Point, polar, slice, smooth, turned } from '../outline.ts';
import { darker, hsl, lighter, linear, mix, radial, vertical } from '../paint.ts';
import { clouds, flower, ridge, type Scene } from './parts.ts';

const meadow: Scene = {
  name: 'Wild flowers',
  draw(sheet, random) {
    sheet.wash(vertical([0x8fcdf0, 0xeaf7ee], 0, 55));
    clouds(sheet, random, 2, 22);
    sheet.polygon(ridge(random, 50, 3), vertical([0xa5cf78, 0x4f8f45], 48, 100));
    for (let i = 0; i < 120; i++) {
      const [x, y] = [random.range(0, 100), random.range(56, 101)];
      sheet.line(
        [
          [x, y],
          [x + random.range(-2, 2), y - random.range(3, 7)],
        ],
        0.5,
        mix(0x3f7d3c, 0x86bd5b, random.next()),
      );
    }
    for (let i = 0; i < 13; i++) {
      const near = i / 12;
      const y = 44 + near * 30 + random.range(-4, 4);
      const hue = random.pick([50, 210, 265, 0, 48, 225]);
      const petal = random.chance(0.25) ? 0xfdfdf8 : hsl(hue, 0.75, 0.6);
      flower(
        sheet,
        [((i * 37 + random.range(0, 12)) % 96) + 2, y],
        4 + near * 4.5,
        petal,
        random.int(6, 9),
        y + 18 + near * 10,
      );
    }
  },
};

const fruit: Scene = {
  name: 'Bowl of fruit',
  draw(sheet, random) {
    const wall = hsl(random.range(170, 240), 0.3, 0.8);
    sheet.wash(vertical([lighter(wall, 0.3), wall], 0, 70));
    sheet.rect(0, 68, 100, 33, vertical([0xffffff, 0xdfe6ea], 68, 100));
    for (let i = 0; i < 26; i++)
      sheet.rect(i * 4, 68, 2, 33, hsl(random.pick([205, 206, 207]), 0.5, 0.55), { alpha: 0.45 });
    const places = random.shuffle([
      [30, 54],
      [44, 48],
      [58, 49],
      [70, 55],
      [51, 57],
    ] as const);
    for (const [i, [x, y]] of places.entries()) {
      if (i % 3 === 0) {
        const green = hsl(random.range(75, 110), 0.6, 0.48);
        sheet.circle(
          x,
          y,
          11,
          radial([x - 4, y - 5], 17, lighter(green, 0.4), darker(green, 0.25)),
        );
        sheet.line(
          [
            [x, y - 9],
            [x + 1.5, y - 15],
          ],
          0.9,
          0x5b4636,
        );
        sheet.ellipse(x + 5, y - 13.5, 4, 1.7, 0x3f8f45, { angle: -20 });
      } else if (i % 3 === 1) {
        sheet.circle(x, y, 10, radial([x - 3, y - 4], 15, 0xffd35c, 0xf08a1c));
        for (let dot = 0; dot < 22; dot++)
          sheet.circle(...polar([x, y], random.range(1, 9), random.range(0, 360)), 0.25, 0xd97812, {
            alpha: 0.6,
          });
        sheet.circle(x, y - 7, 0.9, 0x5a8a3c);
      } else {
        const lemon: Point[] = [
          [x - 13, y],
          [x - 9, y - 5.5],
          [x, y - 8],
          [x + 9, y - 5.5],
          [x + 13, y],
          [x + 9, y + 5.5],
          [x, y + 8],
          [x - 9, y + 5.5],
        ];
        sheet.polygon(smooth(lemon, true), radial([x - 4, y - 4], 17, 0xfff59a, 0xe6c21f));
      }
    }
    for (let row = 0; row < 4; row++)
      for (let n = 0; n <= 3 - row; n++) {
        const [x, y] = [72 + (n - (3 - row) / 2) * 6, 62 + row * 5];
        sheet.circle(x, y, 3.6, radial([x - 1.3, y - 1.3], 5, 0x9d8be0, 0x3c2f80));
      }
    const bowl = hsl(random.pick([205, 225, 165]), 0.5, 0.42);
    sheet.ellipse(50, 90, 24, 2.6, 0x000000, { alpha: 0.15 });
    sheet.polygon(
      slice([50, 60], 0, 33, 0, 180).map(([x, y]): Point => [x, 60 + (y - 60) * 0.86]),
      linear([17, 0], [83, 0], lighter(bowl, 0.3), bowl, darker(bowl, 0.35)),
    );
    sheet.rect(15.5, 58.5, 69, 3.4, lighter(bowl, 0.45), { round: 1.7 });
    for (let i = 0; i < 9; i++)
      sheet.polygon(
        [
          [24 + i * 6, 66],
          [27 + i * 6, 70],
          [24 + i * 6, 74],
          [21 + i * 6, 70],
        ],
        0xffffff,
        { alpha: 0.7 },
      );
  },
};

const pottedPlants: Scene = {
  name: 'Potted plants on a sill',
  draw(sheet, random) {
    sheet.wash(hsl(random.range(180, 230), 0.25, 0.85));
    sheet.rect(12, 6, 76, 66, 0xffffff);
    sheet.rect(15, 9, 70, 60, vertical([0x8fd0f0, 0xe3f4ea], 9, 69));
    sheet.rect(48.8, 9, 2.4, 60, 0xffffff);
    sheet.rect(15, 36, 70, 2.2, 0xffffff);
    sheet.rect(0, 78, 100, 23, vertical([0xf7f7f2, 0xc9cfcb], 78, 100));
    for (const [i, x] of [20, 50, 80].entries()) {
      const pot = hsl(random.pick([205, 160, 45, 225]), 0.45, 0.5);
      const kind = (i + random.int(0, 2)) % 3;
      const green = hsl(random.range(105, 150), 0.45, 0.4);
      if (kind === 0)
        for (let leaf = 0; leaf < 9; leaf++) {
          const angle = -160 + leaf * 17.5;
          const tip = polar([x, 66], random.range(18, 27), angle);
          sheet.polygon(
            smooth([[x, 68], turned(tip, [x, 66], 9), tip, turned(tip, [x, 66], -4)], true),
            mix(green, 0xc9e58a, random.range(0, 0.4)),
          );
        }
      else if (kind === 1) {
        sheet.ellipse(
          x,
          54,
          7.5,
          15,
          linear([x - 8, 0], [x + 8, 0], lighter(green, 0.2), darker(green, 0.3)),
        );
        for (let rib = -2; rib <= 2; rib++)
          sheet.line(
            smooth([
              [x + rib * 1.2, 40],
              [x + rib * 2.8, 54],
              [x + rib * 1.4, 66],
            ]),
            0.4,
            lighter(green, 0.45),
          );
        flower(sheet, [x, 39], 4, 0xf2d13e, 7);
      } else
        for (const [dx, dy] of [
          [-6, -8],
          [6, -10],
          [0, -20],
        ] as const)
          flower(sheet, [x + dx, 62 + dy], 5.5, hsl(random.pick([265, 50, 215]), 0.7, 0.6), 8, 69);
      sheet.polygon(
        [
          [x - 9, 68],
          [x + 9, 68],
          [x + 6.5, 86],
          [x - 6.5, 86],
        ],
        linear([x - 9, 0], [x + 9, 0], lighter(pot, 0.2), darker(pot, 0.25)),
      );
      sheet.rect(x - 10, 66, 20, 4.4, darker(pot, 0.1), { round: 1 });
    }
  },
};

const mushrooms: Scene = {
  name: 'Toadstools',
  draw(sheet, random) {
    sheet.wash(vertical([0xa9cfc0, 0x4f8068]));
    for (let i = 0; i < 9; i++)
      sheet.rect(i * 12 + random.range(-3, 3), 0, random.range(2, 5), 80, 0x35564a, { alpha: 0.5 });
    sheet.polygon(ridge(random, 76, 3), vertical([0x6c9a4a, 0x30592d], 74, 100));
    for (const [x, foot, s] of random.shuffle([
      [26, 88, 17],
      [58, 92, 26],
      [84, 86, 13],
    ] as const)) {
      sheet.polygon(
        smooth(
          [
            [x - s * 0.2, foot],
            [x - s * 0.14, foot - s],
            [x + s * 0.14, foot - s],
            [x + s * 0.22, foot],
          ],
          true,
        ),
        linear([x - s * 0.2, 0], [x + s * 0.2, 0], 0xffffff, 0xcfd2c4),
      );
      const cap = hsl(random.pick([4, 45, 205, 28]), 0.72, 0.48);
      const top = foot - s * 0.85;
      sheet.polygon(
        slice([x, top], 0, s * 0.8, 180, 360).map(
          ([px, py]): Point => [px, top + (py - top) * 0.85],
        ),
        radial([x - s * 0.25, top - s * 0.5], s, lighter(cap, 0.25), darker(cap, 0.2)),
      );
      sheet.ellipse(x, top, s * 0.8, s * 0.13, 0xe9e6d6);
      for (const [dx, dy, r] of [
        [-0.45, -0.22, 0.09],
        [0, -0.45, 0.12],
        [0.4, -0.25, 0.1],
        [-0.15, -0.18, 0.06],
        [0.2, -0.55, 0.05],
      ] as const)
        sheet.circle(x + dx * s, top + dy * s, r * s, 0xfffdf2);
    }
    for (let i = 0; i < 60; i++) {
      const [x, y] = [random.range(0, 100), random.range(84, 102)];
      sheet.line(
        [
          [x, y],
          [x + random.range(-2, 2), y - random.range(3, 6)],
        ],
        0.5,
        mix(0x2f5f2d, 0x93bf62, random.next()),
      );
    }
  },
};

export const plantsScenes: readonly Scene[] = [meadow, fruit, pottedPlants, mushrooms];
