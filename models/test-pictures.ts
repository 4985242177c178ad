/** A picture the project draws for its own tests: nothing in it, but plenty for a model to look at. */
export interface TestPicture {
  name: string;
  width: number;
  height: number;
  /** Opaque, width * height * 4 bytes. */
  rgba: Uint8Array;
}

type Rgb = readonly [number, number, number];
type Random = () => number;
type Paint = (x: number, y: number) => Rgb;

/** Both orientations, larger and smaller than a model's square, odd and even, one long strip. */
const SIZES = [
  [224, 224],
  [320, 200],
  [97, 311],
  [640, 427],
  [61, 61],
  [500, 333],
  [900, 150],
] as const;

const SKINS: readonly Rgb[] = [
  [255, 219, 196],
  [224, 172, 150],
  [198, 134, 102],
  [141, 85, 60],
  [84, 54, 43],
];

/** mulberry32: small, seeded, the same everywhere. @returns numbers in [0, 1) */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const colour = (random: Random): Rgb => [random() * 255, random() * 255, random() * 255];
const pick = <T>(random: Random, from: readonly T[], fallback: T): T =>
  from[Math.floor(random() * from.length)] ?? fallback;
const mix = (a: Rgb, b: Rgb, t: number): Rgb => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** Each maker gives a painter over x, y in 0–1. */
const MAKERS: Record<string, (random: Random) => Paint> = {
  gradient(random) {
    const [from, to, turn] = [colour(random), colour(random), random()];
    return (x, y) => mix(from, to, x * turn + y * (1 - turn));
  },
  stripes(random) {
    const [a, b] = [colour(random), colour(random)];
    const [fx, fy] = [random() * 40, random() * 40];
    return (x, y) => (Math.sin(x * fx + y * fy) > 0 ? a : b);
  },
  noise(random) {
    const base = colour(random);
    return () => mix(base, colour(random), 0.7);
  },
  ellipses: (random) => ellipses(random, () => colour(random), 14),
  skin(random) {
    const tone = pick(random, SKINS, [224, 172, 150]);
    return ellipses(random, () => mix(tone, colour(random), random() * 0.15), 18);
  },
  flat(random) {
    const one = colour(random);
    return () => one;
  },
};

function ellipses(random: Random, next: () => Rgb, count: number): Paint {
  const background = colour(random);
  const all = Array.from({ length: count }, () => {
    const [cx, cy, turn] = [random(), random(), random() * Math.PI];
    const [rx, ry] = [0.05 + random() * 0.3, 0.05 + random() * 0.3];
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    return { cx, cy, rx, ry, cos, sin, fill: next() };
  });
  return (x, y) => {
    let seen = background;
    for (const { cx, cy, rx, ry, cos, sin, fill } of all) {
      const u = ((x - cx) * cos + (y - cy) * sin) / rx;
      const v = ((y - cy) * cos - (x - cx) * sin) / ry;
      const distance = u * u + v * v;
      if (distance < 1) seen = mix(fill, [0, 0, 0], distance * 0.25);
    }
    return seen;
  };
}

/**
 * Draws pictures of every kind in turn, at varied sizes.
 * @param seed the same seed gives the same pictures
 * @param size both sides in pixels, for all; without it sizes vary from 61 to 900
 */
export function testPictures(count: number, seed: number, size?: number): TestPicture[] {
  const makers = Object.entries(MAKERS);
  return Array.from({ length: count }, (_, i) => {
    const [kind, make] = makers[i % makers.length] ?? ['flat', MAKERS.flat];
    if (!make) throw new Error('no maker of pictures');
    const random = seededRandom(seed + i * 7919);
    const [width, height] = size
      ? [size, size]
      : (SIZES[(i + Math.floor(i / makers.length)) % SIZES.length] ?? SIZES[0]);
    const paint = make(random);
    const rgba = new Uint8Array(width * height * 4).fill(255);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        rgba.set(paint(x / width, y / height), (y * width + x) * 4);
      }
    }
    return { name: `${kind} ${i} ${width}×${height}`, width, height, rgba };
  });
}

/** @returns width * height * 3 bytes */
export function withoutAlpha(rgba: Uint8Array): Uint8Array {
  return rgba.filter((_, i) => i % 4 !== 3);
}
