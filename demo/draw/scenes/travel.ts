import { type Point, polar, smooth, star, turned } from '../outline.ts';
import { darker, hsl, lighter, linear, radial, vertical } from '../paint.ts';
import { clouds, hills, ripples, roundTree, type Scene } from './parts.ts';

const sailing: Scene = {
  name: 'Sailing boats',
  draw(sheet, random) {
    sheet.wash(vertical([0x64b5ea, 0xe4f5fb], 0, 58));
    clouds(sheet, random, 3, 26);
    hills(sheet, random, [54, 57], [0x9db8c4, 0x7ba39a], 2);
    sheet.rect(0, 58, 100, 43, vertical([0x5cbfd8, 0x146a9c], 58, 100));
    ripples(sheet, random, 60, 0xffffff, 30);
    const boats = random
      .shuffle([
        [22, 66, 12],
        [76, 64, 9],
        [50, 84, 24],
      ] as const)
      .sort((a, b) => a[1] - b[1]);
    for (const [x, y, s] of boats) {
      const hull = hsl(random.range(0, 360), 0.55, 0.42);
      sheet.line(
        [
          [x, y],
          [x, y - s * 1.9],
        ],
        s * 0.05,
        0x6b5a48,
      );
      sheet.polygon(
        smooth([
          [x + s * 0.06, y - s * 1.85],
          [x + s * 0.62, y - s * 0.8],
          [x + s * 0.8, y - s * 0.2],
        ]).concat([[x + s * 0.06, y - s * 0.2]]),
        linear([x, 0], [x + s, 0], 0xffffff, 0xdfe8ee),
      );
      sheet.polygon(
        [
          [x - s * 0.07, y - s * 1.6],
          [x - s * 0.7, y - s * 0.2],
          [x - s * 0.07, y - s * 0.2],
        ],
        hsl(random.range(0, 360), 0.6, 0.62),
      );
      sheet.polygon(
        smooth([
          [x - s, y - s * 0.05],
          [x - s * 0.6, y + s * 0.28],
          [x + s * 0.6, y + s * 0.28],
          [x + s * 1.05, y - s * 0.05],
        ]),
        vertical([lighter(hull, 0.15), darker(hull, 0.25)], y, y + s * 0.28),
      );
      sheet.rect(x - s * 0.9, y + s * 0.26, s * 1.8, s * 0.06, 0xffffff, { alpha: 0.5, round: 1 });
    }
  },
};

const train: Scene = {
  name: 'Train through the country',
  draw(sheet, random) {
    sheet.wash(vertical([0x82c4ea, 0xeef8fb], 0, 60));
    clouds(sheet, random, 3, 26);
    hills(sheet, random, [48, 62], [0x9cc3a3, 0x63a05f], 3);
    sheet.rect(0, 74, 100, 27, vertical([0x79ad58, 0x4e8443], 74, 100));
    sheet.rect(0, 76, 100, 5, 0x9b968d);
    for (let i = 0; i < 26; i++) sheet.rect(i * 4, 76.5, 2, 3.5, 0x6a5a49);
    sheet.rect(0, 75.6, 100, 0.9, 0x5a6068);
    const body = hsl(random.pick([215, 150, 40, 355]), 0.6, 0.42);
    for (let i = 0; i < 3; i++) {
      const x = 6 + i * 30;
      sheet.rect(
        x,
        54,
        28.5,
        18,
        vertical([lighter(body, 0.2), body, darker(body, 0.25)], 54, 72),
        { round: i === 2 ? 5 : 2 },
      );
      sheet.rect(x, 66, 28.5, 1.6, 0xf7f4e6);
      for (let w = 0; w < 4; w++)
        sheet.rect(x + 2.4 + w * 6.3, 57, 4.8, 6, vertical([0xe6f6fd, 0x8fbdd6], 57, 63), {
          round: 0.8,
        });
      for (const wheel of [4, 10, 18.5, 24.5]) {
        sheet.circle(x + wheel, 73.4, 2.5, 0x353b42);
        sheet.circle(x + wheel, 73.4, 1.1, 0xaeb6bd);
      }
      if (i < 2) sheet.rect(x + 28, 69, 2.5, 1.4, 0x353b42);
    }
    for (let i = 0; i < 4; i++)
      roundTree(sheet, random.range(0, 100), random.range(90, 99), random.range(12, 18), 0x3f7f45);
  },
};

const lighthouse: Scene = {
  name: 'Lighthouse',
  draw(sheet, random) {
    sheet.wash(vertical([0x3c86c6, 0xd5ecf7], 0, 74));
    clouds(sheet, random, 3, 40);
    sheet.rect(0, 70, 100, 31, vertical([0x3f93b8, 0x144e75], 70, 100));
    ripples(sheet, random, 73, 0xd9f0fa);
    const x = random.range(30, 70);
    sheet.polygon(
      smooth([
        [x - 34, 101],
        [x - 20, 80],
        [x - 8, 76],
        [x + 9, 76],
        [x + 24, 82],
        [x + 38, 101],
      ]),
      vertical([0x6f9a5e, 0x57605a], 76, 100),
    );
    const band = random.pick([0xd94436, 0x2b5fa3, 0x2c7a5a]);
    const half = (y: number) => 4.5 + ((y - 30) / 48) * 3;
    for (let i = 0; i < 6; i++) {
      const [top, end] = [30 + i * 8, 38 + i * 8];
      const colour = i % 2 === 0 ? 0xfafaf7 : band;
      sheet.polygon(
        [
          [x - half(top), top],
          [x + half(top), top],
          [x + half(end), end],
          [x - half(end), end],
        ],
        linear([x - 7, 0], [x + 7, 0], colour, darker(colour, 0.25)),
      );
    }
    sheet.rect(x - 6.5, 28.5, 13, 2, 0x3a4048);
    sheet.glow(x, 24, 24, 0xfff2a8, 0.7);
    sheet.rect(x - 3.6, 20, 7.2, 8.5, 0xffeeb0);
    for (const at of [-3.6, -0.4, 2.8]) sheet.rect(x + at, 20, 0.8, 8.5, 0x3a4048);
    sheet.polygon(
      [
        [x - 5, 20],
        [x, 14],
        [x + 5, 20],
      ],
      band,
    );
  },
};

const rocket: Scene = {
  name: 'Rocket among planets',
  draw(sheet, random) {
    sheet.wash(radial([50, 50], 75, 0x2b2f6b, 0x0b0d26));
    for (let i = 0; i < 90; i++)
      sheet.circle(random.range(0, 100), random.range(0, 100), random.range(0.15, 0.5), 0xffffff, {
        alpha: random.range(0.4, 1),
      });
    for (const [px, py, r] of random.shuffle([
      [20, 22, 10],
      [82, 70, 13],
      [24, 80, 6],
    ] as const)) {
      const hue = random.pick([190, 140, 45, 265, 220]);
      sheet.circle(
        px,
        py,
        r,
        radial([px - r * 0.4, py - r * 0.4], r * 1.7, hsl(hue, 0.65, 0.7), hsl(hue, 0.6, 0.25)),
      );
      for (let i = -1; i <= 1; i++)
        sheet.line(
          [polar([px, py + i * r * 0.4], r * 0.7, 180), polar([px, py + i * r * 0.4], r * 0.7, 0)],
          r * 0.08,
          hsl(hue, 0.5, 0.75),
          { alpha: 0.4 },
        );
      if (random.chance(0.5))
        sheet.line(
          smooth([
            [px - r * 1.6, py + r * 0.3],
            [px, py + r * 0.5],
            [px + r * 1.6, py - r * 0.3],
          ]),
          r * 0.14,
          0xe9e2c8,
          { alpha: 0.8 },
        );
    }
    const angle = random.range(20, 50);
    const at = (dx: number, dy: number) => turned([52 + dx, 48 + dy], [52, 48], angle);
    sheet.polygon(smooth([at(-4, 17), at(0, 33), at(4, 17)], true), 0xffa726);
    sheet.polygon(smooth([at(-2, 17), at(0, 26), at(2, 17)], true), 0xfff0a0);
    const fin = random.pick([0xe0483e, 0x2f9e8f, 0x3f7fd9]);
    for (const side of [-1, 1])
      sheet.polygon([at(side * 5, 6), at(side * 11, 18), at(side * 5, 15)], fin);
    sheet.polygon(
      smooth([at(0, -22), at(6.5, -6), at(6, 15), at(-6, 15), at(-6.5, -6)], true),
      linear(at(-7, 0), at(7, 0), 0xffffff, 0xb9c4d2),
    );
    sheet.polygon([at(0, -22.5), at(4.8, -11.5), at(-4.8, -11.5)], fin);
    sheet.circle(...at(0, -4), 3.4, 0x4a5a74);
    sheet.circle(...at(0, -4), 2.5, 0x8fd4f2);
    sheet.polygon(star(at(0, 7), 2.4, 1, 5), fin);
  },
};

const bridge: Scene = {
  name: 'Suspension bridge',
  draw(sheet, random) {
    sheet.wash(
      vertical(
        random.pick([
          [0x5fa6d8, 0xe6f3f8],
          [0x2f5f8f, 0xf3d9a8],
        ]),
        0,
        64,
      ),
    );
    hills(sheet, random, [56, 60], [0x7f97a5, 0x5f7d7a], 2);
    sheet.rect(0, 66, 100, 35, vertical([0x5aa3bd, 0x1e5876], 66, 100));
    ripples(sheet, random, 68, 0xd2eef7, 26);
    const steel = random.pick([0x2f6f5e, 0x4a5568, 0x25577a]);
    const [left, right] = [random.range(22, 30), random.range(70, 78)];
    const cable = (x: number) => {
      const across = (2 * x - left - right) / (right - left);
      return 54 - 30 * across ** 2;
    };
    const hung = Array.from({ length: 25 }, (_, i) => left + ((right - left) * i) / 24);
    for (const x of hung)
      sheet.line(
        [
          [x, cable(x)],
          [x, 60],
        ],
        0.3,
        steel,
      );
    sheet.line(
      hung.map((x): Point => [x, cable(x)]),
      0.9,
      steel,
    );
    sheet.line(
      [
        [left, 24],
        [0, 58],
      ],
      0.9,
      steel,
    );
    sheet.line(
      [
        [right, 24],
        [100, 58],
      ],
      0.9,
      steel,
    );
    for (const x of [left, right]) {
      sheet.rect(x - 2.6, 20, 1.8, 60, steel);
      sheet.rect(x + 0.8, 20, 1.8, 60, steel);
      for (const y of [24, 34, 44]) sheet.rect(x - 2.6, y, 5.2, 1.6, steel);
      sheet.rect(x - 4.5, 76, 9, 5, 0x9aa3a8);
    }
    sheet.rect(0, 58, 100, 3, darker(steel, 0.2));
  },
};

export const travelScenes: readonly Scene[] = [sailing, train, lighthouse, rocket, bridge];
