import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeClasses, softmax } from './classes.ts';
import { BadAnswer } from './tensor.ts';

const logits = fc.array(fc.float({ min: -80, max: 80, noNaN: true }), {
  minLength: 2,
  maxLength: 20,
});
const sum = (all: Float32Array) => all.reduce((a, b) => a + b, 0);

describe('softmax', () => {
  it('is what one counts by hand', () => {
    expect([...softmax([0, 0])]).toEqual([0.5, 0.5]);
    const [a = 0, b = 0] = softmax([Math.log(3), 0]);
    expect(a).toBeCloseTo(0.75, 6);
    expect(b).toBeCloseTo(0.25, 6);
  });

  it('adds up to 1, keeps the order, and knows no shift', () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -50, max: 50 }), (all, shift) => {
        const out = softmax(all);
        expect(sum(out)).toBeCloseTo(1, 5);
        for (const [i, value] of all.entries()) {
          for (const [j, other] of all.entries()) {
            if (value >= other) expect(out[i]).toBeGreaterThanOrEqual(out[j] ?? 2);
          }
        }
        softmax(all.map((value) => value + shift)).forEach((value, i) => {
          expect(value).toBeCloseTo(out[i] ?? 2, 4);
        });
      }),
    );
  });

  it('survives the largest numbers there are', () => {
    expect([...softmax([3e38, -3e38])]).toEqual([1, 0]);
  });
});

describe('decodeClasses', () => {
  it('gives each picture its own', () => {
    const data = Float32Array.of(0.75, 0.25, 0.5, 0.5);
    expect(decodeClasses(data, 2, 2, 'probabilities').map((one) => [...one])).toEqual([
      [0.75, 0.25],
      [0.5, 0.5],
    ]);
    const [first, second] = decodeClasses(Float32Array.of(0, 0, 9, 9), 2, 2, 'logits');
    expect([...(first ?? []), ...(second ?? [])]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });

  it.each([
    ['zeros', [0, 0]],
    ['more than 1 in all', [0.75, 0.5]],
    ['less than 1 in all', [0.5, 0.25]],
    ['a negative one', [-0.25, 1.25]],
    ['NaN', [Number.NaN, 1]],
    ['infinity', [Number.POSITIVE_INFINITY, 0]],
  ])('fails on probabilities with %s', (_what, values) => {
    expect(() => decodeClasses(Float32Array.from(values), 1, 2, 'probabilities')).toThrow(
      BadAnswer,
    );
  });

  it('fails on a logit that is not finite, wherever it stands', () => {
    const bad = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
    fc.assert(
      fc.property(logits, fc.nat(), bad, (all, at, value) => {
        const data = Float32Array.from(all.with(at % all.length, value));
        expect(() => decodeClasses(data, 1, all.length, 'logits')).toThrow(BadAnswer);
      }),
    );
  });

  it('fails on another length', () => {
    expect(() => decodeClasses(new Float32Array(5), 1, 4, 'logits')).toThrow('5 class scores');
  });
});
