import { type Point, polar, smooth, turned } from '../outline.ts';
import { darker, hsl, lighter, linear, radial, vertical } from '../paint.ts';
import { ridge, type Scene } from './parts.ts';

const butterfly: Scene = {
  name: 'Butterfly',
  draw(sheet, random) {
    sheet.wash(radial([50, 45], 75, 0xf0f8e4, hsl(random.range(100, 170), 0.35, 0.62)));
    for (let i = 0; i < 10; i++) {
      const [x, y] = polar([50, 50], random.range(46, 60), i * 36);
      sheet.ellipse(x, y, 15, 5, hsl(random.range(110, 150), 0.4, random.range(0.38, 0.52)), {
        angle: random.range(0, 180),
      });
    }
    const hue = random.pick([205, 42, 265, 170]);
    const angle = random.range(-25, 25);
    for (const side of [-1, 1]) {
      const at = (dx: number, dy: number) => turned([50 + side * dx, 50 + dy], [50, 50], angle);
      const wing = (scale: number, paint: Parameters<typeof sheet.polygon>[1]) => {
        sheet.polygon(
          smooth(
            [
              at(1, -2),
              at(10 * scale, -21 * scale),
              at(29 * scale, -26 * scale),
              at(32 * scale, -12 * scale),
              at(20 * scale, 1),
            ],
            true,
          ),
          paint,
        );
        sheet.polygon(
          smooth(
            [
              at(1, 1),
              at(18 * scale, 2),
              at(25 * scale, 12 * scale),
              at(16 * scale, 25 * scale),
              at(6 * scale, 16 * scale),
            ],
            true,
          ),
          paint,
        );
      };
      wing(1, darker(hsl(hue, 0.5, 0.3), 0.4));
      wing(0.88, radial([50, 50], 36, hsl(hue + 25, 0.85, 0.7), hsl(hue, 0.8, 0.48)));
      for (const [dx, dy, r] of [
        [24, -19, 2.2],
        [27, -12, 1.5],
        [19, 13, 2],
        [13, 18, 1.4],
      ] as const)
        sheet.circle(...at(dx, dy), r, 0xfffbe6);
      for (const [dx, dy] of [
        [22, -20],
        [26, -12],
        [18, 12],
      ] as const)
        sheet.line([at(2, 0), at(dx * 0.8, dy * 0.8)], 0.35, darker(hsl(hue, 0.5, 0.3), 0.4));
      sheet.line(smooth([at(0.4, -11), at(3, -18), at(7, -21)]), 0.5, 0x2b2a33);
    }
    sheet.ellipse(50, 50, 1.9, 13, linear([48, 0], [52, 0], 0x54505f, 0x232129), { angle });
  },
};

const fishTank: Scene = {
  name: 'Fish in the sea',
  draw(sheet, random) {
    sheet.wash(vertical([0x53c4e0, 0x11588f]));
    for (let i = 0; i < 5; i++)
      sheet.polygon(
        [
          [i * 24, 0],
          [i * 24 + 9, 0],
          [i * 24 - 8, 100],
          [i * 24 - 28, 100],
        ],
        0xffffff,
        { alpha: 0.06 },
      );
    sheet.polygon(ridge(random, 90, 2), vertical([0xe6dca8, 0xb9ab78], 88, 100));
    for (let i = 0; i < 12; i++) {
      const x = random.range(0, 100);
      const sway = random.range(2, 5);
      const height = random.range(14, 34);
      const line: Point[] = [0, 1, 2, 3, 4].map((n) => [
        x + (n % 2 === 0 ? -sway : sway) * 0.5,
        95 - (height * n) / 4,
      ]);
      sheet.line(smooth(line), random.range(0.9, 1.8), hsl(random.range(120, 170), 0.5, 0.35));
    }
    for (let i = 0; i < 8; i++) {
      const [x, y, s] = [
        16 + (i % 3) * 32 + random.range(-5, 5),
        16 + Math.floor(i / 3) * 25 + random.range(-5, 5),
        random.range(5, 9),
      ];
      const way = random.chance(0.5) ? 1 : -1;
      const hue = random.pick([48, 200, 275, 160, 55, 225]);
      const body = hsl(hue, 0.8, 0.6);
      sheet.polygon(
        [
          [x - way * s * 0.8, y],
          [x - way * s * 1.6, y - s * 0.6],
          [x - way * s * 1.35, y],
          [x - way * s * 1.6, y + s * 0.6],
        ],
        darker(body, 0.2),
      );
      sheet.polygon(
        [
          [x - s * 0.3, y - s * 0.4],
          [x, y - s * 0.95],
          [x + s * 0.4, y - s * 0.4],
        ],
        darker(body, 0.15),
      );
      sheet.ellipse(
        x,
        y,
        s,
        s * 0.58,
        vertical([darker(body, 0.15), lighter(body, 0.35)], y - s * 0.5, y + s * 0.5),
      );
      for (const at of [-0.35, 0.05])
        sheet.line(
          smooth([
            [x + way * at * s, y - s * 0.45],
            [x + way * (at + 0.12) * s, y],
            [x + way * at * s, y + s * 0.45],
          ]),
          s * 0.1,
          0xffffff,
          { alpha: 0.75 },
        );
      sheet.circle(x + way * s * 0.6, y - s * 0.12, s * 0.15, 0xffffff);
      sheet.circle(x + way * s * 0.63, y - s * 0.12, s * 0.08, 0x14202b);
      for (let b = 1; b < 4; b++)
        sheet.circle(x + way * (s * 1.2 + b), y - b * 3, 0.4 + b * 0.15, 0xffffff, { alpha: 0.5 });
    }
  },
};

const bird: Scene = {
  name: 'Bird on a branch',
  draw(sheet, random) {
    sheet.wash(vertical([0xcdeaf5, 0xf3faf0]));
    sheet.glow(25, 20, 40, 0xfff6c9, 0.8);
    sheet.line(
      smooth([
        [-4, 78],
        [30, 70],
        [64, 73],
        [104, 62],
      ]),
      3.2,
      vertical([0x7d6752, 0x54432f], 62, 80),
    );
    for (let i = 0; i < 18; i++) {
      const x = random.range(0, 100);
      sheet.ellipse(
        x,
        71 + random.range(-7, 9),
        4.4,
        1.9,
        hsl(random.range(85, 130), 0.5, random.range(0.35, 0.5)),
        { angle: random.range(0, 180) },
      );
    }
    const hue = random.pick([205, 150, 48, 225]);
    const body = hsl(hue, 0.65, 0.5);
    const x = random.range(44, 54);
    sheet.polygon(
      [
        [x - 14, 52],
        [x - 36, 70],
        [x - 29, 72],
        [x - 9, 60],
      ],
      darker(body, 0.25),
    );
    sheet.polygon(
      smooth(
        [
          [x - 18, 56],
          [x - 8, 40],
          [x + 6, 32],
          [x + 18, 42],
          [x + 16, 58],
          [x, 67],
        ],
        true,
      ),
      radial([x + 6, 46], 28, lighter(body, 0.25), body),
    );
    sheet.polygon(
      smooth(
        [
          [x + 2, 62],
          [x + 14, 58],
          [x + 18, 46],
          [x + 10, 50],
        ],
        true,
      ),
      0xfaf4dc,
    );
    sheet.circle(x + 12, 32, 10, radial([x + 9, 29], 13, lighter(body, 0.3), body));
    sheet.polygon(
      smooth(
        [
          [x - 16, 56],
          [x - 6, 44],
          [x + 6, 48],
          [x, 58],
        ],
        true,
      ),
      darker(body, 0.35),
    );
    for (let i = 0; i < 3; i++)
      sheet.line(
        [
          [x - 12 + i * 3, 56 - i * 2],
          [x + i * 2, 53 - i * 2],
        ],
        0.5,
        lighter(body, 0.3),
      );
    sheet.polygon(
      [
        [x + 21, 30],
        [x + 28, 33.5],
        [x + 21, 35],
      ],
      0xf2a93b,
    );
    sheet.circle(x + 15, 30, 2, 0xffffff);
    sheet.circle(x + 15.4, 30, 1.2, 0x1c232b);
    for (const leg of [0, 6])
      sheet.line(
        [
          [x + leg, 65],
          [x + leg - 0.5, 72],
        ],
        0.8,
        0x6b5a3a,
      );
  },
};

export const creaturesScenes: readonly Scene[] = [butterfly, fishTank, bird];
