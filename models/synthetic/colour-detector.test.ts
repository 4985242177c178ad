import fc from 'fast-check';
import sharp from 'sharp';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { decodeBoxes } from '../../src/inference/decoders/index.ts';
import type { Engine } from '../../src/inference/engine.ts';
import { prepare } from '../../src/inference/preprocess.ts';
import { overlapOf } from '../../src/shared/boxes.ts';
import type { CardOf } from '../../src/shared/card.ts';
import { allCards } from '../cards.ts';
import { testPictures } from '../test-pictures.ts';
import { ANCHORS, COLOUR_KEYS, colourDetector, SCORE } from './colour-detector.ts';
import { openEngine } from './engine-in-node.ts';

vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'));

const card = allCards()
  .map((file) => file.card)
  .find(
    (one): one is CardOf<'boxes-yolo'> => one.id === 'nudenet-320n' && one.kind === 'boxes-yolo',
  );
if (!card) throw new Error('no card of NudeNet 320n');

/** A block, in pixels of the picture. */
interface Block {
  x: number;
  y: number;
  width: number;
  height: number;
  key: number;
}

function paint(width: number, height: number, blocks: Block[], background = [120, 130, 110]) {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) rgba.set(background, i * 4);
  for (const block of blocks) {
    const colour = (COLOUR_KEYS[block.key]?.rgb ?? [0, 0, 0]).map((value) => value * 255);
    for (let y = block.y; y < block.y + block.height; y++) {
      for (let x = block.x; x < block.x + block.width; x++) rgba.set(colour, (y * width + x) * 4);
    }
  }
  return rgba;
}

let engine: Engine<CardOf<'boxes-yolo'>>;
beforeAll(async () => {
  engine = await openEngine(card, colourDetector());
});
async function detect(rgba: Uint8Array, width: number, height: number, by = engine) {
  const { data, dims, at } = prepare(rgba, width, height, by.card.input);
  return decodeBoxes(by.card, await by.runRaw(data, dims), at);
}

/** Each block has its box, of its label, exact to `most` pixels of the input; and nothing else is. */
function expectFound(
  found: Awaited<ReturnType<typeof detect>>,
  blocks: Block[],
  width: number,
  height: number,
  most: number,
): void {
  expect(found).toHaveLength(blocks.length);
  const inputPixel = Math.max(width, height) / 320;
  for (const block of blocks) {
    const label = COLOUR_KEYS[block.key]?.label;
    const off = found
      .filter((box) => box.label === label)
      .map((box) =>
        Math.max(
          Math.abs(box.x * width - block.x),
          Math.abs(box.y * height - block.y),
          Math.abs((box.x + box.width) * width - block.x - block.width),
          Math.abs((box.y + box.height) * height - block.y - block.height),
        ),
      );
    expect(Math.min(...off) / inputPixel).toBeLessThanOrEqual(most);
  }
}

describe('the colour-keyed detector', () => {
  it('has NudeNet 320n’s input and output', async () => {
    const { data, dims } = prepare(paint(320, 320, []), 320, 320, card.input);
    expect(dims).toEqual([1, 3, 320, 320]);
    const outputs = await engine.runRaw(data, dims);
    expect([...outputs.keys()]).toEqual(['output0']);
    expect(outputs.get('output0')?.dims).toEqual([1, 22, 2100]);
    expect(ANCHORS).toBe(2100);
  });

  it('finds nothing in pictures without saturated colours', async () => {
    expect(await detect(paint(640, 480, []), 640, 480)).toEqual([]);
    for (const grey of [0, 255]) {
      expect(await detect(paint(300, 500, [], [grey, grey, grey]), 300, 500)).toEqual([]);
    }
    for (const { name, rgba, width, height } of testPictures(12, 5)) {
      if (name.startsWith('skin')) expect(await detect(rgba, width, height), name).toEqual([]);
    }
  });

  it('finds blocks of every colour at once, each where it is, sure of it', async () => {
    const blocks = COLOUR_KEYS.map((_, key) => ({
      x: 20 + (key % 3) * 200,
      y: 30 + Math.floor(key / 3) * 230,
      width: 60 + key * 23,
      height: 150 - key * 17,
      key,
    }));
    const found = await detect(paint(640, 480, blocks), 640, 480);
    expectFound(found, blocks, 640, 480, 1);
    for (const { score } of found) expect(score).toBeCloseTo(SCORE, 6);
  });

  it('tells several blocks of one colour apart, side by side and one above another', async () => {
    const places = [
      [10, 10],
      [120, 10],
      [10, 150],
      [200, 150],
    ] as const;
    const blocks = places.map(([x, y]) => ({ x, y, width: 70, height: 60, key: 0 }));
    expectFound(await detect(paint(320, 240, blocks), 320, 240), blocks, 320, 240, 1);
  });

  it('finds blocks at the picture’s edges, and one that fills it', async () => {
    const blocks = [
      { x: 0, y: 0, width: 100, height: 50, key: 1 },
      { x: 300, y: 350, width: 100, height: 50, key: 2 },
    ];
    expectFound(await detect(paint(400, 400, blocks), 400, 400), blocks, 400, 400, 1);
    const all = [{ x: 0, y: 0, width: 200, height: 300, key: 0 }];
    expectFound(await detect(paint(200, 300, all), 200, 300), all, 200, 300, 1);
  });

  it('is exact to two pixels of its input, whatever the picture’s size, as JPEG too', async () => {
    const sizes = fc.integer({ min: 100, max: 1600 });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        sizes,
        fc.uniqueArray(fc.nat(COLOUR_KEYS.length - 1), { minLength: 1, maxLength: 4 }),
        fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
        fc.boolean(),
        async (width, height, keys, luck, jpeg) => {
          fc.pre(Math.max(width, height) / Math.min(width, height) < 5);
          // A quarter of the picture for each, so that no two touch.
          const [w, h] = [Math.floor(width / 2), Math.floor(height / 2)];
          const least = Math.ceil((Math.max(width, height) / 320) * 12);
          fc.pre(least + 4 < Math.min(w, h));
          const blocks = keys.map((key, i): Block => {
            const part = (k: number) => (luck[i * 4 + k] ?? 0) / 1000;
            const bw = least + Math.floor(part(0) * (w - least - 4));
            const bh = least + Math.floor(part(1) * (h - least - 4));
            return {
              x: (i % 2) * w + 2 + Math.floor(part(2) * (w - bw - 4)),
              y: Math.floor(i / 2) * h + 2 + Math.floor(part(3) * (h - bh - 4)),
              width: bw,
              height: bh,
              key,
            };
          });
          let rgba = paint(width, height, blocks);
          if (jpeg) {
            const encoded = await sharp(rgba, { raw: { width, height, channels: 4 } })
              .jpeg({ quality: 85 })
              .toBuffer();
            rgba = new Uint8Array(await sharp(encoded).ensureAlpha().raw().toBuffer());
          }
          expectFound(await detect(rgba, width, height), blocks, width, height, 2);
        },
      ),
      { numRuns: 12, seed: 20261125 },
    );
  });

  it('answers elsewhere when told to: another detector, for tests that swap', async () => {
    const block = { x: 64, y: 64, width: 64, height: 64, key: 0 };
    const other = await openEngine(card, colourDetector({ shift: [96, 32] }));
    const [here] = await detect(paint(320, 320, [block]), 320, 320);
    const [there] = await detect(paint(320, 320, [block]), 320, 320, other);
    if (!here || !there) return expect.unreachable('nothing found');
    expect(there.x - here.x).toBeCloseTo(96 / 320, 6);
    expect(there.y - here.y).toBeCloseTo(32 / 320, 6);
    expect(overlapOf(here, there)).toBe(0);
    const relabelled = COLOUR_KEYS.map((key) => ({ ...key, label: 17 - key.label }));
    const renamed = await openEngine(card, colourDetector({ keys: relabelled }));
    const [named] = await detect(paint(320, 320, [block]), 320, 320, renamed);
    expect(named).toEqual({ ...here, label: 17 - here.label });
  });
});

it('the same call makes the same bytes', () => {
  expect(colourDetector()).toEqual(colourDetector());
});
