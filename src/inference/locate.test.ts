import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxesFrom, maskOf } from '../shared/box-policy.ts';
import { areaOfAll, type Box, overlapOf } from '../shared/boxes.ts';
import type { ClassLabel } from '../shared/card.ts';
import { BOX_DEFAULTS } from '../shared/levels.ts';
import { locate, type Question } from './locate.ts';
import { CELL, type Look } from './views.ts';

const labels: ClassLabel[] = [
  { name: 'Neutral', category: 'none', nude: false },
  { name: 'Porn', category: 'explicit', nude: true },
];
const question: Question = {
  labels,
  size: 224,
  wanted: [{ labels: [1], thresholds: [0.6], threshold: 0.6 }],
  ...BOX_DEFAULTS,
};
const picture = { width: 400, height: 300 };
const CLEAR = [[0.99, 0.01]];
const COVERED = [[0.1, 0.9]];
const WHOLE = { x: 0, y: 0, width: 1, height: 1 };

const holds = ({ x, y, width, height }: Box, u: number, v: number) =>
  u >= x && v >= y && u < x + width && v < y + height;

/** A model that sees what lies in `hot` and is not painted over; of the whole it says `classes`. */
const modelOf =
  (hot: readonly Box[], classes: readonly number[] = [1, 0]): Look =>
  async (views) =>
    views.map(({ part, width, height, filled }) => {
      const [w, h] = [width / CELL, height / CELL];
      const data = new Float32Array(w * h * 2);
      for (let cell = 0; cell < w * h; cell++) {
        const u = (part.x + (((cell % w) + 0.5) / w) * part.width) / picture.width;
        const v = (part.y + ((Math.floor(cell / w) + 0.5) / h) * part.height) / picture.height;
        const seen = hot.some((box) => holds(box, u, v)) && !filled.some((box) => holds(box, u, v));
        data[cell * 2 + (seen ? 1 : 0)] = 6;
      }
      return { classes, map: { data, width: w, height: h } };
    });

/** A model to which it is lukewarm in the whole, and clear only in a square by itself. */
const onlyBySquares =
  (model: Look, always = false): Look =>
  async (views) =>
    (await model(always ? views.map((view) => ({ ...view, filled: [] })) : views)).map(
      ({ classes, map }, i) => {
        const view = views[i];
        const alone = view && view.part.width < picture.width;
        const data = map.data.map((logit, at) => (at % 2 === 1 && logit > 0 ? 4.5 : logit));
        for (let cell = 0; cell < data.length; cell += 2) if (data[cell + 1]) data[cell] = 6;
        const sure = data.some((logit, at) => at % 2 === 1 && logit > 0);
        return { classes: alone ? (sure ? [0.05, 0.95] : [1, 0]) : classes, map: { ...map, data } };
      },
    );

const masksOf = (boxes: Parameters<typeof boxesFrom>[1]) =>
  maskOf(boxesFrom(labels, boxes), question.margin);

describe('locate', () => {
  it('looks once where nothing is hot, and finds nothing', async () => {
    expect(await locate(picture, CLEAR, question, modelOf([]))).toEqual({ boxes: [], looks: 1 });
  });

  it('covers what is hot and no more than the limit', async () => {
    const spot = { x: 0.1, y: 0.2, width: 0.3, height: 0.35 };
    const { boxes } = await locate(picture, CLEAR, question, modelOf([spot]));
    expect(boxes).toMatchObject([{ label: 1, score: expect.closeTo(1, 1) }]);
    const [mask] = masksOf(boxes);
    expect(mask && overlapOf(mask, spot)).toBeCloseTo(spot.width * spot.height, 6);
    expect(areaOfAll(masksOf(boxes))).toBeLessThanOrEqual(BOX_DEFAULTS.areaLimit);
  });

  it('finds by the proof what the first box left, and covers that too', async () => {
    const spots = [
      { x: 0, y: 0, width: 0.28, height: 0.3 },
      { x: 0.78, y: 0.74, width: 0.22, height: 0.26 },
    ];
    const { boxes } = await locate(picture, CLEAR, question, modelOf(spots));
    expect(boxes.length).toBeGreaterThan(1);
    for (const spot of spots) {
      const covered = masksOf(boxes).reduce((sum, mask) => sum + overlapOf(mask, spot), 0);
      expect(covered).toBeCloseTo(spot.width * spot.height, 6);
    }
  });

  it('finds what is known only by itself, and covers it', async () => {
    const spot = { x: 0.1, y: 0.2, width: 0.3, height: 0.35 };
    const { boxes } = await locate(
      picture,
      CLEAR,
      question,
      onlyBySquares(modelOf([spot], [1, 0])),
    );
    const covered = masksOf(boxes).reduce((sum, mask) => sum + overlapOf(mask, spot), 0);
    expect(covered).toBeCloseTo(spot.width * spot.height, 6);
    expect(areaOfAll(masksOf(boxes))).toBeLessThanOrEqual(BOX_DEFAULTS.areaLimit);
  });

  it('covers everything where that is as sure with the masks painted over', async () => {
    const spot = { x: 0.1, y: 0.2, width: 0.3, height: 0.35 };
    const { boxes } = await locate(picture, CLEAR, question, onlyBySquares(modelOf([spot]), true));
    expect(boxes).toMatchObject([WHOLE]);
  });

  it('covers everything where all is hot', async () => {
    const { boxes } = await locate(picture, CLEAR, question, modelOf([WHOLE]));
    expect(boxes).toMatchObject([{ ...WHOLE, label: 1 }]);
  });

  it('covers everything where the rest of the picture is not judged clear', async () => {
    const spot = { x: 0.1, y: 0.2, width: 0.3, height: 0.35 };
    const { boxes } = await locate(picture, CLEAR, question, modelOf([spot], [0.79, 0.21]));
    expect(boxes).toMatchObject([WHOLE]);
  });

  it('covers everything where the first look spoke of what stays, wherever it looks', async () => {
    const { boxes } = await locate(picture, COVERED, question, modelOf([], [0.1, 0.9]));
    expect(boxes).toEqual([{ ...WHOLE, label: 1, score: 0.9 }]);
  });

  it('covers the least cold place where the rest is proven clear', async () => {
    const { boxes } = await locate(picture, COVERED, question, modelOf([]));
    expect(boxes).toMatchObject([{ label: 1, score: 0.9 }]);
    expect(areaOfAll(masksOf(boxes))).toBeLessThanOrEqual(BOX_DEFAULTS.areaLimit);
  });

  it('has nothing to find where nothing is wanted', async () => {
    const nothing = { ...question, wanted: [] };
    const { boxes } = await locate(picture, COVERED, nothing, modelOf([WHOLE]));
    expect(boxes).toEqual([]);
  });

  it.each([
    ['a limit', { areaLimit: Number.NaN }],
    ['a margin', { margin: Number.NaN }],
  ])('covers everything where %s is no number', async (_, broken) => {
    const spot = { x: 0.1, y: 0.2, width: 0.3, height: 0.35 };
    const asked = { ...question, ...broken };
    expect((await locate(picture, CLEAR, asked, modelOf([spot]))).boxes).toMatchObject([WHOLE]);
  });

  it('passes a failure on', async () => {
    const fails: Look = () => Promise.reject(new Error('lost'));
    await expect(locate(picture, CLEAR, question, fails)).rejects.toThrow('lost');
    await expect(locate(picture, CLEAR, question, async () => [])).rejects.toThrow('an answer');
  });

  it('never leaves a hot place in sight, wherever it is', async () => {
    const side = fc.double({ min: 0.25, max: 0.9, noNaN: true });
    const at = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(side, side, at, at, async (width, height, x, y) => {
        const spot = { x: x * (1 - width), y: y * (1 - height), width, height };
        const { boxes } = await locate(picture, CLEAR, question, modelOf([spot]));
        const covered = masksOf(boxes).reduce((sum, mask) => sum + overlapOf(mask, spot), 0);
        expect(covered / (width * height)).toBeGreaterThan(0.95);
      }),
      { numRuns: 60 },
    );
  });
});
