import type { Ellipse, PatternKind } from '../draw/pattern.ts';
import type { Random } from '../draw/random.ts';
import type { Drawing } from './views.ts';

const palettes: Record<PatternKind, readonly number[]> = {
  porn: [0xe0a01c, 0xb7c24a, 0xd95f8f, 0x8a6fc9, 0xf0701c, 0x7f9a3f, 0xc9205a, 0xf5dc50],
  hentai: [0xff9fb2, 0xf7b0cf, 0x8c6bc7, 0x5fa8d8, 0xfff06e, 0xe0607e, 0xb8e0c8, 0xff7a9a],
};

/** A place to begin: a background and a dozen random ellipses. */
export function randomDrawing(kind: PatternKind, random: Random): Drawing {
  return {
    background: randomColour(kind, random),
    ellipses: Array.from({ length: random.int(9, 15) }, () => randomEllipse(kind, random)),
  };
}

function randomEllipse(kind: PatternKind, random: Random): Ellipse {
  const rx = random.int(60, 280);
  const soft = kind === 'porn' ? random.int(8, 40) : random.int(2, 14);
  return [
    random.int(0, 1000),
    random.int(0, 1000),
    rx,
    plump(rx, random.int(60, 280)),
    random.int(0, 179),
    randomColour(kind, random),
    soft,
    random.int(5, 55),
  ];
}

/** The drawing with one or two things about it changed. */
export function mutate(drawing: Drawing, random: Random): Drawing {
  const ellipses = [...drawing.ellipses];
  let { background } = drawing;
  for (let changes = random.int(1, 2); changes > 0; changes--) {
    const at = random.int(0, ellipses.length - 1);
    const chosen = ellipses[at];
    const dice = random.next();
    if (chosen === undefined || (dice < 0.06 && ellipses.length < 18))
      ellipses.splice(at, 0, randomEllipse(random.chance(0.5) ? 'porn' : 'hentai', random));
    else if (dice < 0.1 && ellipses.length > 7) ellipses.splice(at, 1);
    else if (dice < 0.16)
      ellipses.splice(random.int(0, ellipses.length - 1), 0, ...ellipses.splice(at, 1));
    else if (dice < 0.22) background = nudgeColour(background, random);
    else if (dice < 0.3)
      ellipses[at] = randomEllipse(random.chance(0.5) ? 'porn' : 'hentai', random);
    else ellipses[at] = nudge(chosen, random);
  }
  return { background, ellipses };
}

function nudge(ellipse: Ellipse, random: Random): Ellipse {
  const [x, y, rx, ry, angle, colour, soft, shade] = ellipse;
  const step = random.chance(0.3) ? 140 : 40;
  const by = (value: number, size: number, low: number, high: number) =>
    Math.min(high, Math.max(low, value + random.int(-size, size)));
  const what = random.int(0, 4);
  if (what === 0)
    return [by(x, step, -100, 1100), by(y, step, -100, 1100), rx, ry, angle, colour, soft, shade];
  if (what === 1) {
    const wide = by(rx, step, 40, 400);
    return [x, y, wide, plump(wide, by(ry, step, 40, 400)), angle, colour, soft, shade];
  }
  if (what === 2)
    return [x, y, rx, ry, (angle + random.int(-step, step) + 180) % 180, colour, soft, shade];
  if (what === 3) return [x, y, rx, ry, angle, nudgeColour(colour, random), soft, shade];
  return [x, y, rx, ry, angle, colour, by(soft, 12, 2, 70), by(shade, 15, 0, 80)];
}

/** Keeps an ellipse from growing long and thin. */
const plump = (rx: number, ry: number): number =>
  Math.round(Math.min(rx * 2, Math.max(rx / 2, ry)));

function nudgeColour(colour: number, random: Random): number {
  const size = random.chance(0.3) ? 90 : 28;
  const channel = (shift: number) =>
    Math.min(255, Math.max(0, ((colour >> shift) & 255) + random.int(-size, size))) << shift;
  const nudged = channel(16) | channel(8) | channel(0);
  return isFlesh(nudged) ? colour : nudged;
}

function randomColour(kind: PatternKind, random: Random): number {
  const colour = random.int(0, 0xffffff);
  return isFlesh(colour) || random.chance(0.5) ? random.pick(palettes[kind]) : colour;
}

/**
 * Whether a colour could be a person's skin: those are left out, so that a pattern looks like
 * nothing but balls and balloons to people.
 */
function isFlesh(colour: number): boolean {
  const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255];
  const [most, least] = [Math.max(red, green, blue), Math.min(red, green, blue)];
  const orange = red === most && green >= blue - 10 && green < red * 0.9;
  return orange && most > 50 && (most - least) / most < 0.75 && (most - least) / most > 0.08;
}
