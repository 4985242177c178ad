import { afterAll, beforeAll, expect, it } from 'vitest';
import { inputLength, resizeBilinearAlignCorners } from '../src/inference/pixels.ts';
import { selfTestPixels } from '../src/inference/self-test.ts';
import { checkAgainstCard, makeModel } from './bundled.ts';
import { bundledCards, type CardFile, madeCards } from './cards.ts';
import { createNodeClassifier, type NodeClassifier } from './node-classifier.ts';
import { inferOriginal, loadOriginal } from './original.ts';
import { testPictures, withoutAlpha } from './test-pictures.ts';

const [file] = madeCards().filter(({ card }) => !card.bundled) as [CardFile];
let ours: NodeClassifier;

beforeAll(async () => {
  checkAgainstCard(file.card, makeModel(file));
  ours = await createNodeClassifier(file.cardPath);
});
afterAll(() => ours.dispose());

it('InceptionV3 is made here and not shipped', () => {
  expect(file.card.id).toBe('inception-v3');
  expect(bundledCards().map(({ card }) => card.id)).not.toContain('inception-v3');
});

it('answers as the original does on the same pixels', async () => {
  const original = await loadOriginal(file.card.id);
  const { input } = file.card;
  let worst = 0;
  for (const { rgba } of testPictures(6, 42, input.size)) {
    const rgb = withoutAlpha(rgba);
    const theirs = await inferOriginal(original, rgb, input.size, input.size);
    const classes = await ours.classify(rgba, input.size, input.size);
    classes.forEach((p, i) => {
      worst = Math.max(worst, Math.abs(p - (theirs[i] ?? Number.NaN)));
    });
  }
  original.dispose();
  expect(worst).toBeLessThan(1e-4);
});

it('passes its self-test, with a map of 8×8 cells', async () => {
  const { input, selfTest } = file.card;
  const rgb = selfTestPixels(input.size);
  const rgba = new Uint8Array(input.size ** 2 * 4).fill(255);
  for (let i = 0; i < input.size ** 2; i++) rgba.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
  const data = new Float32Array(inputLength(input));
  resizeBilinearAlignCorners(rgba, input.size, input.size, data, 0, input);
  const { classes, mapSize } = await ours.run(data, 1);
  expect(mapSize).toEqual([8, 8]);
  selfTest.classes.forEach((p, i) => {
    expect(Math.abs(p - (classes[i] ?? Number.NaN))).toBeLessThan(1e-4);
  });
});
