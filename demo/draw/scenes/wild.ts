import { polar, smooth } from '../outline.ts';
import { darker, hsl, lighter, linear, mix, radial, vertical } from '../paint.ts';
import { clouds, hills, pine, ridge, ripples, type Scene } from './parts.ts';

const snowyPeaks: Scene = {
  name: 'Snowy mountains over a lake',
  draw(sheet, random) {
    sheet.wash(vertical([0x6fa8dc, 0xd8ecfa], 0, 60));
    clouds(sheet, random, 2, 20);
    const shore = 68;
    for (let i = 0; i < 4; i++) {
      const [x, y, half] = [
        random.range(2, 24) + i * 25,
        random.range(16, 32),
        random.range(24, 34),
      ];
      const rock = mix(0x6b7f99, 0x8496ab, random.next());
      sheet.polygon(
        [
          [x - half, shore],
          [x, y],
          [x + half, shore],
        ],
        vertical([rock, darker(rock, 0.25)], y, shore),
      );
      sheet.polygon(
        [
          [x, y],
          [x + half, shore],
          [x + half * 0.15, shore],
        ],
        darker(rock, 0.3),
        { alpha: 0.5 },
      );
      const cap = (shore - y) * 0.32;
      const side = half * 0.32;
      sheet.polygon(
        [
          [x, y],
          [x + side, y + cap],
          [x + side * 0.4, y + cap * 0.75],
          [x, y + cap * 1.15],
          [x - side * 0.45, y + cap * 0.8],
          [x - side, y + cap],
        ],
        0xf7fbff,
      );
    }
    sheet.rect(0, shore, 100, 33, vertical([0x8fc1de, 0x2f6d99], shore, 100));
    ripples(sheet, random, shore + 2, 0xdff2ff);
    for (let i = 0; i < 12; i++) {
      const side = i % 2 === 0 ? random.range(-2, 22) : random.range(76, 102);
      pine(
        sheet,
        side,
        random.range(74, 82),
        random.range(12, 20),
        hsl(random.range(140, 160), 0.35, 0.24),
      );
    }
  },
};

const nightForest: Scene = {
  name: 'Night sky over pines',
  draw(sheet, random) {
    const hue = random.range(215, 250);
    sheet.wash(vertical([hsl(hue, 0.6, 0.12), hsl(hue - 15, 0.5, 0.34)], 0, 90));
    for (let i = 0; i < 110; i++) {
      const bright = random.next();
      sheet.circle(random.range(0, 100), random.range(0, 75), 0.15 + bright * 0.35, 0xffffff, {
        alpha: 0.4 + bright * 0.6,
      });
    }
    const [x, y] = [random.range(20, 80), random.range(16, 30)];
    sheet.glow(x, y, 26, 0xdfe8ff, 0.5);
    sheet.circle(x, y, 8, 0xf6f2d8);
    for (const [dx, dy, r] of [
      [-2.5, -2, 1.6],
      [2.5, 1, 2],
      [-1, 3.5, 1.1],
    ] as const)
      sheet.circle(x + dx, y + dy, r, 0xd9d4b4, { alpha: 0.7 });
    sheet.polygon(ridge(random, 74, 4), hsl(hue, 0.35, 0.17));
    sheet.polygon(ridge(random, 86, 3), hsl(hue, 0.4, 0.11));
    for (let i = 0; i < 13; i++)
      pine(
        sheet,
        i * 8.4 + random.range(-3, 3),
        random.range(88, 99),
        random.range(16, 30),
        hsl(hue - 40, 0.3, 0.12),
      );
  },
};

const desert: Scene = {
  name: 'Cactuses in the desert',
  draw(sheet, random) {
    sheet.wash(vertical([0x4fb3d9, 0xc9ecf0], 0, 62));
    sheet.circle(random.range(20, 80), 18, 6.5, 0xfff0a8);
    const sand = random.range(44, 52);
    hills(sheet, random, [60, 84], [hsl(sand, 0.5, 0.72), hsl(sand, 0.62, 0.52)], 3);
    for (let i = 0; i < 4; i++) {
      const [x, foot] = [12 + i * 25 + random.range(-6, 6), random.range(74, 92)];
      const size = random.range(16, 28);
      const green = hsl(random.range(125, 150), 0.45, 0.36);
      const paint = linear([x - 4, 0], [x + 4, 0], lighter(green, 0.2), darker(green, 0.3));
      sheet.ellipse(x + 4, foot, size * 0.32, 1.4, 0x000000, { alpha: 0.15 });
      sheet.line(
        [
          [x, foot],
          [x, foot - size],
        ],
        size * 0.17,
        paint,
      );
      for (const side of [-1, 1]) {
        const [arm, lift] = [x + side * size * 0.28, foot - size * random.range(0.35, 0.55)];
        sheet.line(
          smooth([
            [x, lift],
            [arm, lift],
            [arm, lift - size * 0.3],
          ]),
          size * 0.11,
          paint,
        );
      }
    }
  },
};

const waterfall: Scene = {
  name: 'Waterfall in the woods',
  draw(sheet, random) {
    sheet.wash(vertical([0xb9dcec, 0x8fbfa6]));
    for (let i = 0; i < 14; i++)
      pine(
        sheet,
        i * 7.6 + random.range(-2, 2),
        random.range(34, 42),
        random.range(18, 28),
        hsl(150, 0.3, random.range(0.25, 0.34)),
      );
    const x = random.range(42, 58);
    for (const side of [-1, 1])
      for (let step = 0; step < 4; step++) {
        const inner = x + side * (9 - step);
        sheet.polygon(
          [
            [inner, 34 + step * 12],
            [x + side * 70, 28 + step * 13],
            [x + side * 70, 80],
            [inner - side * 1.5, 80],
          ],
          mix(0x6f7d78, 0x44524f, step / 3 + random.range(-0.08, 0.08)),
        );
      }
    sheet.rect(x - 9, 35, 18, 46, linear([x - 9, 0], [x + 9, 0], 0xcfe9f5, 0xf8fdff, 0xbfe0f0));
    for (let i = 0; i < 16; i++) {
      const streak = x + random.range(-8, 8);
      sheet.line(
        [
          [streak, random.range(36, 50)],
          [streak, random.range(56, 78)],
        ],
        0.5,
        0x9fcfe6,
        { alpha: 0.6 },
      );
    }
    sheet.rect(0, 79, 100, 22, vertical([0x7cc0d8, 0x2f7f9d], 79, 100));
    for (let i = 0; i < 14; i++)
      sheet.circle(
        x + random.range(-13, 13),
        random.range(77, 82),
        random.range(1.5, 3),
        0xffffff,
        { alpha: 0.7 },
      );
    ripples(sheet, random, 84, 0xd8f2fa, 16);
  },
};

const volcano: Scene = {
  name: 'Island with a volcano',
  draw(sheet, random) {
    sheet.wash(vertical([0x2f7fc2, 0xaee3f5], 0, 65));
    const x = random.range(38, 62);
    for (let i = 0; i < 7; i++) {
      const [sx, sy] = polar([x, 22], i * 4, -70 + random.range(-20, 20));
      sheet.circle(sx + i * 1.6, sy, 2 + i * 0.9, 0xdfe5ea, { alpha: 0.75 });
    }
    sheet.polygon(
      smooth([
        [x - 44, 69],
        [x - 20, 52],
        [x - 6, 24],
        [x + 6, 24],
        [x + 20, 52],
        [x + 44, 69],
      ]),
      vertical([0x5b5a66, 0x3e7a4d, 0x55a05a], 24, 68),
    );
    sheet.ellipse(x, 24.5, 6, 1.8, 0x3b3440);
    sheet.rect(0, 67, 100, 34, vertical([0x39b5c4, 0x14628f], 67, 100));
    sheet.ellipse(x, 68, 46, 2, 0xf2e6b8);
    ripples(sheet, random, 72, 0xd7f6fa, 30);
    sheet.circle(random.chance(0.5) ? 14 : 86, 15, 6, radial([14, 15], 8, 0xfffbe0, 0xffe47a));
  },
};

export const wildScenes: readonly Scene[] = [snowyPeaks, nightForest, desert, waterfall, volcano];
