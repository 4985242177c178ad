import type { Picture } from '../demo/draw/picture.ts';
import { DEFAULT_SETTINGS } from '../src/shared/settings.ts';
import { type Blocks, blocks, kindOf } from './blocks.ts';
import { expect } from './harness.ts';
import { random } from './pictures.ts';
import type { Site } from './site.ts';

/*
 * Thirty pictures with known boxes, fitted into their elements in every way, as pixels on the
 * screen: once without Figleaf, once with maps of what is where, and once with boxes masked.
 */

export const COUNT = 30;
const COLUMNS = 6;
const CELL = 300;
export const SCREEN = { width: COLUMNS * CELL, height: (COUNT / COLUMNS) * CELL };
const { margin } = DEFAULT_SETTINGS;

export interface Placed {
  picture: Blocks;
  style: string;
}

const WAYS = [
  'object-fit: fill',
  'object-fit: cover',
  'object-fit: contain',
  'object-fit: none',
  'object-fit: scale-down; padding: 7px 13px 3px 5px; border: 4px solid #bcb',
  'object-fit: cover; object-position: 20% calc(100% - 6px)',
  'object-fit: contain; object-position: right 4px top 0',
] as const;

export async function thirty(): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (let i = 0; i < COUNT; i++) {
    const picture = await blocks(random, (i % 5) + 1, margin, i % 6 === 5);
    const turn = i % 4 === 3 ? `; transform: rotate(${random.int(-170, 170)}deg)` : '';
    const [width, height] = [0, 1].map(() => random.int(150, turn ? 180 : 230));
    // Every eighth at its own shape, as most pictures are, as far as that leaves the next row alone.
    const tall = `width: ${width}px; max-height: ${CELL - 50}px`;
    const size = i % 8 === 0 ? tall : `width: ${width}px; height: ${height}px`;
    placed.push({ picture, style: `${size}; ${WAYS[i % WAYS.length]}${turn}` });
  }
  return placed;
}

export function pageWith(
  site: Site,
  placed: readonly Placed[],
  source: (of: Blocks) => string,
): string {
  const images = placed.map(({ picture, style }, i) => {
    const [left, top] = [(i % COLUMNS) * CELL + 40, Math.floor(i / COLUMNS) * CELL + 40];
    return `<img id="p${i}" src="${source(picture)}" style="position: absolute; left: ${left}px; top: ${top}px; ${style}">`;
  });
  return site.page(`<!doctype html><html lang="en"><link rel="icon" href="data:,">
<style>body { margin: 0; background: #c8dcc8 }</style>${images.join('\n')}`);
}

/** #c8dcc8, of the page behind the pictures. */
const BEHIND = [200, 220, 200];

/** Whether each picture of a map is there to be seen in `plain`: what is loaded may be painted later. */
export function allPainted(map: Picture, plain: Picture, scale: number): boolean {
  if (tally(map, plain, plain, scale).some(({ outside }) => outside <= LEAST)) return false;
  let missing = 0;
  for (let i = 0; i < map.rgb.length; i += 3) {
    const isBehind = BEHIND.every((value, c) => plain.rgb[i + c] === value);
    if (isBehind && kindOf(map.rgb[i] ?? 0, map.rgb[i + 1] ?? 0, map.rgb[i + 2] ?? 0) !== 'neither')
      missing++;
  }
  return missing < LEAST;
}

/** Pixels outside of its boxes that each picture has at the least. */
const LEAST = 500;

interface Tally {
  box: number;
  masked: number;
  outside: number;
  untouched: number;
}

/** Of each picture's cell; a pixel is masked when it changed at all clearly. */
function tally(map: Picture, plain: Picture, masked: Picture, scale: number): Tally[] {
  const wide = SCREEN.width * scale;
  expect([map.width, plain.width, masked.width]).toEqual([wide, wide, wide]);
  const tallies = Array.from({ length: COUNT }, () => {
    return { box: 0, masked: 0, outside: 0, untouched: 0 };
  });
  for (let i = 0; i < map.rgb.length; i += 3) {
    const kind = kindOf(map.rgb[i] ?? 0, map.rgb[i + 1] ?? 0, map.rgb[i + 2] ?? 0);
    if (kind === 'neither') continue;
    const x = (i / 3) % map.width;
    const y = Math.floor(i / 3 / map.width);
    const cell =
      Math.floor(y / (CELL * scale)) * COLUMNS +
      Math.min(COLUMNS - 1, Math.floor(x / (CELL * scale)));
    const of = tallies[cell];
    if (!of) continue;
    const change = Math.max(
      ...[0, 1, 2].map((c) => Math.abs((plain.rgb[i + c] ?? 0) - (masked.rgb[i + c] ?? 0))),
    );
    of[kind]++;
    if (kind === 'box' && change > 40) of.masked++;
    if (kind === 'outside' && change <= 6) of.untouched++;
  }
  return tallies;
}

export interface Shots {
  /** What is where, without Figleaf. */
  map: Picture;
  /** Without Figleaf. */
  plain: Picture;
  masked: Picture;
}

/** What lies in boxes is wholly covered, and the rest as it was, in each of the pictures. */
export function expectMasked({ map, plain, masked }: Shots, placed: Placed[], scale: number): void {
  const tallies = tally(map, plain, masked, scale);
  // Some are cut down to next to nothing.
  const seen = tallies.filter(({ box }) => box > 50 * scale);
  expect(seen.length).toBeGreaterThan(COUNT * 0.8);
  tallies.forEach((of, n) => {
    const which = `picture ${n} at ${scale}: ${placed[n]?.style}`;
    expect(of.masked, which).toBeGreaterThanOrEqual(of.box * 0.99);
    expect(of.outside, which).toBeGreaterThan(LEAST);
    expect(of.untouched, which).toBeGreaterThanOrEqual(of.outside * 0.95);
  });
}
