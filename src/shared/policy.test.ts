import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { MadeCard } from './card.ts';
import { CATEGORIES, type Category } from './categories.ts';
import { LEVELS, type Level, stricter, THRESHOLDS } from './levels.ts';
import { foldOf, type Judgement, judge, type Scores, scoresFrom, type Verdict } from './policy.ts';
import * as any from './test-arbitraries.ts';

const CLEAR: Verdict = { cover: false };
const covered = (reason: Extract<Verdict, { cover: true }>['reason']): Verdict => ({
  cover: true,
  reason,
});

/** All off but what is named. */
const levels = (chosen: Partial<Record<Category, Level>>): Judgement => ({
  sensitivity: any.perCategory((category) => chosen[category] ?? 0),
});
const everyLevel = (level: Level): Judgement => ({
  sensitivity: any.perCategory(() => level),
});
type Parts = Scores['nude'][number];
/** Of a picture of one tile. */
const of = (byCategory: Scores['byCategory'], nude: Parts = {}): Scores => ({
  byCategory,
  nude: [nude],
});

/** The same with one score changed, of the fold in its first tile. */
const withScore = (
  scores: Scores,
  part: keyof Scores,
  category: Category,
  score: number,
): Scores => {
  if (part === 'byCategory') {
    return { ...scores, byCategory: { ...scores.byCategory, [category]: score } };
  }
  const [first, ...rest] = scores.nude;
  return { ...scores, nude: [{ ...first, [category]: score }, ...rest] };
};

/** What the product starts with, stated here once more and on purpose. */
const DEFAULTS: Judgement = {
  sensitivity: { explicit: 3, nudity: 3, suggestive: 0, drawn: 3, otherSkin: 0, people: 0 },
};

/** Smaller than any step a model's answer can take, larger than rounding. */
const HAIR = 1e-9;

const ON_LEVELS = LEVELS.filter((level) => level > 0);

describe.each(CATEGORIES)('%s', (category) => {
  const verdict = (score: number, level: Level, site: 'on' | 'off' | 'stricter') =>
    judge(of({ [category]: score }), levels({ [category]: level }), site);

  it.each(ON_LEVELS)('is covered from its threshold of level %i on', (level) => {
    const threshold = THRESHOLDS[category][level];
    expect(verdict(threshold - HAIR, level, 'on')).toEqual(CLEAR);
    expect(verdict(threshold, level, 'on')).toEqual(covered(category));
    expect(verdict(threshold + HAIR, level, 'on')).toEqual(covered(category));
  });

  it.each(ON_LEVELS)('is covered one level earlier than %i on a stricter site', (level) => {
    const threshold = THRESHOLDS[category][stricter(level)];
    expect(verdict(threshold - HAIR, level, 'stricter')).toEqual(CLEAR);
    expect(verdict(threshold, level, 'stricter')).toEqual(covered(category));
  });

  it('is never covered while it is off', () => {
    expect(verdict(1, 0, 'on')).toEqual(CLEAR);
    expect(verdict(1, 0, 'stricter')).toEqual(CLEAR);
  });

  it.each(LEVELS)('is clear at level %i on a site that is off', (level) => {
    expect(verdict(1, level, 'off')).toEqual(CLEAR);
  });

  it.each(LEVELS)('does not answer for another category at level %i', (level) => {
    const others = { sensitivity: any.perCategory((c) => (c === category ? 0 : level)) };
    expect(judge(of({ [category]: 1 }), others, 'on')).toEqual(CLEAR);
  });
});

describe('the numbers a person was promised', () => {
  const promised: [Category, Level, number][] = [
    ['explicit', 1, 0.85],
    ['explicit', 3, 0.6],
    ['explicit', 5, 0.3],
    ['drawn', 1, 0.85],
    ['drawn', 3, 0.6],
    ['drawn', 5, 0.3],
    ['nudity', 3, 0.6],
    ['suggestive', 1, 0.95],
    ['suggestive', 3, 0.8],
    ['suggestive', 5, 0.5],
    ['otherSkin', 3, 0.6],
    ['people', 3, 0.6],
  ];
  test.each(promised)('%s at level %i is covered from %d', (category, level, threshold) => {
    const chosen = levels({ [category]: level });
    expect(judge(of({ [category]: threshold }), chosen, 'on')).toEqual(covered(category));
    expect(judge(of({ [category]: threshold - 0.001 }), chosen, 'on')).toEqual(CLEAR);
  });

  test.each<[string, Level, number]>([
    ['default', 3, 0.6],
    ['strict', 5, 0.3],
    ['lenient', 1, 0.85],
  ])('%s covers from a nude fold of its own', (_name, level, threshold) => {
    // In halves, so that neither class reaches a threshold alone.
    const fold = (sum: number) =>
      of({ explicit: sum / 2, drawn: sum / 2 }, { explicit: sum / 2, drawn: sum / 2 });
    expect(judge(fold(threshold), everyLevel(level), 'on')).toEqual(covered('nude'));
    expect(judge(fold(threshold - 0.001), everyLevel(level), 'on')).toEqual(CLEAR);
  });

  test('the defaults leave beach and sport, skin and faces alone', () => {
    const ordinary = of({ suggestive: 1, otherSkin: 1, people: 1, explicit: 0.1 });
    expect(judge(ordinary, DEFAULTS, 'on')).toEqual(CLEAR);
    expect(judge(ordinary, DEFAULTS, 'stricter')).toEqual(CLEAR);
  });

  test('stricter by one level moves the default from .6 to .45', () => {
    const doubtful = of({ explicit: 0.45 });
    expect(judge(doubtful, DEFAULTS, 'on')).toEqual(CLEAR);
    expect(judge(doubtful, DEFAULTS, 'stricter')).toEqual(covered('explicit'));
    expect(judge(of({ explicit: 0.449 }), DEFAULTS, 'stricter')).toEqual(CLEAR);
  });
});

describe('the nude fold', () => {
  const half = { explicit: 0.4, drawn: 0.4 };

  it('covers what no class covers alone', () => {
    expect(judge(of(half, half), DEFAULTS, 'on')).toEqual(covered('nude'));
    expect(judge(of(half), DEFAULTS, 'on')).toEqual(CLEAR);
  });

  it.each<Category>(['explicit', 'drawn'])('leaves %s out while that is off', (off) => {
    const without = { sensitivity: { ...DEFAULTS.sensitivity, [off]: 0 } };
    expect(judge(of(half, half), without, 'on')).toEqual(CLEAR);
    expect(judge(of({ [off]: 1 }, { [off]: 1 }), without, 'on')).toEqual(CLEAR);
    const other = off === 'explicit' ? 'drawn' : 'explicit';
    expect(judge(of({}, { [off]: 0.4, [other]: 0.6 }), without, 'on')).toEqual(covered('nude'));
  });

  it('stands at the level of nudity, not of its parts', () => {
    const parts = of({}, { explicit: 0.35, drawn: 0.35 });
    const at = (nudity: Level) => levels({ explicit: 1, drawn: 1, nudity });
    expect(judge(parts, at(2), 'on')).toEqual(covered('nude'));
    expect(judge(parts, at(1), 'on')).toEqual(CLEAR);
    expect(judge(parts, at(0), 'on')).toEqual(CLEAR);
    expect(judge(parts, at(0), 'stricter')).toEqual(CLEAR);
    expect(judge(parts, at(1), 'stricter')).toEqual(covered('nude'));
  });

  it('is the origin rule: unsafe when Porn and Hentai together say so', () => {
    fc.assert(
      fc.property(any.score, any.score, (porn, hentai) => {
        const verdict = judge(of({}, { explicit: porn, drawn: hentai }), DEFAULTS, 'on');
        expect(verdict.cover).toBe(porn + hentai >= 0.6);
      }),
    );
  });

  it('never exceeds 1', () => {
    expect(foldOf(of({}, { explicit: 1, drawn: 1 }), () => true)).toBe(1);
    expect(foldOf(of({}, { explicit: 0.2, drawn: 0.5 }), (c) => c === 'drawn')).toBe(0.5);
    expect(foldOf(of({ explicit: 1 }), () => true)).toBe(0);
  });
});

describe('the reason named', () => {
  const on = levels({ explicit: 3, suggestive: 3, drawn: 3 });

  it('is the one furthest above its own threshold', () => {
    // .7 is a quarter of the way from .6 to 1; .9 is half of the way from .8.
    expect(judge(of({ explicit: 0.7, suggestive: 0.9 }), on, 'on')).toEqual(covered('suggestive'));
    expect(judge(of({ explicit: 0.95, suggestive: 0.96 }), on, 'on')).toEqual(covered('explicit'));
  });

  it('is not a higher score that its level lets pass', () => {
    expect(judge(of({ explicit: 0.61, suggestive: 0.79 }), on, 'on')).toEqual(covered('explicit'));
    expect(judge(of({ explicit: 0.61, people: 1 }), on, 'on')).toEqual(covered('explicit'));
  });

  it('is the fold only where no category alone would cover', () => {
    const one = { explicit: 0.8, drawn: 0.1 };
    expect(judge(of(one, one), DEFAULTS, 'on')).toEqual(covered('explicit'));
    const neither = { explicit: 0.4, drawn: 0.3 };
    expect(judge(of(neither, neither), DEFAULTS, 'on')).toEqual(covered('nude'));
  });

  it('is the graver of two that tie', () => {
    expect(judge(of({ drawn: 0.9, explicit: 0.9 }), on, 'on')).toEqual(covered('explicit'));
  });

  it('always lies at or above its threshold', () => {
    fc.assert(
      fc.property(any.scores, any.sensitivity, (scores, sensitivity) => {
        const verdict = judge(scores, { sensitivity }, 'on');
        if (!verdict.cover) return;
        const { reason } = verdict;
        if (reason === 'hand' || reason === 'failed') expect.unreachable(`no ${reason} here`);
        else if (reason === 'nude') {
          const fold = foldOf(scores, (c) => sensitivity[c] > 0);
          expect(fold).toBeGreaterThanOrEqual(THRESHOLDS.nudity[sensitivity.nudity]);
        } else {
          const threshold = THRESHOLDS[reason][sensitivity[reason]];
          expect(scores.byCategory[reason]).toBeGreaterThanOrEqual(threshold);
        }
      }),
    );
  });
});

describe('always', () => {
  const site = any.siteModes;

  test('covered means: some category or the fold reached its threshold', () => {
    fc.assert(
      fc.property(any.scores, any.sensitivity, (scores, sensitivity) => {
        const reached = CATEGORIES.some((c) => {
          const score = scores.byCategory[c];
          return score !== undefined && score >= THRESHOLDS[c][sensitivity[c]];
        });
        const folded = scores.nude.some((parts) => {
          let fold = 0;
          for (const c of CATEGORIES) if (sensitivity[c] !== 0) fold += parts[c] ?? 0;
          return Math.min(fold, 1) >= THRESHOLDS.nudity[sensitivity.nudity];
        });
        expect(judge(scores, { sensitivity }, 'on').cover).toBe(reached || folded);
      }),
    );
  });

  test('raising a level never uncovers', () => {
    fc.assert(
      fc.property(
        any.scores,
        any.sensitivity,
        site,
        any.category,
        any.level,
        (scores, sensitivity, where, category, level) => {
          fc.pre(level >= sensitivity[category]);
          fc.pre(judge(scores, { sensitivity }, where).cover);
          const raised = { ...sensitivity, [category]: level };
          expect(judge(scores, { sensitivity: raised }, where).cover).toBe(true);
        },
      ),
    );
  });

  test.each(['byCategory', 'nude'] as const)('raising a score of %s never uncovers', (part) => {
    const scoreOf = (scores: Scores, c: Category) =>
      (part === 'nude' ? scores.nude[0]?.[c] : scores.byCategory[c]) ?? 0;
    fc.assert(
      fc.property(
        any.scores,
        any.sensitivity,
        site,
        any.category,
        any.score,
        (scores, sensitivity, where, category, score) => {
          fc.pre(score >= scoreOf(scores, category));
          fc.pre(judge(scores, { sensitivity }, where).cover);
          const raised = withScore(scores, part, category, score);
          expect(judge(raised, { sensitivity }, where).cover).toBe(true);
        },
      ),
    );
  });

  test('stricter never uncovers what on covers', () => {
    fc.assert(
      fc.property(any.scores, any.sensitivity, (scores, sensitivity) => {
        fc.pre(judge(scores, { sensitivity }, 'on').cover);
        expect(judge(scores, { sensitivity }, 'stricter').cover).toBe(true);
      }),
    );
  });

  test('off clears everything, and everything off clears everywhere', () => {
    fc.assert(
      fc.property(any.scores, any.sensitivity, site, (scores, sensitivity, where) => {
        expect(judge(scores, { sensitivity }, 'off')).toEqual(CLEAR);
        expect(judge(scores, everyLevel(0), where)).toEqual(CLEAR);
      }),
    );
  });

  test('the arguments stay as they are, and the answer the same', () => {
    fc.assert(
      fc.property(any.scores, any.sensitivity, site, (scores, sensitivity, where) => {
        Object.freeze(scores.byCategory);
        Object.freeze(scores.nude);
        const frozen = Object.freeze(scores);
        const settings = Object.freeze({ sensitivity: Object.freeze(sensitivity) });
        const first = judge(frozen, settings, where);
        expect(judge(frozen, settings, where)).toEqual(first);
        expect(judge(structuredClone(scores), settings, where)).toEqual(first);
      }),
    );
  });
});

describe('a picture without an answer stays covered', () => {
  const broken: [string, Scores][] = [
    ['no scores at all', of({})],
    ['NaN', of({ explicit: Number.NaN })],
    ['NaN in a category that is off', of({ people: Number.NaN, explicit: 0 })],
    ['NaN in the fold', of({ explicit: 0 }, { explicit: Number.NaN })],
    ['a negative score', of({ explicit: -0.01 })],
    ['a negative part of the fold', of({ explicit: 0 }, { drawn: -1 })],
    ['more than 1', of({ explicit: 1.01 })],
    ['infinity', of({ suggestive: Number.POSITIVE_INFINITY })],
    ['minus infinity', of({ suggestive: Number.NEGATIVE_INFINITY })],
    ['one good score among bad', of({ explicit: 0, drawn: Number.NaN }, { explicit: 0 })],
  ];
  test.each(broken)('%s', (_name, scores) => {
    expect(judge(scores, DEFAULTS, 'on')).toEqual(covered('failed'));
    expect(judge(scores, DEFAULTS, 'stricter')).toEqual(covered('failed'));
    expect(judge(scores, everyLevel(0), 'on')).toEqual(covered('failed'));
  });

  test.each(broken)('%s, unless the site is off', (_name, scores) => {
    expect(judge(scores, DEFAULTS, 'off')).toEqual(CLEAR);
  });

  test('rounding just past 1 is no failure', () => {
    expect(judge(of({ explicit: 1 + 1e-6 }), DEFAULTS, 'on')).toEqual(covered('explicit'));
    expect(judge(of({ people: 1 + 1e-6 }), DEFAULTS, 'on')).toEqual(CLEAR);
  });

  test('any one broken score breaks any picture', () => {
    const bad = fc.constantFrom(Number.NaN, -0.5, 2, Number.POSITIVE_INFINITY);
    const part = fc.constantFrom('byCategory', 'nude' as const);
    fc.assert(
      fc.property(
        any.scores,
        any.sensitivity,
        any.category,
        part,
        bad,
        (s, sensitivity, c, p, b) => {
          const scores = withScore(s, p, c, b);
          expect(judge(scores, { sensitivity }, 'on')).toEqual(covered('failed'));
        },
      ),
    );
  });
});

describe('scoresFrom', () => {
  /** The five classes of both bundled models, in their order. */
  const card: Pick<MadeCard, 'labels'> = {
    labels: [
      { name: 'Drawing', category: 'none', nude: false },
      { name: 'Hentai', category: 'drawn', nude: true },
      { name: 'Neutral', category: 'none', nude: false },
      { name: 'Porn', category: 'explicit', nude: true },
      { name: 'Sexy', category: 'suggestive', nude: false },
    ],
  };
  const tile = (hentai: number, porn: number, sexy: number) => [0, hentai, 0, porn, sexy];
  const tiles = fc.array(fc.tuple(any.score, any.score, any.score, any.score, any.score), {
    minLength: 1,
    maxLength: 13,
  });

  it('maps each class to its category, and drops those that are none', () => {
    expect(scoresFrom(card, [[0.5, 0.1, 0.2, 0.15, 0.05]])).toEqual({
      byCategory: { drawn: 0.1, explicit: 0.15, suggestive: 0.05 },
      nude: [{ drawn: 0.1, explicit: 0.15 }],
    });
  });

  it('reads the typed arrays that the engine gives', () => {
    const { byCategory } = scoresFrom(card, [Float32Array.of(0, 0.25, 0, 0.5, 0.25)]);
    expect(byCategory).toEqual({ drawn: 0.25, explicit: 0.5, suggestive: 0.25 });
  });

  it('takes each category from the tile where it is highest', () => {
    const { byCategory } = scoresFrom(card, [tile(0.1, 0.7, 0), tile(0.3, 0.2, 0.5)]);
    expect(byCategory).toEqual({ drawn: 0.3, explicit: 0.7, suggestive: 0.5 });
  });

  it('takes the fold from one tile, the worst, and never mixes tiles', () => {
    const parts = [tile(0.1, 0.4, 0), tile(0.35, 0.2, 0), tile(0.4, 0, 0)];
    for (const tiles of [parts, parts.toReversed()]) {
      expect(foldOf(scoresFrom(card, tiles), () => true)).toBeCloseTo(0.55);
      expect(judge(scoresFrom(card, tiles), DEFAULTS, 'on')).toEqual(CLEAR);
    }
  });

  it('takes the worst tile after leaving out what is off, so that no tile uncovers another', () => {
    const settings = levels({ explicit: 1, nudity: 3, drawn: 0 });
    const photo = tile(0, 0.7, 0);
    const drawing = tile(0.9, 0, 0);
    expect(judge(scoresFrom(card, [photo]), settings, 'on')).toEqual(covered('nude'));
    expect(judge(scoresFrom(card, [photo, drawing]), settings, 'on')).toEqual(covered('nude'));
  });

  it('takes the highest of classes that share a category, and adds them in the fold', () => {
    const both = {
      labels: [
        { name: 'a', category: 'explicit', nude: true },
        { name: 'b', category: 'explicit', nude: true },
      ],
    } satisfies Pick<MadeCard, 'labels'>;
    expect(scoresFrom(both, [[0.3, 0.4]])).toEqual({
      byCategory: { explicit: 0.4 },
      nude: [{ explicit: 0.7 }],
    });
  });

  it.each([[[]], [[0, 0, 0, 0]], [[0, 0, 0, 0, 0, 0]]])('refuses a tile of %j', (wrong) => {
    expect(() => scoresFrom(card, [wrong])).toThrow(RangeError);
    expect(() => scoresFrom(card, [tile(0, 0, 0), wrong])).toThrow(`got ${wrong.length}`);
  });

  it('of no tiles is no answer, which covers', () => {
    expect(judge(scoresFrom(card, []), DEFAULTS, 'on')).toEqual(covered('failed'));
  });

  it('covers a picture that is bad in one tile of many', () => {
    fc.assert(
      fc.property(tiles, fc.nat(), fc.constantFrom(1, 3), (good, at, bad) => {
        const worst = [0, 0, 0, 0, 0].with(bad, 0.95);
        const all = good.toSpliced(at % (good.length + 1), 0, [...worst] as (typeof good)[0]);
        expect(judge(scoresFrom(card, all), DEFAULTS, 'on').cover).toBe(true);
      }),
    );
  });

  it('is at least what each tile is on its own', () => {
    fc.assert(
      fc.property(tiles, (all) => {
        const together = scoresFrom(card, all);
        for (const one of all) {
          const alone = scoresFrom(card, [one]);
          for (const c of ['explicit', 'drawn', 'suggestive'] as const) {
            expect(together.byCategory[c]).toBeGreaterThanOrEqual(alone.byCategory[c] ?? 2);
          }
          const fold = (s: Scores) => foldOf(s, () => true);
          expect(fold(together)).toBeGreaterThanOrEqual(fold(alone));
        }
      }),
    );
  });

  it('never loses a broken number among the tiles, wherever it stands', () => {
    const bad = fc.constantFrom(Number.NaN, -0.5, 2, Number.POSITIVE_INFINITY);
    fc.assert(
      fc.property(tiles, fc.nat(), fc.constantFrom(1, 3, 4), bad, (all, at, label, value) => {
        const broken = all.map((one, i) =>
          i === at % all.length ? Float32Array.from(one).with(label, value) : one,
        );
        expect(judge(scoresFrom(card, broken), DEFAULTS, 'on')).toEqual(covered('failed'));
      }),
    );
  });

  it('leaves the tiles as they are', () => {
    const frozen = Object.freeze([Object.freeze(tile(0.1, 0.2, 0.3))]);
    expect(scoresFrom(card, frozen)).toEqual(scoresFrom(card, frozen));
  });
});
