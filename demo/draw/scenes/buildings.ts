import { type Point, turned } from '../outline.ts';
import { darker, hsl, lighter, linear, mix, vertical } from '../paint.ts';
import { clouds, ridge, ripples, roundTree, type Scene, windows } from './parts.ts';

const cottage: Scene = {
  name: 'House with a garden',
  draw(sheet, random) {
    sheet.wash(vertical([0x66b3e8, 0xdcf1fb], 0, 70));
    clouds(sheet, random, 3, 28);
    sheet.polygon(ridge(random, 70, 2), vertical([0x8cc56b, 0x4f9448], 68, 100));
    const x = random.range(24, 36);
    const wall = random.pick([0xf4efe2, 0xdfe9ef, 0xf3e7a9, 0xcfe3d2]);
    const roof = hsl(random.pick([205, 225, 150, 12]), 0.4, 0.38);
    roundTree(sheet, x - 12, 76, 30, 0x4b8f4d);
    sheet.rect(x + 31, 26, 5, 16, 0x8b8f98);
    sheet.rect(x, 46, 44, 34, linear([x, 0], [x + 44, 0], lighter(wall, 0.3), darker(wall, 0.1)));
    sheet.polygon(
      [
        [x - 5, 48],
        [x + 22, 24],
        [x + 49, 48],
      ],
      vertical([lighter(roof, 0.1), darker(roof, 0.2)], 24, 48),
    );
    sheet.circle(x + 22, 38, 3.4, 0xffffff);
    sheet.circle(x + 22, 38, 2.6, 0x8fc7e6);
    for (const at of [x + 5, x + 31]) {
      sheet.rect(at - 0.8, 53.2, 9.6, 11.6, 0xffffff);
      sheet.rect(at, 54, 8, 10, vertical([0xa9dbf2, 0x6faed2], 54, 64));
      sheet.rect(at + 3.6, 54, 0.8, 10, 0xffffff);
      sheet.rect(at, 58.6, 8, 0.8, 0xffffff);
    }
    sheet.rect(x + 17, 60, 10, 20, hsl(random.range(180, 240), 0.45, 0.35), { round: 1 });
    sheet.circle(x + 25, 71, 0.7, 0xffe08a);
    sheet.polygon(
      [
        [x + 17, 80],
        [x + 27, 80],
        [x + 37, 101],
        [x + 11, 101],
      ],
      0xd9d6cc,
    );
    for (let i = 0; i < 13; i++) {
      sheet.rect(i * 8 + 1, 84, 3.2, 12, 0xfdfdfb, { round: 1.2 });
      sheet.rect(i * 8, 88, 8, 1.4, 0xfdfdfb);
    }
    roundTree(sheet, x + 60, 84, 22, 0x5aa552);
  },
};

const skyline: Scene = {
  name: 'City skyline at dusk',
  draw(sheet, random) {
    sheet.wash(
      vertical(
        random.pick([
          [0x1d2b5c, 0x4c5fa8, 0xe8b15e],
          [0x0f2c4d, 0x2f7f9d, 0xf0d9a0],
          [0x231f4f, 0x5c4f9e, 0xa9c4ea],
        ]),
        0,
        86,
      ),
    );
    for (let layer = 0; layer < 3; layer++) {
      let x = -2;
      while (x < 100) {
        const w = random.range(7, 13);
        const h = random.range(18, 52) - layer * 8;
        const colour = mix(0x54608f, 0x131a33, (layer + 1) / 3);
        const top = 90 - h + layer * 4;
        sheet.rect(x, top, w, h + 20, colour);
        if (random.chance(0.3))
          sheet.polygon(
            [
              [x, top],
              [x + w / 2, top - 6],
              [x + w, top],
            ],
            colour,
          );
        if (random.chance(0.25))
          sheet.line(
            [
              [x + w / 2, top],
              [x + w / 2, top - 8],
            ],
            0.6,
            colour,
          );
        if (layer > 0)
          windows(
            sheet,
            random,
            [x + 0.6, top + 2, w - 1.2, h],
            [random.int(3, 4), Math.round(h / 4)],
            [0xffdf8e, darker(colour, 0.25)],
            0.45,
          );
        x += w + random.range(-0.5, 1.5);
      }
    }
    sheet.rect(0, 92, 100, 9, vertical([0x24315e, 0x0d1530], 92, 100));
    ripples(sheet, random, 92, 0xffd98a, 14);
  },
};

const street: Scene = {
  name: 'Row of canal houses',
  draw(sheet, random) {
    sheet.wash(vertical([0x8fc4e6, 0xeaf4f8], 0, 60));
    clouds(sheet, random, 2, 16);
    const hues = random.shuffle([205, 145, 45, 225, 170, 260]);
    for (let i = 0; i < 6; i++) {
      const [x, top] = [2 + i * 16, random.range(24, 34)];
      const wall = hsl(hues[i] ?? 0, 0.38, 0.55);
      sheet.rect(
        x,
        top,
        16,
        56,
        linear([x, 0], [x + 16, 0], lighter(wall, 0.1), darker(wall, 0.15)),
      );
      const gable: Point[] = random.chance(0.5)
        ? [
            [x, top],
            [x + 8, top - 12],
            [x + 16, top],
          ]
        : [
            [x, top],
            [x, top - 4],
            [x + 4, top - 4],
            [x + 4, top - 8],
            [x + 12, top - 8],
            [x + 12, top - 4],
            [x + 16, top - 4],
            [x + 16, top],
          ];
      sheet.polygon(gable, darker(wall, 0.25));
      sheet.rect(x + 6.5, top - 4, 3, 4, 0xf5f7f7);
      windows(sheet, random, [x, top + 2, 16, 34], [3, 3], [0xfff1c0, 0x3f566b], 0.35);
      sheet.rect(x + 5.5, 68, 5, 12, darker(wall, 0.5));
    }
    sheet.rect(0, 79, 100, 4, 0x8d9196);
    sheet.rect(0, 83, 100, 18, vertical([0x4c87a6, 0x24546f], 83, 100));
    ripples(sheet, random, 84, 0xcde6f0, 18);
  },
};

const windmill: Scene = {
  name: 'Windmill and tulips',
  draw(sheet, random) {
    sheet.wash(vertical([0x7cc0ec, 0xeaf6fb], 0, 66));
    clouds(sheet, random, 3, 30);
    sheet.rect(0, 64, 100, 37, vertical([0x8cbf62, 0x4e8a42], 64, 100));
    const x = random.range(30, 70);
    sheet.polygon(
      [
        [x - 7, 36],
        [x + 7, 36],
        [x + 11, 72],
        [x - 11, 72],
      ],
      linear([x - 10, 0], [x + 10, 0], 0x8a7a63, 0x5c5244),
    );
    sheet.polygon(
      [
        [x - 8, 37],
        [x, 26],
        [x + 8, 37],
      ],
      0x3e4a55,
    );
    sheet.rect(x - 2.5, 60, 5, 12, 0x33403a, { round: 2 });
    sheet.circle(x, 48, 2, 0xe9f4fa);
    const turn = random.range(0, 90);
    for (let i = 0; i < 4; i++) {
      const angle = turn + i * 90;
      const at = (dx: number, dy: number) => turned([x + dx, 36 + dy], [x, 36], angle);
      sheet.line([[x, 36], at(26, 0)], 0.9, 0x4f4336);
      sheet.polygon([at(5, 0), at(26, 0), at(26, 5), at(5, 5)], 0xfaf6ea, { alpha: 0.9 });
      for (let bar = 5; bar <= 26; bar += 3.5) sheet.line([at(bar, 0), at(bar, 5)], 0.35, 0x4f4336);
    }
    sheet.circle(x, 36, 1.6, 0x33302b);
    for (let row = 0; row < 5; row++) {
      const hue = random.pick([0, 48, 285, 330, 20]);
      const [y, size] = [75 + row * 5.4, 0.9 + row * 0.35];
      for (let i = 0; i < 30 - row * 3; i++) {
        const fx = (i + random.range(0.2, 0.8)) * (100 / (30 - row * 3));
        sheet.line(
          [
            [fx, y],
            [fx, y + size * 3],
          ],
          size * 0.35,
          0x3f7d3c,
        );
        sheet.ellipse(fx, y, size * 0.8, size * 1.15, hsl(hue, 0.75, 0.55));
      }
    }
  },
};

export const buildingsScenes: readonly Scene[] = [cottage, skyline, street, windmill];
