import { slice, smooth } from '../outline.ts';
import { hsl, vertical } from '../paint.ts';
import { clouds, hills, roundTree, type Scene } from './parts.ts';

const sunnyHills: Scene = {
  name: 'Hills in the sun',
  draw(sheet, random) {
    const hue = random.range(190, 215);
    sheet.wash(vertical([hsl(hue, 0.75, 0.62), hsl(hue, 0.7, 0.88)], 0, 60));
    const sun = random.range(15, 85);
    sheet.glow(sun, 20, 32, 0xfff3b0, 0.9);
    sheet.circle(sun, 20, 7, 0xffe372);
    clouds(sheet, random, 3, 34);
    const green = random.range(85, 125);
    hills(sheet, random, [52, 84], [hsl(green + 40, 0.3, 0.62), hsl(green, 0.5, 0.38)], 4);
    for (let i = 0; i < 7; i++)
      roundTree(
        sheet,
        random.range(2, 98),
        80 + i * 2.6,
        random.range(8, 13),
        hsl(green + random.range(-10, 15), 0.45, 0.34),
      );
  },
};

const rainbow: Scene = {
  name: 'Rainbow after rain',
  draw(sheet, random) {
    sheet.wash(vertical([0x5d8fb8, 0xcfe3ee], 0, 75));
    const x = random.range(35, 65);
    for (const [i, hue] of [0, 28, 52, 120, 200, 235, 275].entries())
      sheet.polygon(slice([x, 78], 50 - i * 2.6, 52.6 - i * 2.6, 180, 360), hsl(hue, 0.8, 0.62), {
        alpha: 0.75,
      });
    clouds(sheet, random, 4, 26, 0xe9eef2);
    hills(sheet, random, [70, 86], [0x7fb37a, 0x3f8a4c], 3);
    for (let i = 0; i < 5; i++)
      roundTree(sheet, random.range(4, 96), random.range(82, 96), random.range(8, 13), 0x2f7a4a);
  },
};

const balloons: Scene = {
  name: 'Hot-air balloons',
  draw(sheet, random) {
    sheet.wash(vertical([0x3f8fd2, 0xbfe3f7]));
    clouds(sheet, random, 4, 80);
    const places = random.shuffle([
      [24, 30, 15],
      [68, 24, 11],
      [52, 58, 18],
      [84, 60, 9],
      [16, 72, 8],
    ] as const);
    for (const [x, y, r] of places.slice(0, random.int(3, 5))) {
      const hue = random.range(0, 360);
      sheet.line(
        [
          [x - r * 0.5, y + r * 0.8],
          [x - r * 0.14, y + r * 1.5],
        ],
        0.4,
        0x4a4a4a,
      );
      sheet.line(
        [
          [x + r * 0.5, y + r * 0.8],
          [x + r * 0.14, y + r * 1.5],
        ],
        0.4,
        0x4a4a4a,
      );
      sheet.polygon(
        smooth(
          [
            [x - r * 0.2, y + r * 1.15],
            [x - r, y],
            [x, y - r * 1.05],
            [x + r, y],
            [x + r * 0.2, y + r * 1.15],
          ],
          true,
        ),
        hsl(hue, 0.7, 0.5),
      );
      for (const [i, half] of [1, 0.7, 0.36].entries())
        sheet.ellipse(
          x,
          y - r * 0.02,
          r * half * 0.92,
          r * 0.98,
          i % 2 === 0 ? hsl(hue + 40, 0.75, 0.6) : hsl(hue, 0.7, 0.5),
        );
      sheet.ellipse(x - r * 0.35, y - r * 0.4, r * 0.2, r * 0.35, 0xffffff, {
        alpha: 0.25,
        angle: 25,
      });
      sheet.rect(x - r * 0.17, y + r * 1.45, r * 0.34, r * 0.28, 0x8a6a3c, { round: 0.6 });
    }
    hills(sheet, random, [92, 97], [0x6ea06d, 0x4d8752], 2);
  },
};

const fields: Scene = {
  name: 'Ploughed fields',
  draw(sheet, random) {
    sheet.wash(vertical([0x78b7e0, 0xe2f2f8], 0, 40));
    clouds(sheet, random, 3, 24);
    hills(sheet, random, [36, 40], [0x86a98f, 0x6f9a6a], 2);
    const vanish = [random.range(30, 70), 40] as const;
    const count = 16;
    const hue = random.pick([60, 95, 280]);
    for (let i = 0; i < count; i++) {
      const at = (part: number) => -120 + (340 * part) / count;
      sheet.polygon(
        [vanish, [at(i), 101], [at(i + 1), 101]],
        vertical(
          [hsl(hue, 0.35, 0.6), i % 2 === 0 ? hsl(hue, 0.5, 0.42) : hsl(hue - 15, 0.45, 0.54)],
          40,
          90,
        ),
      );
    }
    roundTree(sheet, random.range(10, 30), 46, 14, 0x3e7a44);
    roundTree(sheet, random.range(70, 92), 44, 11, 0x487f48);
  },
};

const autumnWood: Scene = {
  name: 'Autumn trees along a path',
  draw(sheet, random) {
    sheet.wash(vertical([0x9cc9e4, 0xeaf3ea], 0, 60));
    hills(sheet, random, [56, 66], [0xa8b98a, 0x8ba565], 2);
    sheet.rect(0, 70, 100, 30, vertical([0x93a85c, 0x6d8544], 70, 100));
    sheet.polygon(
      [
        [47, 66],
        [52, 66],
        [78, 101],
        [22, 101],
      ],
      vertical([0xd7d2c4, 0xb5ae9c], 66, 100),
    );
    for (let i = 0; i < 7; i++) {
      const near = i / 6;
      for (const side of [-1, 1]) {
        const x = 50 + side * (9 + near * 40 + random.range(-2, 2));
        roundTree(sheet, x, 68 + near * 26, 16 + near * 22, hsl(random.range(28, 68), 0.68, 0.46));
      }
    }
  },
};

export const hillsScenes: readonly Scene[] = [sunnyHills, rainbow, balloons, fields, autumnWood];
