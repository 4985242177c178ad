import { type Point, polar, slice, smooth, star } from '../outline.ts';
import { type Colour, darker, hsl, lighter, mix, vertical } from '../paint.ts';
import type { Random } from '../random.ts';
import type { Sheet } from '../raster.ts';
import { roundTree, type Scene } from './parts.ts';

/** Grey dashes where words would be, from y down to the end. */
function words(
  sheet: Sheet,
  random: Random,
  [x, y, w, end]: readonly number[] & { length: 4 },
  step = 4,
): void {
  for (let line = y ?? 0; line < (end ?? 0); line += step) {
    let at = x ?? 0;
    const stop = at + (w ?? 0) * (random.chance(0.2) ? 0.6 : 1);
    while (at < stop - 3) {
      const length = Math.min(random.range(2.5, 9), stop - at);
      sheet.rect(at, line, length, step * 0.36, 0x5b6470, { round: step * 0.18 });
      at += length + 1.4;
    }
  }
}

const paper = (sheet: Sheet): void => {
  sheet.wash(0xe4e9ee);
  sheet.rect(6, 5, 90, 92, 0x8795a3, { round: 2, alpha: 0.3 });
  sheet.rect(5, 4, 90, 92, 0xffffff, { round: 2 });
};

const bars: Scene = {
  name: 'Bar chart',
  draw(sheet, random) {
    paper(sheet);
    sheet.rect(14, 11, random.range(28, 46), 3.6, 0x2d3a48, { round: 1 });
    words(sheet, random, [14, 18, 50, 20], 3.6);
    for (let i = 0; i <= 5; i++) sheet.rect(14, 28 + i * 11, 74, 0.4, 0xc8d0d8);
    const hue = random.range(160, 260);
    const count = random.int(5, 8);
    for (let i = 0; i < count; i++) {
      const [w, first] = [74 / count, random.range(10, 50)];
      const x = 14 + i * w;
      const colour = hsl(hue, 0.55, 0.5);
      sheet.rect(
        x + w * 0.14,
        83 - first,
        w * 0.34,
        first,
        vertical([lighter(colour, 0.2), colour], 83 - first, 83),
      );
      const second = first * random.range(0.4, 1.1);
      sheet.rect(x + w * 0.52, 83 - second, w * 0.34, second, hsl(hue + 150, 0.65, 0.6));
      sheet.rect(x + w * 0.25, 86, w * 0.5, 1.6, 0x8a94a0, { round: 0.8 });
    }
    sheet.rect(14, 82.6, 74, 0.8, 0x4a5562);
  },
};

const lines: Scene = {
  name: 'Line chart',
  draw(sheet, random) {
    paper(sheet);
    sheet.rect(14, 11, random.range(28, 46), 3.6, 0x2d3a48, { round: 1 });
    for (let i = 0; i <= 6; i++) {
      sheet.rect(14, 24 + i * 10, 74, 0.35, 0xd2d9e0);
      sheet.rect(14 + i * 12.3, 24, 0.35, 60, 0xe4e9ee);
    }
    const hue = random.range(0, 360);
    for (let series = 0; series < 3; series++) {
      let y = random.range(40, 70);
      const points = Array.from({ length: 10 }, (_, i): Point => {
        y = Math.min(80, Math.max(27, y + random.range(-11, 9)));
        return [14 + i * 8.2, y];
      });
      const colour = hsl(hue + series * 120, 0.6, 0.45);
      if (series === 0)
        sheet.polygon([...smooth(points), [87.8, 84], [14, 84]], lighter(colour, 0.6), {
          alpha: 0.6,
        });
      sheet.line(smooth(points), 1, colour);
      for (const [px, py] of points) sheet.circle(px, py, 1.2, colour);
      sheet.rect(16 + series * 24, 89, 4, 2.4, colour, { round: 0.6 });
      sheet.rect(22 + series * 24, 89.4, random.range(8, 14), 1.6, 0x8a94a0, { round: 0.8 });
    }
    sheet.rect(14, 83.6, 74, 0.8, 0x4a5562);
    sheet.rect(14, 24, 0.8, 60, 0x4a5562);
  },
};

const ring: Scene = {
  name: 'Ring chart',
  draw(sheet, random) {
    paper(sheet);
    sheet.rect(14, 11, random.range(28, 46), 3.6, 0x2d3a48, { round: 1 });
    const parts = Array.from({ length: random.int(4, 6) }, () => random.range(1, 4));
    const whole = parts.reduce((sum, part) => sum + part, 0);
    const hue = random.range(0, 360);
    const inner = random.pick([0, 12, 16]);
    let angle = -90;
    for (const [i, part] of parts.entries()) {
      const to = angle + (part / whole) * 360;
      const colour = hsl(hue + i * 67, 0.55, 0.55);
      sheet.polygon(slice([40, 54], inner, 27, angle + 0.8, to - 0.8), colour);
      sheet.circle(75, 34 + i * 8, 1.8, colour);
      sheet.rect(79, 33 + i * 8, random.range(8, 13), 2, 0x8a94a0, { round: 1 });
      angle = to;
    }
    words(sheet, random, [14, 88, 60, 93], 3.4);
  },
};

const letter: Scene = {
  name: 'Page of text',
  draw(sheet, random) {
    paper(sheet);
    const accent = hsl(random.range(0, 360), 0.5, 0.45);
    sheet.rect(13, 10, random.range(40, 62), 5, 0x222b36, { round: 1 });
    sheet.rect(13, 18, 18, 1.4, accent, { round: 0.7 });
    const pictureLeft = random.chance(0.5);
    const [px, tx] = pictureLeft ? [13, 50] : [53, 13];
    words(sheet, random, [tx, 25, 34, 50], 3.7);
    sheet.rect(px, 25, 34, 24, vertical([0x9fd2f0, 0xe7f5f3], 25, 42), { round: 1 });
    sheet.polygon(
      [
        [px, 49],
        [px, 43],
        [px + 10, 34],
        [px + 19, 42],
        [px + 25, 37],
        [px + 34, 45],
        [px + 34, 49],
      ],
      mix(accent, 0x4f8f5f, 0.6),
    );
    sheet.circle(px + 26, 30, 2.4, 0xffe07a);
    words(sheet, random, [13, 55, 74, 72], 3.7);
    words(sheet, random, [13, 76, 74, 90], 3.7);
  },
};

const town: Scene = {
  name: 'Street map',
  draw(sheet, random) {
    sheet.wash(0xeae6da);
    for (let i = 0; i < 6; i++) {
      const [x, y] = [random.range(0, 84), random.range(0, 84)];
      sheet.rect(x, y, random.range(10, 24), random.range(10, 22), 0xb9dba4, { round: 2 });
      for (let t = 0; t < 3; t++)
        roundTree(sheet, x + random.range(2, 12), y + random.range(6, 14), 4, 0x5fa25a);
    }
    const bank: Point[] = [
      [-8, random.range(55, 80)],
      [25, random.range(60, 75)],
      [55, random.range(40, 60)],
      [80, random.range(42, 60)],
      [108, random.range(25, 50)],
    ];
    sheet.line(smooth(bank), 9, 0x9fd0ea);
    const angle = random.range(-14, 14);
    const grid = (places: readonly number[], width: number, colour: Colour, across: boolean) => {
      for (const at of places) {
        const ends = [polar([at, 50], 90, 90 + angle), polar([at, 50], 90, -90 + angle)];
        const flat = [polar([50, at], 90, angle), polar([50, at], 90, 180 + angle)];
        sheet.line(across ? flat : ends, width, colour);
      }
    };
    const down = Array.from({ length: 7 }, (_, i) => i * 16 + random.range(-3, 3));
    const over = Array.from({ length: 7 }, (_, i) => i * 16 + random.range(-3, 3));
    for (const [width, colour] of [
      [2.6, 0xcac4b3],
      [1.9, 0xffffff],
    ] as const) {
      grid(down, width, colour, false);
      grid(over, width, colour, true);
    }
    for (const [width, colour] of [
      [4.4, 0xd9a94a],
      [3.2, 0xffe08f],
    ] as const)
      grid(over.slice(3, 4), width, colour, true);
    const [x, y] = [random.range(30, 70), random.range(30, 60)];
    sheet.ellipse(x, y + 0.6, 3, 1, 0x000000, { alpha: 0.25 });
    sheet.polygon(
      smooth(
        [
          [x, y],
          [x - 5, y - 9],
          [x, y - 15],
          [x + 5, y - 9],
        ],
        true,
      ),
      0x2f6fd0,
    );
    sheet.circle(x, y - 9.4, 2, 0xffffff);
  },
};

const stave: Scene = {
  name: 'Sheet of music',
  draw(sheet, random) {
    sheet.wash(hsl(48, 0.5, 0.95));
    for (let row = 0; row < 4; row++) {
      const top = 12 + row * 22;
      for (let i = 0; i < 5; i++) sheet.rect(6, top + i * 2.4, 88, 0.3, 0x39424d);
      for (let bar = 0; bar <= 4; bar++) sheet.rect(6 + bar * 21.9, top, 0.4, 9.9, 0x39424d);
      sheet.line(
        smooth([
          [10, top + 12],
          [11.5, top + 9],
          [9.6, top + 1],
          [11.6, top - 2],
          [12, top + 2],
          [8.4, top + 6],
          [10.8, top + 9],
          [12.8, top + 7],
          [10.5, top + 5],
        ]),
        0.7,
        0x222a33,
      );
      let last: Point | undefined;
      for (let n = 0; n < 11; n++) {
        const [x, y] = [18 + n * 6.9, top + random.int(0, 8) * 1.2];
        sheet.ellipse(x, y, 1.5, 1.1, 0x222a33, { angle: -20 });
        const tip: Point = [x + 1.3, y - 7.5];
        sheet.line([[x + 1.3, y], tip], 0.4, 0x222a33);
        if (last && random.chance(0.4)) {
          sheet.line([last, tip], 1, 0x222a33);
          last = undefined;
        } else last = tip;
      }
    }
  },
};

const calendar: Scene = {
  name: 'Calendar',
  draw(sheet, random) {
    const colour = hsl(random.range(150, 280), 0.5, 0.48);
    sheet.wash(lighter(colour, 0.75));
    sheet.rect(9, 13, 84, 80, darker(colour, 0.4), { round: 4, alpha: 0.25 });
    sheet.rect(8, 11, 84, 80, 0xffffff, { round: 4 });
    sheet.rect(8, 11, 84, 17, colour, { round: 4 });
    sheet.rect(8, 20, 84, 8, colour);
    sheet.rect(16, 17, random.range(22, 36), 4.5, 0xffffff, { round: 1 });
    for (let i = 0; i < 6; i++) sheet.rect(17 + i * 13, 6, 2, 9, 0x56616e, { round: 1 });
    const first = random.int(0, 6);
    const marked = new Set([random.int(3, 9), random.int(12, 18), random.int(21, 27)]);
    for (let day = 0; day < 30; day++) {
      const cell = day + first;
      const [x, y] = [13 + (cell % 7) * 10.8, 32 + Math.floor(cell / 7) * 9.6];
      sheet.rect(
        x,
        y,
        9.4,
        8,
        marked.has(day) ? hsl(random.pick([45, 140, 205]), 0.7, 0.72) : 0xf1f4f7,
        { round: 1.4 },
      );
      sheet.rect(x + 1.6, y + 1.6, day < 9 ? 1.2 : 2.8, 2, 0x5b6470, { round: 0.4 });
      if (marked.has(day)) sheet.polygon(star([x + 6.4, y + 5], 1.7, 0.8, 5), 0xffffff);
    }
  },
};

export const paperScenes: readonly Scene[] = [bars, lines, ring, letter, town, stave, calendar];
