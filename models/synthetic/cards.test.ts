import { describe, expect, it, vi } from 'vitest';
import { decodeBoxes } from '../../src/inference/decoders/index.ts';
import { placementOf, toInput } from '../../src/inference/letterbox.ts';
import { prepare } from '../../src/inference/preprocess.ts';
import type { FoundBox } from '../../src/shared/boxes.ts';
import { type CardOf, type ModelCard, parseCard } from '../../src/shared/card.ts';
import { allCards } from '../cards.ts';
import { testPictures } from '../test-pictures.ts';
import { openEngine } from './engine-in-node.ts';
import { tinyClasses, tinyModel } from './tiny.ts';

vi.mock('onnxruntime-web/jspi', () => import('onnxruntime-web'));

const cards = allCards().map(({ card }) => card);
const [picture] = testPictures(4, 2).filter(({ width, height }) => width !== height);
if (!picture) throw new Error('no picture');
const { rgba, width, height } = picture;

/** Where, in the picture, every tiny detector says that something is. */
const truth: FoundBox[] = [
  { x: 0.5, y: 0.125, width: 0.25, height: 0.5, label: 5, score: 0.875 },
  { x: 0.0625, y: 0.25, width: 0.25, height: 0.125, label: 1, score: 0.75 },
];

const isClasses = (card: ModelCard): card is CardOf<'classes'> => card.kind === 'classes';

it('walks classifiers and detectors of every kind there is a card for', () => {
  expect(cards.filter(isClasses)).toHaveLength(7);
  expect(cards.filter((card) => !isClasses(card))).toHaveLength(4);
});

describe.each(cards.map((card) => ({ id: card.id, card })))('$id', ({ card }) => {
  const at = placementOf(width, height, card.input);
  const planted = truth.map((one) => ({ ...one, ...toInput(one, at) }));

  it('goes through the engine and its kind’s decoder', async () => {
    const engine = await openEngine(card, tinyModel(card, planted));
    const { data, dims } = prepare(rgba, width, height, card.input);
    if (isClasses(card)) {
      const [classes, ...more] = await engine.run(data, 1);
      expect(more).toEqual([]);
      const wanted = tinyClasses(card.labels.length);
      expect(classes).toHaveLength(wanted.length);
      classes?.forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i] ?? NaN, 5);
      });
      return;
    }
    const found = decodeBoxes(card, await engine.runRaw(data, dims), at);
    expect(found.map(({ label, score }) => [label, score])).toEqual([
      [5, 0.875],
      [1, 0.75],
    ]);
    for (const [i, wanted] of truth.entries()) {
      const box = found[i] ?? { x: NaN, y: NaN, width: NaN, height: NaN };
      expect(Math.abs(box.x - wanted.x) * width).toBeLessThan(0.5);
      expect(Math.abs(box.y - wanted.y) * height).toBeLessThan(0.5);
      expect(Math.abs(box.width - wanted.width) * width).toBeLessThan(0.5);
      expect(Math.abs(box.height - wanted.height) * height).toBeLessThan(0.5);
    }
  });

  it('fails on a picture of numbers that are none', async () => {
    const engine = await openEngine(card, tinyModel(card, planted));
    const { data, dims } = prepare(rgba, width, height, card.input);
    data[17] = Number.NaN;
    const answer = async () =>
      isClasses(card)
        ? engine.run(data, 1)
        : decodeBoxes(card, await engine.runRaw(data, dims), at);
    await expect(answer()).rejects.toThrow();
  });

  it('is refused by the engine when the model is another’s', async () => {
    const other = cards.find(
      (one) => one.id === (isClasses(card) ? 'nudenet-v2-base' : 'mobilenet-v2'),
    );
    if (!other) return expect.unreachable();
    await expect(openEngine(card, tinyModel(other))).rejects.toThrow(`model ${card.id} has no`);
  });
});

it('a class map finds the cell that sees something', async () => {
  const card = parseCard({
    id: 'map',
    name: 'Map',
    kind: 'class-map',
    bundled: false,
    file: 'map.onnx',
    input: {
      name: 'input',
      size: 224,
      layout: 'NCHW',
      channels: 'RGB',
      scale: 1,
      mean: [0, 0, 0],
      std: [1, 1, 1],
      filter: 'corners',
      resize: 'stretch',
    },
    outputs: { map: 'map', reading: 'cells' },
    thresholds: { score: 0.5 },
    labels: [
      { name: 'ordinary', category: 'none' },
      { name: 'found', category: 'explicit' },
    ],
    licence: { spdx: 'MIT', holder: 'test' },
    source: { repository: 'test', url: null },
    bytes: null,
    sha256: null,
    unknown: 'made by a test',
  });
  if (card.kind !== 'class-map') return expect.unreachable();
  const engine = await openEngine(card, tinyModel(card));
  const { data, dims, at } = prepare(rgba, width, height, card.input);
  const found = decodeBoxes(card, await engine.runRaw(data, dims), at);
  expect(found).toHaveLength(1);
  expect(found[0]?.score).toBeGreaterThan(0.9);
  const { x = 0, y = 0, width: w = 0, height: h = 0 } = found[0] ?? {};
  expect(x + w / 2).toBeCloseTo(0.5, 6);
  expect(y + h / 2).toBeCloseTo(0.5, 6);
  expect(w).toBeLessThan(2 / 7);
});
