import type { Point } from './outline.ts';

/** 0xRRGGBB */
export type Colour = number;
/** One colour, or what colour each place of the sheet has. */
export type Paint = Colour | ((x: number, y: number) => Colour);

export const shade = (paint: Paint, x: number, y: number): Colour =>
  typeof paint === 'number' ? paint : paint(x, y);

/** Part of the way (0–1) from one colour to another. */
export function mix(from: Colour, to: Colour, part: number): Colour {
  const channel = (shift: number) => {
    const [a, b] = [(from >> shift) & 255, (to >> shift) & 255];
    return Math.round(a + (b - a) * part) << shift;
  };
  return channel(16) | channel(8) | channel(0);
}

export const lighter = (colour: Colour, part: number): Colour => mix(colour, 0xffffff, part);
export const darker = (colour: Colour, part: number): Colour => mix(colour, 0x000000, part);

/** Hue in degrees, saturation and lightness 0–1. */
export function hsl(hue: number, saturation: number, lightness: number): Colour {
  const reach = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number) => {
    const k = (((n + hue / 30) % 12) + 12) % 12;
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return (channel(0) << 16) | (channel(8) << 8) | channel(4);
}

/** Colours spread evenly along the way from one point to another, the ends going on for ever. */
export function linear(from: Point, to: Point, ...colours: readonly Colour[]): Paint {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy || 1;
  const ramp = rampOf(colours);
  return (x, y) => ramp(((x - from[0]) * dx + (y - from[1]) * dy) / square);
}

/** From the top of the sheet, or `top`, down to the bottom, or `bottom`. */
export const vertical = (colours: readonly Colour[], top = 0, bottom = 100): Paint =>
  linear([0, top], [0, bottom], ...colours);

/** From a centre outwards to a radius. */
export function radial(at: Point, radius: number, ...colours: readonly Colour[]): Paint {
  const ramp = rampOf(colours);
  return (x, y) => ramp(Math.hypot(x - at[0], y - at[1]) / radius);
}

function rampOf(colours: readonly Colour[]): (part: number) => Colour {
  const steps = 255;
  const ramp = Array.from({ length: steps + 1 }, (_, i) => {
    const place = (i / steps) * (colours.length - 1);
    const index = Math.max(0, Math.min(colours.length - 2, Math.floor(place)));
    return mix(colours[index] ?? 0, colours[index + 1] ?? colours[index] ?? 0, place - index);
  });
  return (part) => ramp[Math.round(Math.min(1, Math.max(0, part)) * steps)] ?? 0;
}
