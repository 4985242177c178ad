import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ordinary } from '../../demo/draw/ordinary.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { bundledCards } from '../cards.ts';
import { openEngine } from '../synthetic/engine-in-node.ts';
import { compose } from './compositions.ts';
import { coveredOf, judgeParts } from './covered.ts';

vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'));

/** Not those that anything was chosen by: 1000 to 1199. */
const SEEDS = Array.from({ length: 50 }, (_, i) => i + 1);
describe('with nothing but the balanced model, in box mode', () => {
  let engine: Engine;
  beforeAll(async () => {
    const found = bundledCards().find(({ card }) => card.id === 'mobilenet-v2-mid');
    if (!found) return expect.unreachable('no such model');
    engine = await openEngine(found.card, readFileSync(found.modelPath));
  });

  it('covers a pattern in a quarter of an ordinary picture, and leaves most of the rest', async () => {
    const seen = { unseen: [] as string[], short: [] as string[], left: 0, byFirst: 0 };
    for (const seed of SEEDS) {
      const { picture, pattern, name } = await compose(seed);
      const { verdict, first } = await judgeParts(engine, picture);
      const { part, rest } = coveredOf(verdict, picture, pattern);
      if (!verdict.cover) seen.unseen.push(name);
      else if (part < 0.95) seen.short.push(`${name}: ${part}`);
      if (part >= 0.95 && rest <= 0.5) seen.left++;
      if (first.some(({ classes }) => (classes[1] ?? 0) + (classes[3] ?? 0) >= 0.6)) seen.byFirst++;
    }
    expect(seen.short).toEqual([]);
    expect(seen.unseen).toEqual([]);
    expect(seen.left).toBeGreaterThanOrEqual(40);
    // Else the pictures would be too easy: the first look alone covers next to none.
    expect(seen.byFirst).toBeLessThan(10);
  }, 900_000);

  it('answers classes and map in one run, for each picture of a batch as for it alone', async () => {
    const input = engine.input(2).map((_, i) => ((i * 37) % 255) / 255);
    const both = await engine.runWithMaps(input, 2);
    expect(both).toHaveLength(2);
    for (const [i, { classes, map }] of both.entries()) {
      const alone = input.slice(i * engine.stride, (i + 1) * engine.stride);
      const [expected] = await engine.run(alone, 1);
      const grid = await engine.map(alone);
      expect([map.width, map.height]).toEqual([grid?.width, grid?.height]);
      const off = (a: ArrayLike<number>, b: ArrayLike<number> = []) =>
        Array.from(a).reduce((most, v, at) => Math.max(most, Math.abs(v - (b[at] ?? 99))), 0);
      expect(off(map.data, grid?.logits)).toBeLessThan(1e-3);
      expect(off(classes, expected)).toBeLessThan(1e-4);
    }
  });

  it('leaves ordinary drawn pictures as they are', async () => {
    for (let i = 0; i < 12; i++) {
      const { verdict } = await judgeParts(engine, ordinary(77, i * 3).draw(320));
      expect(verdict, ordinary(77, i * 3).name).toEqual({ cover: false });
    }
  }, 300_000);
});
