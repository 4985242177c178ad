import { join } from 'node:path';
import type { NSFWJS } from 'nsfwjs/core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inputLength, resizeBilinearAlignCorners } from '../src/inference/pixels.ts';
import { selfTestPixels } from '../src/inference/self-test.ts';
import { bundledCards, projectFolder } from './cards.ts';
import { createNodeClassifier, type NodeClassifier } from './node-classifier.ts';
import { inferOriginal, loadOriginal } from './original.ts';
import { testPictures, withoutAlpha } from './test-pictures.ts';

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, v, i) => Math.max(most, Math.abs(v - (b[i] ?? NaN))), 0);
};

function softmax(logits: number[]): number[] {
  const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map((p) => p / sum);
}

it('there are two bundled models', () => {
  expect(bundledCards().map(({ card }) => card.id)).toEqual(['mobilenet-v2', 'mobilenet-v2-mid']);
});

describe.each(['mobilenet-v2', 'mobilenet-v2-mid'])('%s', (id) => {
  let ours: NodeClassifier;
  let original: NSFWJS;

  beforeAll(async () => {
    ours = await createNodeClassifier(join(projectFolder, 'models', id, 'card.json'));
    original = await loadOriginal(id);
  });
  afterAll(async () => {
    await ours.dispose();
    original.dispose();
  });

  /** The model's input for pictures already its size; one batch. */
  function batchOf(pictures: { rgba: Uint8Array }[]): Float32Array {
    const { input } = ours.card;
    const out = new Float32Array(inputLength(input) * pictures.length);
    pictures.forEach(({ rgba }, i) => {
      const offset = i * inputLength(input);
      resizeBilinearAlignCorners(rgba, input.size, input.size, out, offset, input);
    });
    return out;
  }

  it('answers as the original does on the same pixels', async () => {
    const size = ours.card.input.size;
    const pictures = testPictures(30, 42, size);
    const seen = new Set<number>();
    let worst = 0;
    for (const picture of pictures) {
      const theirs = await inferOriginal(original, withoutAlpha(picture.rgba), size, size);
      const { classes } = await ours.run(batchOf([picture]), 1);
      worst = Math.max(worst, largestDifference(classes, theirs));
      seen.add(theirs.indexOf(Math.max(...theirs)));
    }
    expect(worst).toBeLessThan(1e-4);
    // A model that always says the same would agree with anything that does so too.
    expect(seen.size).toBeGreaterThan(1);
  });

  it('with our decoding and resizing, answers as nsfwjs does on a JPEG', async () => {
    const pictures = testPictures(14, 7);
    for (const { name, rgba, width, height } of pictures) {
      const jpeg = await sharp(rgba, { raw: { width, height, channels: 4 } })
        .jpeg({ quality: 85 })
        .toBuffer();
      const { data, info } = await sharp(jpeg).ensureAlpha().raw().toBuffer({
        resolveWithObject: true,
      });
      const rgb = withoutAlpha(new Uint8Array(data));
      const theirs = await inferOriginal(original, rgb, info.width, info.height);
      const answer = await ours.classify(data, info.width, info.height);
      expect(largestDifference(answer, theirs), name).toBeLessThan(0.02);
    }
  });

  it('gives one answer for a picture, alone or among others', async () => {
    const pictures = testPictures(5, 3, ours.card.input.size);
    const together = await ours.run(batchOf(pictures), 5);
    for (const [i, picture] of pictures.entries()) {
      const alone = await ours.run(batchOf([picture]), 1);
      const labels = ours.card.labels.length;
      const mapLength = alone.map.length;
      const classes = together.classes.subarray(i * labels, (i + 1) * labels);
      const map = together.map.subarray(i * mapLength, (i + 1) * mapLength);
      expect(largestDifference(alone.classes, classes)).toBeLessThan(1e-6);
      expect(largestDifference(alone.map, map)).toBeLessThan(1e-4);
    }
  });

  it('gives a class map of 7×7 cells, each with all labels', async () => {
    const { map, mapSize } = await ours.run(batchOf(testPictures(1, 5, 224)), 1);
    expect(mapSize).toEqual([7, 7]);
    expect(map.length).toBe(7 * 7 * 5);
    expect(map.every(Number.isFinite)).toBe(true);
  });

  it('passes its self-test', async () => {
    const { size } = ours.card.input;
    const rgb = selfTestPixels(size);
    const rgba = new Uint8Array(size * size * 4).fill(255);
    for (let i = 0; i < size * size; i++) rgba.set(rgb.subarray(i * 3, i * 3 + 3), i * 4);
    const { classes } = await ours.run(batchOf([{ rgba }]), 1);
    expect(largestDifference(classes, ours.card.selfTest.classes)).toBeLessThan(1e-4);
  });
});

it('the mean of mobilenet-v2-mid’s class map is its logits', async () => {
  const mid = await createNodeClassifier(
    join(projectFolder, 'models', 'mobilenet-v2-mid', 'card.json'),
  );
  const { input, labels } = mid.card;
  for (const { name, rgba } of testPictures(6, 11, input.size)) {
    const data = new Float32Array(inputLength(input));
    resizeBilinearAlignCorners(rgba, input.size, input.size, data, 0, input);
    const { classes, map } = await mid.run(data, 1);
    const cells = map.length / labels.length;
    const mean = labels.map(
      (_, c) => map.reduce((sum, v, i) => (i % labels.length === c ? sum + v : sum), 0) / cells,
    );
    expect(largestDifference(softmax(mean), classes), name).toBeLessThan(1e-4);
  }
  await mid.dispose();
});
