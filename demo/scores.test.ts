import { beforeAll, describe, expect, it } from 'vitest';
import { decode, encode } from './draw/encode.ts';
import { ordinary } from './draw/ordinary.ts';
import { galleryItems } from './gallery.ts';
import { patterns } from './patterns.ts';
import { createScorers, explicitness, type Scorer } from './search/scorer.ts';
import { pageViews, plainView, scoreViews } from './search/views.ts';

let scorers: readonly Scorer[] = [];
beforeAll(async () => {
  scorers = await createScorers();
});

it('asks both bundled models', () => {
  expect(scorers.map(({ model }) => model)).toEqual(['mobilenet-v2', 'mobilenet-v2-mid']);
});

describe('patterns', () => {
  it('are enough for the benchmark', () => {
    expect(patterns.length).toBeGreaterThanOrEqual(12);
    expect(new Set(patterns.map(({ background }) => background)).size).toBeGreaterThan(8);
  });

  it.each(patterns)(
    '$kind $seed is explicit however a page carries it',
    async (pattern) => {
      const seen = await scoreViews(pattern, [plainView, ...pageViews], scorers);
      expect(seen).toHaveLength(18);
      const short = seen.filter(({ view, scores }) => !(explicitness(scores) >= view.least));
      expect(short.map(({ view, scores }) => [view.name, scores])).toEqual([]);
    },
    120_000,
  );
});

describe('ordinary pictures', () => {
  it.each([
    [
      'of the benchmark',
      Array.from({ length: 60 }, (_, i) => () => encode(ordinary(1, i).draw(320))),
    ],
    [
      'of the gallery',
      galleryItems.filter(({ kind }) => kind === 'ordinary').map((item) => () => item.bytes()),
    ],
  ])(
    '%s look like nothing else',
    async (_, draws) => {
      expect(draws.length).toBeGreaterThanOrEqual(16);
      for (const [index, draw] of draws.entries()) {
        const picture = await decode(await draw());
        for (const { model, score } of scorers) {
          const scores = await score(picture);
          expect(explicitness(scores), `${index} ${model}`).toBeLessThan(0.35);
          expect(scores.sexy, `${index} ${model}`).toBeLessThan(0.4);
        }
      }
    },
    120_000,
  );
});
