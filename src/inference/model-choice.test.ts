import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { BALANCED_LIMIT_MS, BUNDLED } from '../shared/bundled.ts';
import { parseCard } from '../shared/card.ts';
import type { ModelDecision } from '../shared/messages.ts';
import { MODEL_CHOICES, NO_DETECTOR } from '../shared/settings.ts';
import { bestBatch, chosenModels, decide, firstModel, settledTime } from './model-choice.ts';

const decided: ModelDecision = {
  model: BUNDLED.balanced,
  provider: 'webgpu',
  version: '1.2.0',
  balancedMs: 12,
};

test.each(Object.values(BUNDLED))('%s is a bundled model with a card', (id) => {
  const file = path.join(import.meta.dirname, `../../models/${id}/card.json`);
  expect(parseCard(JSON.parse(readFileSync(file, 'utf8')))).toMatchObject({ id, bundled: true });
});

describe('chosenModels', () => {
  const chosen = { model: 'an-installed-one', detector: 'another' };

  it('are those that the person says', () => {
    expect(chosenModels(chosen, false)).toEqual(chosen);
  });

  it.each(MODEL_CHOICES)('keep %s where nothing is installed', (model) => {
    expect(chosenModels({ ...chosen, model }, true)).toEqual({ model, detector: NO_DETECTOR });
  });

  it('are automatic and none, where nothing is installed, for what is installed elsewhere', () => {
    expect(chosenModels(chosen, true)).toEqual({ model: 'auto', detector: NO_DETECTOR });
  });
});

describe('firstModel', () => {
  it.each([
    ['fast', 'mobilenet-v2'],
    ['balanced', 'mobilenet-v2-mid'],
  ] as const)('opens %s because the person says so', (choice, id) => {
    const other = { ...decided, model: 'another' };
    expect(firstModel(choice, other, 'webgpu', '1.2.0')).toEqual({ id, mustMeasure: false });
    expect(firstModel(choice, null, 'wasm', '1.2.0')).toEqual({ id, mustMeasure: false });
  });

  it('opens what was decided, without measuring again', () => {
    const opened = { id: BUNDLED.balanced, mustMeasure: false };
    expect(firstModel('auto', decided, 'webgpu', '1.2.0')).toEqual(opened);
  });

  it.each([
    ['nothing was decided', null, 'webgpu', '1.2.0'],
    ['the provider changed', decided, 'wasm', '1.2.0'],
    ['the version changed', decided, 'webgpu', '1.2.1'],
  ] as const)('starts soonest, and measures, when %s', (_why, decision, provider, version) => {
    const opened = { id: BUNDLED.fast, mustMeasure: true };
    expect(firstModel('auto', decision, provider, version)).toEqual(opened);
  });
});

describe('decide', () => {
  it.each([
    [0, BUNDLED.balanced],
    [BALANCED_LIMIT_MS, BUNDLED.balanced],
    [60.1, BUNDLED.fast],
    [Number.POSITIVE_INFINITY, BUNDLED.fast],
    [Number.NaN, BUNDLED.fast],
  ])('at %d ms a picture chooses %s', (ms, model) => {
    expect(decide(ms, 'wasm', '1.2.0').model).toBe(model);
  });

  it('is found again by the next start', () => {
    const decision = decide(10, 'webgpu', '2.0.0');
    expect(firstModel('auto', decision, 'webgpu', '2.0.0')).toEqual({
      id: decision.model,
      mustMeasure: false,
    });
  });
});

describe('bestBatch', () => {
  it.each<[string, [number, number][], number]>([
    [
      'nothing gained',
      [
        [1, 10],
        [2, 20],
        [4, 40],
      ],
      1,
    ],
    [
      'slower together',
      [
        [1, 10],
        [4, 60],
      ],
      1,
    ],
    [
      'a gain too small to wait for',
      [
        [1, 10],
        [4, 38.4],
      ],
      1,
    ],
    [
      'a gain worth it',
      [
        [1, 10],
        [4, 37],
      ],
      4,
    ],
    [
      'the least time a picture',
      [
        [1, 10],
        [2, 16],
        [4, 24],
        [8, 64],
      ],
      4,
    ],
    [
      'the first of equals',
      [
        [1, 10],
        [2, 10],
        [4, 20],
      ],
      2,
    ],
    [
      'the order of measuring is nothing',
      [
        [8, 40],
        [4, 36],
        [1, 10],
      ],
      8,
    ],
    ['nothing but one', [[1, 10]], 1],
  ])('%s', (_what, times, size) => {
    expect(bestBatch(new Map(times))).toBe(size);
  });

  it('never makes a picture wait for less than 5 %', () => {
    const times = fc.dictionary(
      fc.constantFrom('2', '4', '8', '16'),
      fc.double({ min: 0.1, max: 1e4, noNaN: true }),
    );
    fc.assert(
      fc.property(times, fc.double({ min: 0.1, max: 1000, noNaN: true }), (others, single) => {
        const ms = new Map(Object.entries(others).map(([size, time]) => [Number(size), time]));
        ms.set(1, single);
        const size = bestBatch(ms);
        const each = (ms.get(size) ?? Number.NaN) / size;
        if (size !== 1) expect(each).toBeLessThan(single * 0.95);
        for (const [other, time] of ms) {
          if (time / other < single * 0.95) expect(each).toBeLessThanOrEqual(time / other);
        }
      }),
    );
  });
});

describe('settledTime', () => {
  const from = (times: number[]) => {
    let asked = 0;
    const time = async () => times[asked++] ?? Number.NaN;
    return { time, asked: () => asked };
  };

  it('is told at once where the first turn is within the limit', async () => {
    const { time, asked } = from([BALANCED_LIMIT_MS, 1]);
    expect(await settledTime(time, 10)).toBe(BALANCED_LIMIT_MS);
    expect(asked()).toBe(1);
  });

  it('gives what starts slowly its chances, though it gets slower in between', async () => {
    const { time, asked } = from([61, 90, 75, 30, 1]);
    expect(await settledTime(time, 10)).toBe(30);
    expect(asked()).toBe(4);
  });

  it('ends where nobody wants to know any more', async () => {
    const { time, asked } = from([100, 90, 1]);
    expect(await settledTime(time, 10, () => asked() < 2)).toBe(90);
    expect(asked()).toBe(2);
  });

  it('ends with the last turn, and at once where there is no hope', async () => {
    const slow = from([100, 90, 95, 1]);
    expect(await settledTime(slow.time, 3)).toBe(90);
    expect(slow.asked()).toBe(3);
    const hopeless = from([BALANCED_LIMIT_MS * 4 + 1, 1]);
    expect(await settledTime(hopeless.time, 10)).toBe(BALANCED_LIMIT_MS * 4 + 1);
    expect(hopeless.asked()).toBe(1);
  });
});
